"""The index of a generation: made beside a new store, or grown from the one before."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.generations.durable import writing
from graph.search.document import KINDS
from graph.search.filling.documents import ProjectDocuments
from graph.search.filling.shares import IndexedShares
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
        _index(writer, folder, store, everything(store))


def index_again(folder: Path, store: StoredEntities, touched: Collection[Key]) -> None:
    """Let the index in *folder* say of what was *touched* what *store* does now.

    If there is none, one is made of all that is in the store.
    """
    if not folder.exists():
        index_all(folder, store)
    elif touched:
        with IndexWriter(folder) as writer:
            for kind, slug in touched:
                writer.remove(kind, slug)
            _index(writer, folder, store, touched)


def _index(writer: IndexWriter, folder: Path, store: StoredEntities, keys: Iterable[Key]) -> None:
    """Index the projects among *keys*, and then the others, which tell how many those are."""
    others = []
    for kind, slug in sorted(keys):
        if kind != "project":
            others.append((kind, slug))
        elif documents := store.project(slug):
            add_project(writer, documents)
    writer.commit()
    shares = IndexedShares(folder)
    for kind, slug in others:
        if document := store.other(kind, slug, shares):
            writer.add(document)
    if others:
        writer.commit()


def add_project(writer: IndexWriter, documents: ProjectDocuments) -> None:
    """Add a project and its money."""
    writer.add(documents.project)
    for allocation in documents.allocations:
        writer.add(allocation)


def everything(store: StoredEntities) -> Iterator[Key]:
    """Yield every entity in *store*, each once."""
    for kind in KINDS:
        yield from ((kind, slug) for slug in dict.fromkeys(store.slugs(kind)))
