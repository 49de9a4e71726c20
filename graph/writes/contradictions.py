"""Where writes contradict pages: statements that a page gives and a write removed.

They are told as findings of the project. Findings lie on top of the graph: no write ever sees
them, so that writes made again on other pages start from the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from graph.errors import DataDirectoryError
from graph.quads.statements import Facts, Given, about, concept, number, text, worded
from graph.writes.delta import has
from ontology.iris import Iris
from ontology.terms import PREFIXES, Prov, Rdf, Sk

FILE: Final = "contradictions"
REMOVED: Final = "statements removed"
SKIPPED: Final = "write not made again"
LANGUAGE: Final = "en"
DEFAULT: Final = DefaultGraph()


class Occasion(msgspec.Struct, frozen=True, order=True):
    """A write by its number and its time."""

    number: int
    time: datetime

    def __str__(self) -> str:
        return f"write {self.number} of {self.time:%Y-%m-%d %H:%M} UTC"


class _File(msgspec.Struct, frozen=True):
    """*lost* are N-Quads by occasion, *told* those of the findings that were added to the graph."""

    lost: list[tuple[Occasion, bytes]]
    skipped: list[tuple[Occasion, list[str]]]
    told: bytes


class Contradictions:
    """What pages give and the graph no longer holds, by the write that removed it.

    *told* are the quads of the findings as they stand in the published graph.
    """

    def __init__(self) -> None:
        self.lost: dict[Quad, Occasion] = {}
        self.skipped: dict[Occasion, tuple[str, ...]] = {}
        self.told: frozenset[Quad] = frozenset()

    def are_any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.lost or self.skipped)

    def restore(self, added: Iterable[Quad]) -> bool:
        """Take in that a write *added* statements; return whether that may change a finding."""
        found = [quad for quad in added if quad in self.lost or quad.object == Sk.Project]
        for quad in found:
            self.lost.pop(quad, None)
        return bool(found)

    def note(self, occasion: Occasion, removed: Iterable[Quad], pages: Store) -> None:
        """Take in what a write *removed*; *pages* is the store of what pages give."""
        for quad in removed:
            if has(pages, quad):
                self.lost[quad] = occasion

    def skip(self, occasion: Occasion, nodes: Iterable[str]) -> None:
        """Take in that a write could not be made again because of *nodes*."""
        self.skipped[occasion] = tuple(nodes)

    def findings(self, store: Store, pages: Store, iris: Iris) -> Iterator[Quad]:
        """Yield the findings, for each project that still stands in *store*."""
        projects = _Projects(store, pages, iris)
        by_project: dict[tuple[Occasion, NamedNode], list[Quad]] = {}
        for quad, occasion in self.lost.items():
            for project in projects.of(quad.subject):
                by_project.setdefault((occasion, project), []).append(quad)
        for (occasion, project), quads in by_project.items():
            line = min((_line(pages, quad.subject) for quad in quads), default=1)
            told = _finding(REMOVED, line, _removed(occasion, quads))
            yield from _told(iris, project, occasion, told)
        for occasion, nodes in self.skipped.items():
            named = (projects.of(NamedNode(node.strip("<>"))) for node in nodes if node[:1] == "<")
            for project in dict.fromkeys(found for some in named for found in some):
                told = _finding(SKIPPED, 1, _skipped(occasion))
                yield from _told(iris, project, occasion, told)

    def entities(self, iris: Iris) -> Iterator[NamedNode]:
        """Yield the projects, source pages and others that lost a statement, or a part of them."""
        for subject in {quad.subject for quad in self.lost}:
            place = iris.place(subject.value) if isinstance(subject, NamedNode) else None
            if place is not None:
                kind, slug = place
                yield iris.entity(kind, slug.partition("/")[0])

    def save(self, folder: Path) -> None:
        """Keep it in a generation's *folder*."""
        lost: dict[Occasion, list[Quad]] = {}
        for quad, occasion in self.lost.items():
            lost.setdefault(occasion, []).append(quad)
        kept = _File(
            [(occasion, _lines(quads)) for occasion, quads in sorted(lost.items())],
            [(occasion, list(nodes)) for occasion, nodes in self.skipped.items()],
            _lines(self.told),
        )
        (folder / FILE).write_bytes(zstandard.compress(msgspec.msgpack.encode(kept)))


