"""The linker that proposes records of EURA."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Self

from graph.links.eura.conflicts import conflicts
from graph.links.eura.facts import (
    UNKNOWN,
    Facts,
    Page,
    Record,
    Understood,
    compared,
    page_of,
    record_of,
)
from graph.links.eura.naming import ProjectName, agreement, read_name
from graph.links.link import Proposal
from graph.links.text.passages import passages
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.registers.entry import Entry
from graph.registers.kept import Registers

REGISTER: Final = "eura"
CODE: Final = re.compile(r"\b[SA]\d{5}\b")

PRINTED: Final = 0.99
"""How sure a record is of which the page prints the code."""

DOUBTED: Final = 0.85
"""How sure one of two records is at most that are alike, or one of which only the code agrees."""

ALIKE: Final = 0.03
"""So close together the scores of such are."""

NAME, DATES, APPLICANT, AUTHORITY = 0.55, 0.2, 0.15, 0.1
"""How much each sign speaks for a record; all of them make 1."""

LEAST_NAME: Final = 0.5
"""Names that agree less are those of other projects."""

MOST: Final = 2_000
"""So many records are compared with a page at most: those that share its rarest words."""


class Known(NamedTuple):
    """A record of EURA: its code, its name ready to be compared, and what else it says."""

    code: str
    name: ProjectName
    record: Record


class Candidate(NamedTuple):
    """A record that may be a project's own, and how sure that is."""

    known: Known
    score: float


class EuraLinker:
    """Proposes the record of a project among *known* ones."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_code: dict[str, Known] = {}
        self._by_word: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            self._by_code[one.code] = one
            for word in one.name.words:
                self._by_word[word].append(one)

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:
        """Return the linker; None when EURA is not loaded."""
        register = registers.get(REGISTER)
        return cls(known_records(register.entries(), book)) if register else None

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        """Yield the record whose code the page prints as its own, or the likeliest one.

        Two if alike; and those of codes that may be of other projects, of which the text tells.
        """
        page = page_of(record)
        cited = [*self._cited(record, page)]
        own = [one for one in cited if one.score == PRINTED]
        for one in own or cited:
            yield _proposal(one, "code", record, page)
        for one in () if own else self._likeliest(record, page):
            yield _proposal(one, "agreement", record, page)

    def _cited(self, record: PageRecord, page: Page) -> Iterator[Candidate]:
        """The records of the codes that the page prints."""
        name = read_name(record.name.text)
        for known in self._printed(record):
            facts, named = compared(page, known.record), agreement(name, known.name)
            yield Candidate(known, PRINTED if _is_own(facts, named) else DOUBTED)

    def _likeliest(self, record: PageRecord, page: Page) -> Iterator[Candidate]:
        """The likeliest record by all signs; several, none of them sure, if they are alike."""
        ranked = sorted(self._candidates(record, page), key=_rank)
        alike = [one for one in ranked if ranked[0].score - one.score < ALIKE]
        for one in alike:
            yield one._replace(score=min(one.score, DOUBTED)) if len(alike) > 1 else one

    def _printed(self, record: PageRecord) -> Iterator[Known]:
        """The records of the codes that stand in the text."""
        codes = (code for one in passages(record) for code in CODE.findall(one.text))
        return (self._by_code[code] for code in dict.fromkeys(codes) if code in self._by_code)

    def _candidates(self, record: PageRecord, page: Page) -> Iterator[Candidate]:
        name = read_name(record.name.text)
        for one in self._sharing(name):
            named = agreement(name, one.name)
            facts = compared(page, one.record)
            if named >= LEAST_NAME and facts.applicant and facts.dates:
                yield Candidate(one, _score(named, facts))

    def _sharing(self, name: ProjectName) -> list[Known]:
        """The records that share words with *name*, those of its rarest words first."""
        rarest = sorted(
            name.words & self._by_word.keys(), key=lambda word: len(self._by_word[word])
        )
        found: dict[str, Known] = {}
        for word in rarest:
            found.update((one.code, one) for one in self._by_word[word][: MOST - len(found)])
        return [*found.values()]


def known_records(entries: Iterable[Entry], book: NameBook) -> Iterator[Known]:
    """The *entries* of EURA, ready to be compared with pages."""
    understood = Understood(book)
    for entry in entries:
        code = next((one.value for one in entry.identifiers if one.scheme == REGISTER), "")
        yield Known(code, read_name(entry.names[0].text), record_of(entry, code, understood))


def _is_own(facts: Facts, named: float) -> bool:
    """Whether a printed code is the project's own, and not of another one that the text tells of.

    A forerunner ran at another time, a project beside it is somebody else's.
    """
    same_people = facts.dates >= UNKNOWN and facts.applicant > 0
    return same_people or (facts.dates > 0 and named >= LEAST_NAME)


def _score(named: float, facts: Facts) -> float:
    signs = NAME * named, DATES * facts.dates, APPLICANT * facts.applicant
    return sum(signs) + AUTHORITY * facts.authority


def _rank(one: Candidate) -> tuple[float, str]:
    return -one.score, one.known.code


def _proposal(one: Candidate, method: str, record: PageRecord, page: Page) -> Proposal:
    entry = one.known.record.entry
    return Proposal(
        register=REGISTER,
        relation="registerRecord",
        target=entry.iri,
        score=round(one.score, 2),
        method=method,
        evidence=tuple(_evidence(entry)),
        conflicts=conflicts(record, page, one.known.record),
    )


def _evidence(entry: Entry) -> Iterator[str]:
    """What the record says, a line each."""
    yield f"name: {entry.names[0].text}"
    if entry.start and entry.end:
        yield f"dates: {entry.start.isoformat()} - {entry.end.isoformat()}"
    if entry.applicant:
        yield f"applicant: {entry.applicant.name}"
    if entry.authority:
        yield f"authority: {entry.authority}"
