"""What a query asks of a graph, as far as it tells which triples can matter to it."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

Variable = str
Constant = NamedNode | Literal
Node = Variable | Constant | None
"""A variable by its name, a constant, or None: a constant by which nothing is looked up."""


class Pattern(NamedTuple):
    """A triple pattern."""

    subject: Node
    property: Node
    value: Node


class Ends(NamedTuple):
    """What a path leads from and to that may have no step: either may be any node of the graph."""

    begin: Node
    end: Node


class Values(NamedTuple):
    """The values that VALUES gives each variable; a variable with UNDEF among them has None."""

    columns: Mapping[Variable, frozenset[Constant] | None]


class Same(NamedTuple):
    """BIND of a variable to the first of its *sources* that is bound; none: to whatever."""

    variable: Variable
    sources: tuple[Node, ...]


class Group(NamedTuple):
    """What stands in braces, in its order; EXISTS of filters comes last.

    *unbound* are variables that must not be bound, *needed* those that must.
    """

    parts: tuple["Part", ...]
    unbound: frozenset[Variable] = frozenset()
    needed: frozenset[Variable] = frozenset()


class Branches(NamedTuple):
    """UNION."""

    groups: tuple[Group, ...]


class InGraph(NamedTuple):
    """GRAPH."""

    name: Node
    group: Group


class Inner(NamedTuple):
    """A sub-select: of its variables only those *projected* are the ones outside, None: all.

    One that is *cut* by LIMIT or OFFSET may not be narrowed at all.
    """

    group: Group
    projected: frozenset[Variable] | None
    cut: bool = False


class Aside(NamedTuple):
    """OPTIONAL, MINUS and EXISTS: what needs matches, and leaves rows without any where they are.

    One that *binds* is OPTIONAL. One with a *guard* matters only where that variable can be bound.
    """

    group: Group
    binds: bool = False
    guard: Variable = ""


Joined = Pattern | Ends | Values | Group | Branches | InGraph | Inner
Part = Joined | Same | Aside
NOBODY: Final[frozenset[Variable]] = frozenset()


def variables(nodes: Iterable[Node]) -> frozenset[Variable]:
    """The variables among *nodes*."""
    return frozenset(node for node in nodes if isinstance(node, str))


def certain(part: Part) -> frozenset[Variable]:  # noqa: PLR0911 - one line for each kind of part
    """The variables that are bound in every row of *part*."""
    match part:
        case Pattern() | Ends():
            return variables(part)
        case Values(columns):
            return frozenset(name for name, values in columns.items() if values is not None)
        case Group(parts):
            return certain_after(parts)
        case Branches(groups):
            return reduce(frozenset.intersection, map(certain, groups))
        case InGraph(name, group):
            return certain(group) | variables([name])
        case Inner(group, projected):
            return certain(group) if projected is None else certain(group) & projected
        case _:
            return NOBODY


def certain_after(parts: Iterable[Part]) -> frozenset[Variable]:
    """The variables that are bound in every row once *parts* are joined."""
    known = NOBODY
    for part in parts:
        if isinstance(part, Same):
            known |= {part.variable} if _is_sure(part, known) else NOBODY
        else:
            known |= certain(part)
    return known


def _is_sure(bind: Same, known: frozenset[Variable]) -> bool:
    return any(not isinstance(source, str) or source in known for source in bind.sources)


def mentioned(part: Part) -> frozenset[Variable]:  # noqa: PLR0911 - one line for each kind of part
    """The variables that *part* can bind for what stands beside it."""
    match part:
        case Pattern() | Ends():
            return variables(part)
        case Values(columns):
            return frozenset(columns)
        case Same(variable):
            return frozenset({variable})
        case Group(parts) | Branches(parts):
            return NOBODY.union(*map(mentioned, parts))
        case InGraph(name, group):
            return mentioned(group) | variables([name])
        case Inner(group, projected):
            return mentioned(group) if projected is None else projected
        case Aside(group, binds):
            return mentioned(group) if binds else NOBODY
