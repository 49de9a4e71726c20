"""The index of a generation: made beside a new store, or grown from the one before."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from graph.generations.durable import writing
from graph.search.document import KINDS
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import Key
from graph.search.writing import IndexWriter

HIDDEN: Final = ".tantivy"
"""How the locks of an index are named: they belong to a folder and not to its files."""


def link_index(source: Path, target: Path) -> None:
    """Let the index in *source*, which nothing changes any more, stand in *target* as well.

    Nothing stands there when there is none in *source*: an older Salkku made none.
    Raises DataDirectoryError.
    """
    with writing(target):
        for file in source.rglob("*"):
            if file.is_file() and not file.name.startswith(HIDDEN):
                place = target / file.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                os.link(file, place)


def index_all(folder: Path, store: StoredEntities) -> None:
    """Make the index in the new *folder* of all that is in *store*."""
    with IndexWriter(folder) as writer:
        for kind, slug in everything(store):
            for document in store.documents(kind, slug):
                writer.add(document)
        writer.commit()


def index_again(folder: Path, store: StoredEntities, touched: Collection[Key]) -> None:
    """Let the index in *folder* say of what was *touched* what *store* does now.

    If there is none, one is made of all that is in the store.
    """
    if not folder.exists():
        index_all(folder, store)
    elif touched:
        _index_again(folder, store, touched)


def _index_again(folder: Path, store: StoredEntities, touched: Collection[Key]) -> None:
    with IndexWriter(folder) as writer:
        for kind, slug in sorted(touched):
            writer.remove(kind, slug)
            for document in store.documents(kind, slug):
                writer.add(document)
        writer.commit()


def everything(store: StoredEntities) -> Iterator[Key]:
    """Yield every entity in *store*, each once."""
    for kind in KINDS:
        yield from ((kind, slug) for slug in dict.fromkeys(store.slugs(kind)))
