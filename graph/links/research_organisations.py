"""ROR, and through it Wikidata and ISNI: who an organisation is in the registers of research.

A record is somebody's by a name in any language, and by what else speaks for it: the kind, the
place, the body above it. Where a record passed from an organisation to the one that went on with
its tasks, it is that of the one that was there as long as the record says.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, Self

import msgspec

from graph.entities import Organisation
from graph.identity.slugs import plain_slug
from graph.links.link import Proposal
from graph.links.matching import STRENGTHS, Match, NameIndex
from graph.links.normal_forms import bare
from graph.names.book import NameBook
from graph.names.entries import Entry as Known
from graph.names.keys import genitive
from graph.registers.entry import Entry, Identifier, Scheme
from graph.registers.kept import Registers

REGISTER: Final = "ror"
ACTIVE: Final = "active"
ELSEWHERE: Final[tuple[Scheme, ...]] = ("wikidata", "isni")
"""Whose identifiers a record brings along."""

SURE: Final = 0.99
"""The highest score: a name is never all."""

CONFIRMED: Final = 0.01
"""What a second name, the kind or the place that agrees adds."""

DOUBT: Final = 0.25
"""What is lost where somebody else may be meant: enough that a person is asked."""

WRONG: Final = 0.4
"""What is lost where it is most likely somebody else: enough that nobody is asked."""

_PUBLIC: Final = frozenset(
    {"archive", "facility", "government", "healthcare", "nonprofit", "other"}
)
_CIVIC: Final = frozenset({"nonprofit", "other", "healthcare", "facility"})
_TEACHING: Final = frozenset({"education", "other", "facility"})
_STATE: Final = frozenset({"government", "other"})

TYPES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "municipality": _STATE,
        "joint-municipal-authority": _STATE | _TEACHING | {"healthcare"},
        "ministry": _STATE,
        "ely-centre": _STATE,
        "economic-development-centre": _STATE,
        "te-centre": _STATE,
        "regional-council": _STATE,
        "wellbeing-county": _STATE | {"healthcare"},
        "university": _TEACHING,
        "university-of-applied-sciences": _TEACHING,
        "school": _TEACHING,
        "research-institute": _PUBLIC | _TEACHING,
        "agency": _PUBLIC,
        "company": frozenset({"company", "education", "nonprofit", "healthcare", "facility"}),
        "association": _CIVIC,
        "foundation": _CIVIC | {"government"},
        "church": _CIVIC,
    }
)
"""Of which types of ROR an organisation of a kind may be; a kind that is missing may be any."""


_PARTING: Final = re.compile(r",|\s[-–—]\s")
"""What stands within a name, and between a body and its unit."""


class Candidate(NamedTuple):
    """A record that may be the organisation's, how sure that is, how it was found, and why."""

    entry: Entry
    score: float
    method: str
    told: tuple[str, ...]

    def doubted(self, loss: float, why: str) -> "Candidate":
        """The same, less sure by *loss*."""
        return self._replace(score=self.score - loss, told=(*self.told, why))

    def confirmed(self, why: str) -> "Candidate":
        """The same, a little surer."""
        return self._replace(score=self.score + CONFIRMED, told=(*self.told, why))


