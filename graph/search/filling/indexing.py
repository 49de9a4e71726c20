"""The index of a generation: made beside a new store, or grown from the one before."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from graph.generations.durable import link_folder, writing
from graph.search.document import KINDS, EntityDocument
from graph.search.filling.shares import IndexedShares, Shares
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import Key
from graph.search.schema import is_of_this_make
from graph.search.writing import IndexWriter


def link_index(source: Path, target: Path) -> None:
    """Let the index in *source*, which nothing changes any more, stand in *target* as well.

    Nothing stands there when there is none of this make in *source*.
    Raises DataDirectoryError.
    """
    if is_of_this_make(source):
        with writing(target):
            link_folder(source, target)


def index_all(folder: Path, store: StoredEntities) -> None:
    """Make the index in the new *folder* of all that is in *store*."""
    shares = Shares()
    with IndexWriter(folder) as writer:
        for kind, slug in everything(store):
            if kind != "project":
                _add_other(writer, store.other(kind, slug, shares))
            elif documents := store.project(slug):
                shares.count(documents.project.facets, ())
                writer.add(documents.project, documents.allocations)
        writer.commit()


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
            writer.add(documents.project, documents.allocations)
    writer.commit()
    shares = IndexedShares(folder)
    for kind, slug in others:
        _add_other(writer, store.other(kind, slug, shares))
    if others:
        writer.commit()


def _add_other(writer: IndexWriter, document: EntityDocument | None) -> None:
    """Add what is no project, if it is there."""
    if document is not None:
        writer.add(document)


def everything(store: StoredEntities) -> Iterator[Key]:
    """Yield every entity in *store*, each once, projects first."""
    for kind in KINDS:
        yield from ((kind, slug) for slug in dict.fromkeys(store.slugs(kind)))
