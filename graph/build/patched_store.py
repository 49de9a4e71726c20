"""A store that grows from the one before: copies of it by hard links, all changed alike."""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Store

from graph.answers.change import Change
from graph.generations.generation import INDEX, PAGES, STORE, Generation
from graph.quads.content import Content, content_of_digest, measured
from graph.quads.statements import Given
from graph.search.filling.indexing import index_again, link_index
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import Key, Touched, read_touched
from graph.writes.replaying import can_carry


class PatchedStore:
    """The store of what pages give, while it is changed; *content* is what it holds.

    All *stores* are changed alike: a second one may hold what was written as well. *touched* is
    what must be indexed again, *indexed* what was, and the *change* what stored answers follow.
    """

    def __init__(
        self, stores: Sequence[Store], content: Content, touched: Touched, change: Change
    ) -> None:
        self.stores = stores
        self.content = content
        self.touched = touched
        self.change = change
        self.indexed: set[Key] = set()
        self.is_changed = False

    def replace(self, old: Given, new: Given) -> None:
        """Let *new* stand where *old* stood."""
        gone, come = _less(old, new), _less(new, old)
        for store in self.stores:
            for quad in gone.quads():
                store.remove(quad)
            store.extend(come.quads())
        self.is_changed |= any((gone.default, gone.named, come.default, come.named))
        self.touched.note(gone.quads(), come.quads())
        self.change.note(gone.quads(), come.quads())
        self.content = self.content.minus(measured(gone)[1]).plus(measured(come)[1])

    def flush(self) -> None:
        """Bring everything to the disk."""
        for store in self.stores:
            store.flush()

    def index(self, base: Generation, part: Path) -> None:
        """Write the index of what the pages give, as far as it is not that of the *base*."""
        link_index(base.index_path, part / INDEX)
        store = StoredEntities(self.stores[0], base.iris, base.register.language)
        self.indexed = self.touched.all(store)
        index_again(part / INDEX, store, self.indexed)


def patched_copy(base: Generation, part: Path, head: str) -> PatchedStore:
    """Return what the pages of *base* give, as a copy in the folder *part* that may be changed.

    What the writes up to *head* came to in *base* is copied too if that carries over.
    """
    touched = Touched(base.iris, read_touched(base.folder))
    return PatchedStore(_copies(base, part, head), content_of(base), touched, Change(base.iris))


def content_of(base: Generation) -> Content:
    """What the pages of *base* give, by its manifest."""
    return content_of_digest(base.manifest.pages.quads, base.manifest.pages_hash)


def _copies(base: Generation, part: Path, head: str) -> list[Store]:
    pages = base.open_pages()
    if not can_carry(base.manifest, head):
        return [_copy(pages, part / STORE)]
    return [_copy(pages, part / PAGES), _copy(base.open_store(), part / STORE)]


def _copy(old: Store, path: Path) -> Store:
    old.backup(str(path))
    return Store(str(path))


def _less(given: Given, other: Given) -> Given:
    """What is in *given* and not in the *other*."""
    default, named = set(other.default), set(other.named) if other.graph == given.graph else set()
    return Given(
        tuple(statement for statement in given.default if statement not in default),
        given.graph,
        tuple(statement for statement in given.named if statement not in named),
    )
