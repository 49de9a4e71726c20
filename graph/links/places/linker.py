"""The linker that proposes places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Self

from graph.links.link import Proposal
from graph.links.places.choosing import Choice, Surroundings, choose
from graph.links.places.gazetteer import Gazetteer, Place, joined
from graph.links.places.standing import Standing, is_first_name, standing
from graph.links.text.forms import known
from graph.links.text.passages import PassageKind, passages
from graph.links.text.tokens import Token, tokens
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.registers.kept import Registers

REGISTER: Final = "yso-places"
MUNICIPALITIES: Final = "municipalities"

TOLD: Final = 4
"""So many places in the text are told as evidence of one place."""

AGAIN: Final = 0.01
"""How much surer a place is with each further time that it is named."""

IN_MONEY: Final = 0.7
"""What is left of a score where only the budget names the place: who pays, not where it is done."""

MOST: Final = 0.99
"""Nothing is surer."""

NEAR: Final = 3
"""So many tokens lie at most between the ends of two names that stand side by side."""


class Sentence(NamedTuple):
    """A sentence: the token with which it begins, and its *words* that are no names."""

    start: int
    words: frozenset[str]


class Named(NamedTuple):
    """A name in a passage, before token *end*: what it may mean, and how it stands where."""

    kind: PassageKind
    words: str
    places: Sequence[Place]
    standing: Standing
    end: int
    sentence: Sentence


class PlaceLinker:
    """Proposes places of a *gazetteer*; those in *home* are nearer than others of their name."""

    def __init__(self, gazetteer: Gazetteer, home: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._home = home

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        """Return the linker; None when YSO places are not loaded."""
        register = registers.get(REGISTER)
        if register is None:
            return None
        return cls(Gazetteer.of(register.entries()), home_of(registers, book))

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        """Yield the places that a page names, the surest first."""
        named = [name for one in passages(record) for name in self._named(one.kind, one.text)]
        certain = [name for name in named if _is_certain(name, named)]
        told: dict[str, list[tuple[Named, Choice]]] = defaultdict(list)
        for name in certain:
            choice = choose(name.places, self._around(name, certain))
            told[choice.place.iri].append((name, choice))
        yield from sorted(map(_proposal, told.values()), key=_rank)

    def _named(self, kind: PassageKind, text: str) -> Iterator[Named]:
        """The names in a passage that may be those of places, in their order."""
        read = tokens(text)
        start = 0
        while start < len(read):
            found = [*self._at(kind, read, start)]
            yield from found
            start = found[0].end if found else start + 1

    def _at(self, kind: PassageKind, read: Sequence[Token], start: int) -> Iterator[Named]:
        """What is named at token *start*: one place, or those that hyphens join."""
        token = read[start]
        if not token.is_capital:
            return
        end, places = self._gazetteer.at(read, start)
        if not places:
            for name in joined(self._gazetteer, token.written):
                pair = self._gazetteer.places(name)
                yield Named(kind, token.written, pair, "place", end, sentence(read, start))
            return
        following = end < len(read) and self._is_place(read, end)
        stands = standing(read, start, end, next_is_place=following)
        words = " ".join(one.written for one in read[start:end])
        yield Named(kind, words, places, stands, end, sentence(read, start))

    def _is_place(self, read: Sequence[Token], start: int) -> bool:
        token = read[start]
        named = token.is_capital and not is_first_name(token)
        return named and bool(self._gazetteer.at(read, start)[1])

    def _around(self, name: Named, certain: Iterable[Named]) -> Surroundings:
        """What stands around a *name* among those that are *certain*."""
        others = [one for one in certain if one.places is not name.places]
        near = (one for one in others if one.sentence == name.sentence)
        return Surroundings(
            home=self._home,
            named=frozenset(one.places[0].name for one in others),
            beside=name.sentence.words,
            district=any(
                place.within in self._home and len(one.places) == 1
                for one in near
                for place in one.places
            ),
        )


def home_of(registers: Registers, book: NameBook) -> frozenset[str]:
    """The names, in small letters, of the city of the register and of the region it lies in."""
    city = book.entry(book.city[0].name)
    bare = city.bare.lower() if city else ""
    register = registers.get(MUNICIPALITIES)
    regions = {
        area.name.lower()
        for entry in (register.entries() if register else ())
        if any(name.text.lower() == bare for name in entry.names)
        for area in entry.areas
        if area.kind == "region"
    }
    return frozenset((regions | {bare}) - {""})


def sentence(read: Sequence[Token], at: int) -> Sentence:
    """The sentence in which the token *at* stands."""
    opening = next((place for place in range(at, 0, -1) if read[place].opens), 0)
    closing = next((n for n in range(at + 1, len(read)) if read[n].opens), len(read))
    plain = (token.form for token in read[opening:closing] if not token.is_capital)
    forms = map(known, plain)
    return Sentence(opening, frozenset(w for form in forms for w in (*form.bases, *form.parts)))


def _is_certain(name: Named, named: Iterable[Named]) -> bool:
    """Whether it is a place: by how it stands, or as one is named beside it or by it elsewhere."""
    if name.standing != "maybe":
        return name.standing == "place"
    return any(
        other.standing == "place" and (other.places is name.places or _are_near(name, other))
        for other in named
    )


def _are_near(one: Named, other: Named) -> bool:
    """Whether two names stand in one sentence with hardly more than a word between them."""
    return one.sentence == other.sentence and 0 < abs(one.end - other.end) <= NEAR


def _proposal(told: Sequence[tuple[Named, Choice]]) -> Proposal:
    """The proposal of the place of which all this is *told*."""
    place = told[0][1].place
    sure = max(choice.sure for _, choice in told) + AGAIN * (len(told) - 1)
    paid = all(name.kind == "money" for name, _ in told)
    words = dict.fromkeys(f"{name.kind}: {name.words}" for name, _ in told)
    whys = dict.fromkeys(f"beside: {choice.why}" for _, choice in told if choice.why)
    return Proposal(
        register=REGISTER,
        relation="spatial",
        target=place.iri,
        score=round(min(MOST, sure) * (IN_MONEY if paid else 1), 2),
        method="name",
        evidence=(*[*words][:TOLD], *whys, f"{REGISTER}: {place.label}"),
    )


def _rank(proposal: Proposal) -> tuple[float, str]:
    return -proposal.score, proposal.target
