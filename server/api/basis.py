"""What the document is made from: the tables of the code, and examples from the register."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, get_args

from graph.questions.headings import Headings, heading
from graph.questions.library import Library
from graph.register import Language
from graph.search.document import Kind
from graph.search.wish import Wish
from server.settings import Settings
from server.snapshot import Snapshot

EXAMPLED: Final[tuple[Kind, ...]] = get_args(Kind)
"""The kinds of which the register has an example."""


class Basis(NamedTuple):
    """The questions, what columns are called, the settings, and slugs that there are, by kind."""

    library: Library
    headings: Headings
    settings: Settings
    examples: Mapping[str, str]
    language: Language

    def meanings(self, columns: tuple[str, ...]) -> Mapping[str, str]:
        """What each of *columns* means."""
        return {column: heading(self.headings, column, self.language) for column in columns}


def examples_of(snapshot: Snapshot) -> Mapping[str, str]:
    """A slug of each kind of entity that the register holds, and the key of a source page.

    Beside them the IRIs of a ``graph`` that is there, of a ``new graph``, and of an entity
    (``iri``).
    """
    return dict(_examples(snapshot))


def _examples(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    iris = snapshot.generation.iris
    yield "graph", iris.graph("provenance").value
    yield "new graph", iris.graph("example").value
    day = snapshot.generation.manifest.day
    for kind in EXAMPLED:
        for hit in snapshot.index.find(Wish(kind=kind, order="name"), day, 0, 1, ()).hits:
            yield kind, hit.slug
            if kind == "project":
                yield "iri", iris.entity(kind, hit.slug).value
                yield from _pages(snapshot, hit.slug)


def _pages(snapshot: Snapshot, project: str) -> Iterator[tuple[str, str]]:
    for row in snapshot.rows("projects", project=project):
        if row["page"]:
            yield "page", row["page"].rpartition("/")[2]