class RorLinker:
    """Proposes twins in ROR, Wikidata and ISNI, from the *entries* of ROR."""

    def __init__(self, entries: Iterable[Entry], book: NameBook) -> None:
        kept = list(entries)
        self._index = NameIndex(kept, book)
        self._book = book
        self._records = {entry.iri: entry for entry in kept}
        self._units = NameIndex(self._named_as_units(), book)
        self._parted = _in_parts(kept)
        self._bearers = _bearers(kept)
        city = book.city[-1].name
        known = book.entry(city)
        self._city, self._town = plain_slug(city), known.bare if known else ""
        self._towns = {known.genitive: known.bare for known in book.entries() if known.genitive}
        self._claims = self._claimed(book.entries())

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        """Return the linker for the register; None when it is not loaded."""
        return cls(registers[REGISTER].entries(), book) if REGISTER in registers else None

    def propose(self, organisation: Organisation) -> Iterator[Proposal]:
        """Yield the twins of *organisation*."""
        meant = self._put_together(organisation)
        for candidate in self._candidates(meant):
            yield _proposal(candidate, "ror", candidate.entry.identifier("ror"))
            for identifier in candidate.entry.identifiers:
                if identifier.scheme in ELSEWHERE:
                    along = self._along(candidate, identifier, meant)
                    yield _proposal(along, identifier.scheme, identifier.value)

    def _put_together(self, organisation: Organisation) -> Organisation:
        """A unit that is none, as the comma or dash stands within the name of the whole."""
        whole = self._parted.get(organisation.slug, "") if organisation.parent else ""
        if not whole:
            return organisation
        return msgspec.structs.replace(organisation, name=whole, kind="other", parent="", top="")

    def _candidates(self, organisation: Organisation) -> list[Candidate]:
        """The records that may be those of *organisation*; of several, none is sure."""
        by_record: dict[str, list[Match]] = defaultdict(list)
        for match in self._matches(organisation):
            by_record[match.entry.iri].append(match)
        found = self._without_forerunners([_candidate(matches) for matches in by_record.values()])
        weighed = [self._weighed(candidate, organisation) for candidate in found]
        if len(weighed) == 1:
            return weighed
        names = "; ".join(candidate.entry.names[0].text for candidate in weighed)
        return [candidate.doubted(DOUBT, f"one of several: {names}") for candidate in weighed]

    def _matches(self, organisation: Organisation) -> Iterable[Match]:
        """The names of records that *organisation* bears; a unit may leave out whose unit it is."""
        found = self._index.matches(organisation)
        return found if found or not organisation.parent else self._units.matches(organisation)

    def _named_as_units(self) -> Iterator[Entry]:
        """The records of units under those names in which the body above them comes first."""
        for entry in self._records.values():
            above = (self._records[iri] for iri in entry.broader if iri in self._records)
            begun = {f"{genitive(name.text)} " for record in above for name in record.names}
            rest = [
                msgspec.structs.replace(name, text=name.text.removeprefix(before))
                for name in entry.names
                for before in begun
                if name.text.startswith(before)
            ]
            if rest:
                yield msgspec.structs.replace(entry, names=tuple(rest))

    def _without_forerunners(self, found: list[Candidate]) -> list[Candidate]:
        """Those *found* that are not replaced by another of them, and are no mere abbreviation."""
        surest = max((candidate.score for candidate in found), default=0.0)
        records = {candidate.entry.iri for candidate in found}
        return [
            candidate
            for candidate in found
            if records.isdisjoint(candidate.entry.successors) and candidate.score > surest - DOUBT
        ]

    def _weighed(self, candidate: Candidate, organisation: Organisation) -> Candidate:
        """The *candidate* after its kind, place, bodies above it and succession are looked at."""
        candidate = _by_kind(self._by_book(candidate, organisation), organisation)
        candidate = self._by_place(candidate, organisation)
        candidate = self._by_parent(candidate, organisation) if organisation.parent else candidate
        return self._by_succession(candidate, organisation)

    def _by_book(self, candidate: Candidate, organisation: Organisation) -> Candidate:
        """A short name that the book knows as the official one is no abbreviation."""
        preferred = {name.text for name in candidate.entry.names if name.preferred}
        official = self._book.entry(organisation.name) is not None
        if candidate.method == "short" and official and organisation.name in preferred:
            return candidate._replace(method="name", score=STRENGTHS["name"])
        return candidate

    def _by_place(self, candidate: Candidate, organisation: Organisation) -> Candidate:
        """Where a name begins with a town's, the record should be there."""
        town, place = self._towns.get(organisation.name.partition(" ")[0]), candidate.entry.place
        if town is None or not place:
            return candidate
        if town == place:
            return candidate.confirmed(f"place: {place}")
        known_by_name = candidate.method == "name"
        return candidate.doubted(0.0 if known_by_name else DOUBT, f"place: {place}, not {town}")

    def _by_parent(self, candidate: Candidate, unit: Organisation) -> Candidate:
        """A unit should stand below the body that the record names above it."""
        above = [self._records[iri] for iri in candidate.entry.broader if iri in self._records]
        for record in above:
            slugs = {plain_slug(name.text) for name in record.names}
            slugs |= {plain_slug(known.name) for known in self._claims.get(record.iri, ())}
            if {unit.parent, unit.top} & slugs:
                return candidate.confirmed(f"part of: {record.names[0].text}")
        known = self._book.entry(unit.name)
        if not above and known is not None and known.parent:
            return candidate
        names = "; ".join(record.names[0].text for record in above) or "nobody"
        loss = 0.0 if self._is_guessed(unit, candidate) else DOUBT
        return candidate.doubted(loss, f"part of: {names}, and ours of {unit.parent}")

    def _is_guessed(self, unit: Organisation, candidate: Candidate) -> bool:
        """Whether a *unit* is the city's for want of another, and bears a name from elsewhere.

        A page of the city leaves out whose its units are, and names like theirs are taken for such.
        """
        elsewhere = candidate.entry.place not in {"", self._town}
        own_name = candidate.method in {"name", "alias"} and " " in unit.name
        return unit.parent == self._city and elsewhere and own_name

    def _by_succession(self, candidate: Candidate, organisation: Organisation) -> Candidate:
        """Of several who may claim a record, the one that is there as long as it is has it."""
        claims = self._claims.get(candidate.entry.iri, ())
        rivals = [known for known in claims if known.name != organisation.name]
        known = self._book.entry(organisation.name)
        if known is None or not rivals:
            return candidate
        active = candidate.entry.status == ACTIVE
        fitting = [one.name for one in claims if (one.valid_to is None) == active]
        if fitting == [organisation.name]:
            return candidate
        names = "; ".join(one.name for one in rivals)
        return candidate.doubted(DOUBT, f"succession: it may be the record of {names}")

    def _along(
        self, candidate: Candidate, identifier: Identifier, organisation: Organisation
    ) -> Candidate:
        """The *candidate* as far as it speaks for an *identifier* that its record brings along."""
        bearers = self._bearers[identifier]
        if bearers != [candidate.entry]:
            current = [entry for entry in bearers if entry.status == ACTIVE]
            if current != [candidate.entry]:
                names = "; ".join(entry.names[0].text for entry in bearers)
                return candidate.doubted(DOUBT, f"{identifier.value} is given to several: {names}")
        if identifier.scheme == "wikidata" and organisation.kind == "municipality":
            return candidate.doubted(DOUBT, f"{identifier.value} may be the place as well")
        return candidate

    def _claimed(self, known: Iterable[Known]) -> dict[str, list[Known]]:
        """Who of the *known* is called as a record is, by the record."""
        claims: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            names = filter(None, (one.name, one.sv, one.en, *one.aliases))
            matches = [match for name in names for match in self._index.called(name)]
            for iri in {match.entry.iri for match in matches if match.method != "short"}:
                claims[iri].append(one)
        return dict(claims)


