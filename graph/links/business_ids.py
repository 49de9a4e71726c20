"""Y-tunnus: the number of a legal entity, by the name under which a register has it.

A number says nothing about who somebody is: municipal enterprises bear that of their city, and the
regional centres of the state share one. So a number belongs to the legal entity that is called as
a register calls its bearer, and to none of its units; that two bear one number is no evidence.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Self

from graph.entities import Organisation
from graph.links.link import Proposal
from graph.links.matching import Match, NameIndex
from graph.links.normal_forms import normal
from graph.names.book import NameBook
from graph.registers.entry import Entry
from graph.registers.kept import Registers

REGISTER: Final = "ytunnus"

BORROWING: Final = frozenset(
    {"economic-development-centre", "ely-centre", "municipal-enterprise", "te-centre", "unit"}
)
"""Kinds of organisations that bear somebody else's number."""

DOUBT: Final = 0.25
"""What a number is less sure that somebody else bears as well, or of several that it may be."""

OTHER_FORM: Final = 0.4
"""The same where the legal forms of the two names are of other kinds."""


class YtunnusLinker:
    """Proposes numbers of legal entities, from the *entries* of the register."""

    def __init__(self, entries: Iterable[Entry], book: NameBook) -> None:
        # What fails the check digit has no record, and so no IRI.
        sound = [entry for entry in entries if entry.iri]
        self._index = NameIndex(sound, book)
        self._owners = {entry.identifier("ytunnus"): _owners(entry, book) for entry in sound}

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        """Return the linker for the register; None when it is not loaded."""
        return cls(registers[REGISTER].entries(), book) if REGISTER in registers else None

    def propose(self, organisation: Organisation) -> Iterator[Proposal]:
        """Yield the number of *organisation*, if it is a legal entity that may have its own."""
        if organisation.parent or organisation.kind in BORROWING:
            return
        best: dict[str, Match] = {}
        for match in self._index.matches(organisation):
            number = match.entry.identifier("ytunnus")
            if number not in best or match.strength > best[number].strength:
                best[number] = match
        for number, match in best.items():
            others = [other for other in best if other != number]
            owners = sorted(self._owners[number] - {normal(organisation.name)})
            yield _proposal(match, others, owners)


def _owners(entry: Entry, book: NameBook) -> frozenset[str]:
    """The normal forms of the legal entities among those who bear a number."""
    meanings = (book.understand(name.text).organisation for name in entry.names)
    return frozenset(
        normal(path[0].name)
        for path in meanings
        if len(path) == 1 and path[0].kind not in BORROWING
    )


def _proposal(match: Match, others: list[str], owners: list[str]) -> Proposal:
    """The number of *match*, beside *others* that it may be; *owners* may have it as well."""
    entry = match.entry
    score = match.strength - DOUBT * bool(others or owners) - OTHER_FORM * match.contradicts
    told = (
        str(match),
        f"kind: {', '.join(entry.types)}" if entry.types else "",
        f"place: {entry.place}" if entry.place else "",
        f"said by: {', '.join(entry.said_by)}" if entry.said_by else "",
        f"may be as well: {', '.join(others)}" if others else "",
        f"borne by: {_names(entry)}" if entry.names[1:] else "",
        f"status: {entry.status}" if entry.status else "",
    )
    return Proposal(
        register=REGISTER,
        relation="identifier",
        scheme="ytunnus",
        target=entry.identifier("ytunnus"),
        score=round(max(0.0, score), 2),
        method=match.method,
        evidence=tuple(filter(None, told)),
    )


def _names(entry: Entry) -> str:
    return "; ".join(name.text for name in entry.names)
