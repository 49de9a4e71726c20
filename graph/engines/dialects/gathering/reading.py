"""From the text of a query to its patterns (SPARQL 1.1 Query, section 19.8).

The engine's own parser has found the text good before, so nothing is checked here: what is not
understood ends in Unread.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.engines.dialects.gathering.cursor import Unread
from graph.engines.dialects.gathering.patterns import (
    NOBODY,
    Aside,
    Branches,
    Constant,
    Group,
    InGraph,
    Inner,
    Node,
    Part,
    Pattern,
    Same,
    Values,
    Variable,
    mentioned,
)
from graph.engines.dialects.gathering.triples import Triples
from graph.store import Dataset

NOT_BOUND: Final = ("(", "!", "BOUND", "(")
"""How a filter begins that asks what may be unbound, before the variable."""


class Asked(NamedTuple):
    """What a query asks for: its *group*, and the graphs that it names after FROM, if any."""

    group: Group
    dataset: Dataset | None


@dataclass
class Draft:
    """A group that is being read; *ends* are its parts that come last."""

    parts: list[Part] = field(default_factory=list)
    ends: list[Part] = field(default_factory=list)
    unbound: set[Variable] = field(default_factory=set)
    needed: set[Variable] = field(default_factory=set)

    def group(self) -> Group:
        """The group as it stands."""
        whole = (*self.parts, *self.ends)
        return Group(whole, frozenset(self.unbound), frozenset(self.needed))


def read(text: str, base: str = "") -> Asked:
    """Return what the query *text* asks for; relative IRIs are below *base*. Raises Unread."""
    return Reader(text, base).query()


class Reader(Triples):
    """Reads a query from its beginning to its end."""

    def query(self) -> Asked:
        """What the whole query asks for."""
        self.prologue()
        described: list[Node] = []
        form = self.peek().word
        if form == "SELECT":
            inner, dataset = self._select()
            return Asked(inner.group, dataset)
        self.take()
        if form == "CONSTRUCT" and self.comes("{"):
            self.skip()
        if form == "DESCRIBE":
            described = self._described()
        dataset = self._graphs()
        group = self._where()
        whole = mentioned(group) if "*" in described else described
        told = (Aside(Group((self._all_of(node),))) for node in whole)
        parts = (*self._after(group, None).group.parts, *told)
        return Asked(group._replace(parts=parts), dataset)

    def _all_of(self, node: Node) -> Pattern:
        return Pattern(node, self.fresh(), self.fresh())

    def _described(self) -> list[Node]:
        found: list[Node] = []
        while not self.comes("{") and self.peek().word not in {"FROM", "WHERE"}:
            if self.peek().kind == "end":
                break
            found.append("*" if self.accept("*") else self.node([]))
        return found

    def _select(self) -> tuple[Inner, Dataset | None]:
        """A SELECT, whole or inside another."""
        self.expect("SELECT")
        projected, asides = self._projection()
        dataset = self._graphs()
        return self._after(self._where(), projected, asides), dataset

    def _projection(self) -> tuple[frozenset[Variable] | None, list[Aside]]:
        """The variables that are chosen, None for all; and what their expressions look for."""
        chosen: set[Variable] = set()
        asides: list[Aside] = []
        everything = False
        while not self.comes("{") and self.peek().word not in {"FROM", "WHERE"}:
            if self.comes("("):
                asides += self._expression()
                chosen.add(self._alias())
            else:
                token = self.take()
                everything |= token.text == "*"
                chosen |= {token.text[1:]} if token.kind == "variable" else NOBODY
        return None if everything else frozenset(chosen), asides

    def _alias(self) -> Variable:
        """The variable before the bracket that was just closed."""
        return self.peek(-2).text[1:]

    def _graphs(self) -> Dataset | None:
        default: list[str] = []
        named: list[str] = []
        while self.accept("FROM"):
            graphs = named if self.accept("NAMED") else default
            graphs.append(self.constant().value)
        return Dataset(tuple(default), tuple(named)) if default or named else None

    def _where(self) -> Group:
        self.accept("WHERE")
        return self.group() if self.comes("{") else Group(())

    def _after(
        self, group: Group, projected: frozenset[Variable] | None, asides: list[Aside] | None = None
    ) -> Inner:
        """The sub-select of *group*, with what its modifiers add; their EXISTS stands alone."""
        parts: list[Part] = []
        found = asides or []
        cut = False
        while self.peek().text not in {"", "}"}:
            if self.accept("VALUES"):
                parts.append(self._values(projected))
            elif self.accept("EXISTS"):
                found.append(Aside(self.group()))
            else:
                cut |= self.take().word in {"LIMIT", "OFFSET"}
        alone = (Inner(Group((aside,)), NOBODY) for aside in found)
        return Inner(group._replace(parts=(*group.parts, *parts, *alone)), projected, cut)

    def group(self) -> Group:
        """The group that comes next, from brace to brace."""
        self.expect("{")
        if self.comes("SELECT"):
            inner, _ = self._select()
            self.expect("}")
            return Group((inner,))
        draft = Draft()
        while not self.accept("}"):
            self._element_of(draft)
        return draft.group()

    def _element_of(self, draft: Draft) -> None:
        match self.peek().word or self.peek().text:
            case ".":
                self.take()
            case "{":
                draft.parts.append(self._union())
            case "OPTIONAL" | "MINUS" as word:
                self.take()
                draft.parts.append(Aside(self.group(), binds=word == "OPTIONAL"))
            case "GRAPH":
                self.take()
                draft.parts.append(InGraph(self.node([]), self.group()))
            case "SERVICE":
                self._elsewhere()
            case "FILTER":
                self.take()
                self._filter(draft)
            case "BIND":
                self.take()
                draft.parts += self._bind()
            case "VALUES":
                self.take()
                draft.parts.append(self._values(None))
            case _:
                draft.parts += self.triples()

    def _union(self) -> Part:
        groups = [self.group()]
        while self.accept("UNION"):
            groups.append(self.group())
        return Branches(tuple(groups)) if len(groups) > 1 else groups[0]

    def _elsewhere(self) -> None:
        """Take a SERVICE: what it asks is no matter of this graph."""
        while not self.comes("{"):
            self.take()
        self.skip()

    def _filter(self, draft: Draft) -> None:
        self.accept("NOT")
        if self.accept("EXISTS"):
            draft.ends.append(Aside(self.group()))
            return
        if self.comes("(") and self.peek(1).kind == "variable" and self.peek(2).text == ")":
            draft.needed.add(self.peek(1).text[1:])
        guard = self._guard(draft)
        while not self.comes("("):
            self.take()
        draft.ends += (aside._replace(guard=guard) for aside in self._expression())

    def _guard(self, draft: Draft) -> Variable:
        """The variable without which a filter holds; one that must be unbound is noted."""
        if not self.comes(*NOT_BOUND):
            return ""
        variable = self.peek(len(NOT_BOUND)).text[1:]
        after = "".join(self.peek(len(NOT_BOUND) + ahead).text for ahead in (1, 2, 3))
        if after.startswith("))"):
            draft.unbound.add(variable)
        return variable if after == ")||" else ""

    def _expression(self) -> list[Aside]:
        """Take an expression in brackets; return what its EXISTS look for."""
        found = []
        self.expect("(")
        depth = 1
        while depth:
            if self.accept("EXISTS"):
                found.append(Aside(self.group()))
            else:
                text = self.take().text
                depth += (text == "(") - (text == ")")
        return found

    def _bind(self) -> list[Part]:
        begin = self._at
        sources = self._sources()
        self._at = begin
        asides = self._expression()
        return [*asides, Same(self._alias(), sources)]

    def _sources(self) -> tuple[Node, ...]:
        """The terms of ``(term AS`` or ``(COALESCE(term, ...) AS``; of any other BIND none."""
        self.expect("(")
        chosen = self.accept("COALESCE", "(")
        found = [self._simple()]
        while chosen and self.accept(","):
            found.append(self._simple())
        known = (not chosen or self.accept(")")) and self.comes("AS")
        return tuple(found) if known and None not in found else ()

    def _simple(self) -> Node:
        """The variable or constant that comes next; None when it is more than that."""
        try:
            return self.node([])
        except Unread:
            return None

    def _values(self, seen: frozenset[Variable] | None) -> Values:
        """The values that come next, of the variables *seen* outside; None: of all."""
        names = self._columns()
        rows = self._rows(len(names))
        columns = {
            name: _certain({row[place] for row in rows})
            for place, name in enumerate(names)
            if seen is None or name in seen
        }
        return Values(columns)

    def _columns(self) -> list[Variable]:
        if not self.accept("("):
            return [self.take().text[1:]]
        names = []
        while not self.accept(")"):
            names.append(self.take().text[1:])
        return names

    def _rows(self, width: int) -> list[list[Constant | None]]:
        """The rows in braces; None stands for UNDEF."""
        cells: list[Constant | None] = []
        self.expect("{")
        while not self.accept("}"):
            if self.peek().text in {"(", ")"}:
                self.take()
            else:
                cells.append(None if self.accept("UNDEF") else self.constant())
        return [cells[begin : begin + width] for begin in range(0, len(cells), width or 1)]


def _certain(values: set[Constant | None]) -> frozenset[Constant] | None:
    constants = frozenset(value for value in values if value is not None)
    return None if None in values else constants
