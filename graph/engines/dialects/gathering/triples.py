"""Triple patterns and property paths (SPARQL 1.1 Query, sections 4 and 9)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from graph.engines.dialects.gathering.cursor import Cursor, Unread
from graph.engines.dialects.gathering.patterns import (
    NOBODY,
    Branches,
    Ends,
    Group,
    Inner,
    Node,
    Part,
    Pattern,
)
from ontology.terms import Rdf

VERB_SIGNS: Final = frozenset({"^", "(", "!"})


class Step(NamedTuple):
    """A property, or a variable in its place."""

    property: Node


class Back(NamedTuple):
    """A path from its end to its beginning."""

    path: "Path"


class Row(NamedTuple):
    """Paths one after the other."""

    paths: tuple["Path", ...]


class Either(NamedTuple):
    """Paths of which any may be taken."""

    paths: tuple["Path", ...]


class Again(NamedTuple):
    """A path taken again and again; *or_not*: it may be taken not at all."""

    path: "Path"
    or_not: bool


class Other(NamedTuple):
    """Any property but some."""


Path = Step | Back | Row | Either | Again | Other


class Triples(Cursor):
    """Reads triple patterns."""

    def triples(self) -> list[Part]:
        """Those about the subject that comes next."""
        found: list[Part] = []
        subject = self.node(found)
        if self._is_verb():
            self._properties(subject, found)
        return found

    def node(self, found: list[Part]) -> Node:
        """The node that comes next; the patterns in its own brackets are added to *found*."""
        token = self.peek()
        if token.kind == "variable":
            return self.take().text[1:]
        if token.text.startswith("_:"):
            return self.take().text.rstrip(".")
        if token.text == "[":
            return self._bracket(found)
        if token.kind == "sign" and token.text not in "+-":
            raise Unread(f"{token.text} begins no plain node")
        return self.constant()

    def _bracket(self, found: list[Part]) -> Node:
        self.expect("[")
        node = self.fresh()
        if not self.comes("]"):
            self._properties(node, found)
        self.expect("]")
        return node

    def _is_verb(self) -> bool:
        token = self.peek()
        named = token.kind in {"iri", "name", "variable"}
        return named or token.text == "a" or token.text in VERB_SIGNS

    def _properties(self, subject: Node, found: list[Part]) -> None:
        while self._is_verb():
            path = self._path()
            found.extend(self._along(subject, path, self.node(found)))
            while self.accept(","):
                found.extend(self._along(subject, path, self.node(found)))
            while self.accept(";"):
                pass

    def _path(self) -> Path:
        if self.peek().kind == "variable":
            return Step(self.take().text[1:])
        paths = [self._row()]
        while self.accept("|"):
            paths.append(self._row())
        return Either(tuple(paths)) if len(paths) > 1 else paths[0]

    def _row(self) -> Path:
        paths = [self._element()]
        while self.accept("/"):
            paths.append(self._element())
        return Row(tuple(paths)) if len(paths) > 1 else paths[0]

    def _element(self) -> Path:
        if self.accept("^"):
            return Back(self._element())
        path = self._primary()
        if self.accept("+"):
            return Again(path, or_not=False)
        return Again(path, or_not=True) if self.accept("*") or self.accept("?") else path

    def _primary(self) -> Path:
        if self.accept("a"):
            return Step(Rdf.type)
        if self.accept("!"):
            if self.comes("("):
                self.skip()
            else:
                self._element()
            return Other()
        if not self.accept("("):
            return Step(self.constant())
        path = self._path()
        self.expect(")")
        return path

    def _along(self, begin: Node, path: Path, end: Node) -> Iterator[Part]:
        """The patterns of which every *path* from *begin* to *end* is made."""
        match path:
            case Step(property):
                yield Pattern(begin, property, end)
            case Back(back):
                yield from self._along(end, back, begin)
            case Row(paths):
                nodes = [begin, *(self.fresh() for _ in paths[1:]), end]
                for step, (left, right) in zip(paths, pairwise(nodes), strict=True):
                    yield from self._along(left, step, right)
            case Either(paths):
                yield Branches(tuple(Group(tuple(self._along(begin, p, end))) for p in paths))
            case Other():
                either = Either((Step(self.fresh()), Back(Step(self.fresh()))))
                yield from self._along(begin, either, end)
            case Again(step, or_not):
                yield Inner(Group(tuple(self._along(self.fresh(), step, self.fresh()))), NOBODY)
                if or_not:
                    yield Ends(begin, end)
                else:
                    yield from self._along(begin, step, self.fresh())
                    yield from self._along(self.fresh(), step, end)
