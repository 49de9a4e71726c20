"""A batch of queries, matched: candidates by identifiers, else by names, then by properties.

All that a batch asks of the graph is asked at once: what bears its identifiers, what is said of the
candidates whose properties are compared, and how the chosen are called in the language at hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from graph.register import LANGUAGES
from graph.search.document import Kind
from graph.search.found import Named
from graph.search.words.names import pieces, plain_name
from server.reconcile.asked import Query, Wanted, text_of
from server.reconcile.comparing import Comparing
from server.reconcile.facets import hits
from server.reconcile.marks import Mark, bearers, read_mark
from server.reconcile.properties import comparable
from server.reconcile.scoring import Agreement, AskedName, Judged, has_match, judge, ranked
from server.reconcile.statements import NAMED_BY, NAMES, name_in, named_in, said_of
from server.reconcile.things import Thing, Things, thing_of
from server.reconcile.types import type_of, type_told

_LOOKED_AT: Final = 10
"""So many candidates are scored, also when fewer are wanted: one may be as good as the best."""

_FEW: Final = 3
"""Beside fewer of one name those of names alike are looked at, when properties tell them apart."""

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|p\d+")
"""What may be a slug, and is hardly a name: it has hyphens, or is that of a concept."""

Result = dict[str, list[dict[str, Any]]]


class Candidates(NamedTuple):
    """What was found for a query, and whether by an identifier."""

    found: list[Named]
    identified: bool


class Matching:
    """Matches the queries of one batch with *things*; names are told in *language*."""

    def __init__(self, things: Things, language: str) -> None:
        self._things = things
        self._language = language

    def match(self, batch: Mapping[str, Query]) -> Mapping[str, Result]:
        """Return the candidates of each query, best first."""
        borne = bearers(self._things, _marks(batch.values()))
        found = {name: self._candidates(query, borne) for name, query in batch.items()}
        comparing = self._comparing(batch, found)
        types = {kind: type_told(kind) for kind in self._things.kinds}
        rankings = {
            name: self._ranking(query, found[name], comparing) for name, query in batch.items()
        }
        shown = {name: rankings[name][: query.most] for name, query in batch.items()}
        names = self._names(one.named for ranking in shown.values() for one in ranking)
        return {
            name: {
                "result": [
                    candidate(one, names, types, match=at == 0 and has_match(rankings[name]))
                    for at, one in enumerate(ranking)
                ]
            }
            for name, ranking in shown.items()
        }

    def _candidates(self, query: Query, borne: Mapping[Mark, list[Thing]]) -> Candidates:
        kinds, most = self.kinds_of(query), max(query.most, _LOOKED_AT)
        if identified := [*self._identified(query.name, kinds, borne)]:
            return Candidates(identified, identified=True)
        by_mark = self._bearing(query.properties, kinds, borne)
        found = {thing_of(one): one for one in by_mark}
        if query.name:
            called = self._things.called(query.name, kinds, most)
            if not called or (query.properties and len(called) < _FEW):
                called += self._things.alike(query.name, kinds, most)
            found |= {thing_of(one): one for one in called}
        elif not found:
            found = {thing_of(one): one for one in hits(self._things, query, kinds, most)}
        return Candidates([*found.values()], identified=False)

    def kinds_of(self, query: Query) -> tuple[Kind, ...]:
        """The kinds among which is looked: those asked for, and all where none of them is known."""
        asked = {type_of(each) for each in query.types}
        known = tuple(kind for kind in self._things.kinds if kind in asked)
        none_known = asked <= {None}
        return self._things.kinds if none_known else known

    def _identified(
        self, text: str, kinds: tuple[Kind, ...], borne: Mapping[Mark, list[Thing]]
    ) -> Iterator[Named]:
        """Those of *kinds* that an identifier names: ours, or that of a register."""
        mark, own = read_mark(text), self._things.thing_by_id(text)
        if own:
            named = self._things.named(own)
            yield from [named] if named and named.kind in kinds else []
        elif _SLUG.fullmatch(text):
            yield from filter(None, (self._things.there(Thing(kind, text)) for kind in kinds))
        yield from self._known(borne.get(mark, ()) if mark else (), kinds)

    def _known(self, found: Iterable[Thing], kinds: tuple[Kind, ...]) -> Iterator[Named]:
        """What is known of the things *found* that are of *kinds*."""
        of_kinds = (self._things.there(thing) for thing in found if thing.kind in kinds)
        yield from filter(None, of_kinds)

    def _bearing(
        self,
        wanted: Iterable[Wanted],
        kinds: tuple[Kind, ...],
        borne: Mapping[Mark, list[Thing]],
    ) -> Iterator[Named]:
        """Those of *kinds* that bear an identifier given as a property."""
        for mark in _marks_in(wanted):
            yield from self._known(borne.get(mark, ()), kinds)

    def _comparing(self, batch: Mapping[str, Query], found: Mapping[str, Candidates]) -> Comparing:
        """What compares properties, with all that is said of the candidates and what they name."""
        asked = [name for name, query in batch.items() if query.properties]
        ids = {wanted.pid for name in asked for wanted in batch[name].properties}
        predicates = {each for known in comparable(ids) for each in known.predicates}
        iris = [self._things.iri(thing_of(one)) for name in asked for one in found[name].found]
        said = said_of(self._things.snapshot, iris, predicates)
        return Comparing(self._things, said, said_of(self._things.snapshot, named_in(said), NAMES))

    def _ranking(self, query: Query, candidates: Candidates, comparing: Comparing) -> list[Judged]:
        asked = {type_of(each) for each in query.types}
        name = plain_name(query.name)
        kinds = {one.kind for one in candidates.found} if name else ()
        names = {kind: self._asked_name(name, kind) for kind in kinds}
        return ranked(
            judge(
                one,
                names.get(one.kind),
                agreements(query.properties, thing_of(one), comparing),
                identified=candidates.identified,
                fits_type=(one.kind in asked) if asked else None,
            )
            for one in candidates.found
        )

    def _asked_name(self, name: str, kind: Kind) -> AskedName:
        """A name as candidates of a *kind* are compared with it."""
        return AskedName(name, partial(self._things.base_name, name, kind), pieces(name))

    def _names(self, chosen: Iterable[Named]) -> Mapping[Thing, str]:
        """The names of the *chosen* in the language at hand; the index knows those of its own."""
        called = {thing_of(one): one.name for one in chosen}
        if self._language == self._things.snapshot.generation.register.language == LANGUAGES[0]:
            return called
        told = dict(called)
        for kinds, predicate in NAMED_BY:
            iris = {thing: self._things.iri(thing) for thing in called if thing.kind in kinds}
            said = said_of(self._things.snapshot, iris.values(), (predicate,))
            for thing, iri in iris.items():
                told[thing] = name_in(said, iri, self._language) or called[thing]
        return told


def candidate(
    one: Judged, names: Mapping[Thing, str], types: Mapping[Kind, object], *, match: bool
) -> dict[str, Any]:
    """A candidate as the API tells it."""
    thing = thing_of(one.named)
    return {
        "id": thing.id,
        "name": names[thing],
        "score": one.score,
        "match": match,
        "type": [types[thing.kind]],
        "features": [{"id": name, "value": value} for name, value in one.features.items()],
    }


def agreements(
    wanted: Iterable[Wanted], thing: Thing, comparing: Comparing
) -> Mapping[str, Agreement]:
    """How well each property agrees of which *thing* has a value."""
    told: dict[str, Agreement] = {}
    for each in wanted:
        for known in comparable([each.pid]):
            value = comparing.agreement(known, each.values, thing)
            if value is not None:
                told[known.id] = Agreement(value, known.reading == "identifier")
    return told


def _marks(queries: Iterable[Query]) -> Iterator[Mark]:
    """All identifiers that *queries* name."""
    for query in queries:
        if mark := read_mark(query.name):
            yield mark
        yield from _marks_in(query.properties)


def _marks_in(wanted: Iterable[Wanted]) -> Iterator[Mark]:
    """The identifiers among the values of properties that are such."""
    for each in wanted:
        for known in comparable([each.pid]):
            marks = (read_mark(text_of(value)) for value in each.values)
            yield from (mark for mark in marks if mark and mark.scheme == known.of)