def read_contradictions(folder: Path) -> Contradictions:
    """Return those of the generation in *folder*; none when nothing was written.

    Raises DataDirectoryError when they cannot be read.
    """
    found = Contradictions()
    path = folder / FILE
    if not path.exists():
        return found
    try:
        kept = msgspec.msgpack.decode(zstandard.decompress(path.read_bytes()), type=_File)
    except (OSError, msgspec.MsgspecError, zstandard.ZstdError) as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error}; build again") from error
    for occasion, lines in kept.lost:
        found.lost.update(dict.fromkeys(parse(lines, format=RdfFormat.N_QUADS), occasion))
    found.skipped = {occasion: tuple(nodes) for occasion, nodes in kept.skipped}
    found.told = frozenset(parse(kept.told, format=RdfFormat.N_QUADS))
    return found


class _Projects:
    """Finds the projects, among those that stand, to whose page a node belongs."""

    def __init__(self, store: Store, pages: Store, iris: Iris) -> None:
        self.store = store
        self.pages = pages
        self.iris = iris

    def of(self, node: object) -> Iterator[NamedNode]:
        """Yield the project that *node* is, or is a part of, or whose page it is."""
        place = self.iris.place(node.value) if isinstance(node, NamedNode) else None
        if isinstance(node, NamedNode) and place is not None:
            kind, slug = place
            if kind == "page":
                derived = self.pages.quads_for_pattern(None, Prov.wasDerivedFrom, node, DEFAULT)
                yield from (s for s in map(_subject, derived) if s and self._stands(s))
            elif kind == "project":
                project = self.iris.entity(kind, slug.partition("/")[0])
                yield from [project] if self._stands(project) else []

    def _stands(self, node: NamedNode) -> bool:
        found = self.store.quads_for_pattern(node, Rdf.type, Sk.Project, DEFAULT)
        return next(found, None) is not None


def _subject(quad: Quad) -> NamedNode | None:
    return quad.subject if isinstance(quad.subject, NamedNode) else None


def _finding(what: str, line: int, message: str) -> Facts:
    return (
        (Rdf.type, Sk.Finding),
        (Sk.findingKind, concept("finding", "other")),
        (Sk.what, text(what)),
        (Sk.line, number(line)),
        (Sk.message, worded(message, LANGUAGE)),
    )


def _told(iris: Iris, project: NamedNode, occasion: Occasion, facts: Facts) -> Iterator[Quad]:
    node = iris.part(project, "finding", f"write-{occasion.number}")
    yield Quad(project, Sk.finding, node, DEFAULT)
    yield from Given(tuple(about(node, facts))).quads()


def _line(pages: Store, node: object) -> int:
    """The line of the page where the part *node* stands; the first for what has none."""
    found = pages.quads_for_pattern(node, Sk.line, None, DEFAULT)  # type: ignore[arg-type]  # what a page gives has no blank nodes
    return next((int(q.object.value) for q in found if isinstance(q.object, Literal)), 1)


def _removed(occasion: Occasion, quads: Sequence[Quad]) -> str:
    names = sorted({_short(quad.predicate) for quad in quads})
    many = "1 statement" if len(quads) == 1 else f"{len(quads)} statements"
    return f"The {occasion} removed {many} that the page gives: {', '.join(names)}."


def _skipped(occasion: Occasion) -> str:
    return f"The {occasion} could not be made again on what the page says now; it is kept."


def _short(predicate: NamedNode) -> str:
    """The *predicate* by its prefix and name, where the prefix is known."""
    iri = predicate.value
    known = (f"{p}:{iri.removeprefix(ns)}" for p, ns in PREFIXES.items() if iri.startswith(ns))
    return next(known, iri)


def _lines(quads: Iterable[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
