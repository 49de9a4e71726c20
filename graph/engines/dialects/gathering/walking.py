"""The walk through the patterns of a query: what is needed of each, as narrow as can be.

Where a variable is bound in every row of a group, the values that one pattern leaves for it narrow
the others, and what stands in the group for its own: rows with another value would not survive.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.engines.dialects.gathering.part import LookUp, Part, Term, Terms, can_be_looked_up
from graph.engines.dialects.gathering.patterns import (
    NOBODY,
    Aside,
    Branches,
    Constant,
    Ends,
    Group,
    InGraph,
    Inner,
    Joined,
    Node,
    Pattern,
    Same,
    Values,
    Variable,
    certain,
    certain_after,
    mentioned,
)

Known = Mapping[Variable, frozenset[Term]]
"""The only values that a variable can have; a variable that is not there may have any."""

NOTHING: Final[Known] = {"": frozenset()}
"""What is known where there can be no row."""

MOST_TERMS: Final = 1000
"""By how many terms at most triples are looked up; with more, all of a property are fetched."""

MOST_LOOKED_AT: Final = 100_000
"""How many triples are looked at to learn which values are left."""


class Walk:
    """Fetches what a query can match into *part*.

    *default* are the graphs that make up its default graph ("" is our own), *named* the others.
    """

    def __init__(self, part: Part, default: tuple[str, ...], named: tuple[str, ...]) -> None:
        self._part = part
        self._default = default
        self._named = named

    def through(self, group: Group) -> None:
        """Fetch what *group* can match. Raises QueryError and StoreError."""
        self._group(group, {}, self._default)

    def _group(
        self,
        group: Group,
        outside: Known,
        graphs: tuple[str, ...],
        seen: frozenset[Variable] = NOBODY,
    ) -> Known:
        """Fetch for *group*; return what is known of the variables that every row binds.

        Its filters see the variables *seen* outside as well.
        """
        sure = certain(group)
        seen |= mentioned(group)
        if sure & group.unbound or group.needed - seen:
            return NOTHING
        known: Known = {name: terms for name, terms in outside.items() if name in sure}
        waiting = [part for part in group.parts if not isinstance(part, Same | Aside)]
        while waiting:
            part = min(waiting, key=lambda part: _width(part, known))
            waiting.remove(part)
            known = _both(known, self._joined(part, known, graphs))
            if _is_nothing(known):
                return NOTHING
        known = self._asides(group, known, graphs, seen)
        return {name: terms for name, terms in known.items() if name in sure}

    def _joined(  # noqa: PLR0911 - one line for each kind of part
        self, part: Joined, known: Known, graphs: tuple[str, ...]
    ) -> Known:
        match part:
            case Pattern():
                return self._pattern(part, known, graphs)
            case Ends():
                return self._ends(part, known, graphs)
            case Values(columns):
                return {name: terms for name, terms in columns.items() if terms and _exact(terms)}
            case Group():
                return self._group(part, known, graphs)
            case Branches(groups):
                return _any_of([self._group(group, known, graphs) for group in groups])
            case InGraph(name, group):
                return self._group(group, known, self._graphs_of(name, known))
            case Inner(group, projected, cut):
                return self._inner(group, projected, {} if cut else known, graphs)

    def _inner(
        self,
        group: Group,
        projected: frozenset[Variable] | None,
        known: Known,
        graphs: tuple[str, ...],
    ) -> Known:
        """A sub-select, which has a row though nothing matches when it counts."""
        seen = {n: terms for n, terms in known.items() if projected is None or n in projected}
        found = self._group(group, seen, graphs)
        return {n: t for n, t in found.items() if n and (projected is None or n in projected)}

    def _graphs_of(self, name: Node, known: Known) -> tuple[str, ...]:
        terms = _terms(name, known)
        if terms is None:
            return self._named
        named = {term.value for term in terms if isinstance(term, NamedNode)}
        return tuple(graph for graph in self._named if graph in named)

    def _asides(
        self, group: Group, known: Known, graphs: tuple[str, ...], seen: frozenset[Variable]
    ) -> Known:
        """Fetch what may match or not; return *known* with what BIND adds."""
        sure = certain(group)
        loose = frozenset[Variable]().union(
            *(mentioned(part) - sure for part in group.parts if not isinstance(part, Aside | Same))
        )
        possible: dict[Variable, frozenset[Term] | None] = dict.fromkeys(loose)
        for place, part in enumerate(group.parts):
            before = certain_after(group.parts[:place])
            if isinstance(part, Same):
                known = {**known, **_bound(part, known, possible)}
            elif isinstance(part, Aside) and (not part.guard or part.guard in seen):
                usable = {name: terms for name, terms in known.items() if name in before}
                found = self._group(part.group, usable, graphs, seen)
                if part.binds:
                    _widen(possible, found, mentioned(part.group) - before)
        return known

    def _pattern(self, pattern: Pattern, known: Known, graphs: tuple[str, ...]) -> Known:
        terms = [_subjects(pattern, known), *(_terms(node, known) for node in pattern[1:])]
        subjects, properties, values = map(_few, terms)
        for graph in graphs:
            self._part.need(LookUp(graph, subjects, properties, values))
        matches = chain.from_iterable(self._part.matches(LookUp(g, *terms)) for g in graphs)
        return _learnt(pattern, list(islice(matches, MOST_LOOKED_AT + 1)))

    def _ends(self, ends: Ends, known: Known, graphs: tuple[str, ...]) -> Known:
        """Nodes that are on no path are met where anything at all is said of them."""
        narrow = [few for node in ends if (few := _few(_terms(node, known))) is not None]
        for graph in graphs:
            for subjects in narrow:
                self._part.need(LookUp(graph, subjects))
            if not narrow:
                self._part.need(LookUp(graph))
        return {}


def _terms(node: Node, known: Known) -> frozenset[Term] | None:
    """What may stand in the place of *node*; None: anything."""
    if isinstance(node, str):
        return known.get(node)
    return frozenset({node}) if node is not None and can_be_looked_up(node) else None


def _subjects(pattern: Pattern, known: Known) -> frozenset[Term] | None:
    """What may be the subject of *pattern*, which no literal is; None: anything."""
    terms = _terms(pattern.subject, known)
    return terms and frozenset(term for term in terms if not isinstance(term, Literal))


def _exact(terms: frozenset[Constant]) -> bool:
    """Whether a triple that has one of *terms* has it in the same words."""
    return all(map(can_be_looked_up, terms))


def _few(terms: frozenset[Term] | None) -> Terms:
    """The *terms*, if triples can be looked up by them."""
    if terms is None or len(terms) > MOST_TERMS or not all(map(can_be_looked_up, terms)):
        return None
    return terms


def _width(part: Joined, known: Known) -> float:
    """How much will have to be fetched for *part*, about, in no unit."""
    match part:
        case Values():
            return 0
        case Pattern(_, property, value):
            looked_up = [_few(_subjects(part, known)), _few(_terms(value, known))]
            by_subject, by_value = (math.inf if few is None else len(few) for few in looked_up)
            whole = 1e5 if _terms(property, known) is None else 1e4
            return min(by_subject, 20 * by_value, whole)
        case Ends():
            return 1e6
        case _:
            is_tied = bool(mentioned(part) & known.keys())
            return 1e3 if is_tied else 5e3


def _learnt(pattern: Pattern, quads: list[Quad]) -> Known:
    """The values that the variables of *pattern* have in *quads*, which are all or too many."""
    if len(quads) > MOST_LOOKED_AT:
        return {}
    found: defaultdict[Variable, set[Term]] = defaultdict(set)
    for place, node in enumerate(pattern):
        if isinstance(node, str):
            found[node].update(quad[place] for quad in quads)
    return {name: frozenset(terms) for name, terms in found.items() if len(terms) <= MOST_TERMS}


def _both(known: Known, more: Known) -> Known:
    """What is known when both are."""
    shared = {name: known[name] & more[name] for name in known.keys() & more.keys()}
    return {**known, **more, **shared}


def _any_of(branches: Iterable[Known]) -> Known:
    """What is known when any of *branches* holds."""
    live = [known for known in branches if not _is_nothing(known)]
    if not live:
        return NOTHING
    names = frozenset(live[0]).intersection(*live)
    whole = {name: frozenset[Term]().union(*(known[name] for known in live)) for name in names}
    return {name: terms for name, terms in whole.items() if len(terms) <= MOST_TERMS}


def _is_nothing(known: Known) -> bool:
    return not all(known.values())


def _bound(bind: Same, known: Known, possible: Mapping[Variable, frozenset[Term] | None]) -> Known:
    """The values that a BIND can give, where those of all its sources are known."""
    found = []
    for source in bind.sources:
        terms = _terms(source, known)
        found.append(possible.get(source) if terms is None and isinstance(source, str) else terms)
    if not found or None in found:
        return {}
    return {bind.variable: frozenset[Term]().union(*(terms for terms in found if terms))}


def _widen(
    possible: dict[Variable, frozenset[Term] | None], found: Known, names: frozenset[Variable]
) -> None:
    """Add the values *found* by an OPTIONAL to those that the variables *names* can have."""
    for name in names:
        more, before = found.get(name), possible.get(name, frozenset())
        possible[name] = None if more is None or before is None else before | more