def _in_parts(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of *entries* that hold a comma or dash, by the slugs of a unit called so."""
    names = (name.text for entry in entries for name in entry.names)
    parted = [name for name in names if _PARTING.search(name)]
    return {plain_slug(form): name for name in parted for form in (bare(name), name)}


def _bearers(entries: Iterable[Entry]) -> dict[Identifier, list[Entry]]:
    """The records that bring each identifier along."""
    bearers: dict[Identifier, list[Entry]] = defaultdict(list)
    for entry in entries:
        for identifier in entry.identifiers:
            bearers[identifier].append(entry)
    return dict(bearers)


def _candidate(matches: list[Match]) -> Candidate:
    """The record of the *matches*: as sure as the surest of them, surer where several agree."""
    best = max(matches, key=lambda match: match.strength)
    told = tuple(dict.fromkeys(map(str, matches)))
    candidate = Candidate(best.entry, best.strength, best.method, told)
    if best.entry.status != ACTIVE:
        candidate = candidate.doubted(0.0, f"status: {best.entry.status}")
    if best.contradicts:
        return candidate.doubted(WRONG, "legal form: of another kind")
    return candidate


def _by_kind(candidate: Candidate, organisation: Organisation) -> Candidate:
    """The *candidate* after the types of its record are compared with the organisation's kind."""
    types = frozenset(candidate.entry.types) - {"funder"}
    expected = TYPES.get(organisation.kind)
    if expected is None or not types:
        return candidate
    told = f"kind: {organisation.kind}, {', '.join(sorted(types))}"
    return candidate.confirmed(told) if types & expected else candidate.doubted(DOUBT, told)


def _proposal(candidate: Candidate, scheme: Scheme, value: str) -> Proposal:
    return Proposal(
        register=REGISTER,
        relation="sameAs",
        scheme=scheme,
        target=value,
        score=round(min(SURE, max(0.0, candidate.score)), 2),
        method=candidate.method,
        evidence=candidate.told,
    )
