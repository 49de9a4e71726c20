"""What a page and a record of EURA say of dates and organisations, and how far they agree."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from graph.names.book import NameBook
from graph.names.keys import key
from graph.records import Day, OrganisationPath, PageRecord
from graph.registers.entry import Entry, Party

NEAR: Final = 400
"""Days that projects may be put off or prolonged."""

PARTNER: Final = 0.7
"""How much it says that a partner of the record takes part, where its applicant does not."""

UNKNOWN: Final = 0.5
"""How much it says where one of both says nothing."""

FUNDS: Final = {"S": "ESF", "A": "ERDF"}
"""The fund that the first letter of a code stands for, as a word of the scheme *instrument*."""


_FORM: Final = re.compile(r"\s(?:sr|rs|ry|rf|oy|oyj|ab|ky)$", re.IGNORECASE)


class Facts(NamedTuple):
    """How far dates, applicant and authority agree, each from 0 to 1."""

    dates: float
    applicant: float
    authority: float


class Page(NamedTuple):
    """What a page says: the keys of *organisations* that take part, of those that pay, *funds*."""

    start: Day | None
    end: Day | None
    organisations: frozenset[str]
    payers: frozenset[str]
    funds: frozenset[str]


class Record(NamedTuple):
    """The same of a record; the *authority* under all names that it has had since, and its kind."""

    entry: Entry
    applicant: frozenset[str]
    partners: frozenset[str]
    authority: frozenset[str]
    authority_kind: str
    fund: str


def page_of(record: PageRecord) -> Page:
    """What a page says that EURA says as well."""
    taking_part = record.participations
    funders = [one for one in taking_part if one.role == "funder"]
    return Page(
        start=record.start,
        end=record.end,
        organisations=frozenset(_keys(one.organisation for one in taking_part)),
        payers=frozenset(_keys(one.organisation for one in funders)),
        funds=frozenset(one.instrument for one in funders) - {""},
    )


class Understood:
    """The keys of an organisation's names: those it had before and after the one printed."""

    def __init__(self, book: NameBook) -> None:
        self._book = book
        self._lines: dict[str, set[str]] = defaultdict(set)
        for entry in book.entries():
            for successor in entry.successors:
                self._lines[entry.name].add(successor)
                self._lines[successor].add(entry.name)

    def __call__(self, name: str, day: date | None) -> frozenset[str]:
        """The keys of all names of the legal entity that *name* means; none if it means nobody."""
        path = self._book.understand(name, day).organisation
        names = {path[0].name, *self._lines.get(path[0].name, ())} if path else ()
        return frozenset(map(_key, names))

    def kind(self, name: str, day: date | None) -> str:
        """The kind of that legal entity; nothing if it means nobody."""
        path = self._book.understand(name, day).organisation
        return path[0].kind if path else ""


def record_of(entry: Entry, code: str, understood: Understood) -> Record:
    """What EURA says, its organisations understood as those of a page are."""

    def keys(parties: Iterable[Party]) -> frozenset[str]:
        names = (party.name for party in parties)
        return frozenset().union(*(understood(name, entry.start) for name in names))

    return Record(
        entry=entry,
        applicant=keys([entry.applicant] if entry.applicant else []),
        partners=keys(entry.partners),
        authority=understood(entry.authority, entry.start),
        authority_kind=understood.kind(entry.authority, entry.start),
        fund=FUNDS.get(code[:1], ""),
    )


def compared(page: Page, record: Record) -> Facts:
    """How far *page* and *record* agree."""
    days = ((page.start, record.entry.start), (page.end, record.entry.end))
    return Facts(
        dates=sum(_closeness(ours, theirs) for ours, theirs in days) / len(days),
        applicant=_taking_part(page, record),
        authority=_paying(page, record),
    )


def _closeness(ours: Day | None, theirs: date | None) -> float:
    if ours is None or theirs is None:
        return UNKNOWN
    apart = abs((ours.value - theirs).days)
    return 1.0 if apart == 0 else 0.3 if apart <= NEAR else 0.0


def _taking_part(page: Page, record: Record) -> float:
    if not page.organisations or not record.applicant:
        return UNKNOWN
    if page.organisations & record.applicant:
        return 1.0
    return PARTNER if page.organisations & record.partners else 0.0


def _paying(page: Page, record: Record) -> float:
    """Whether the authority is among those who pay, or the fund is that of the code."""
    if page.payers & record.authority:
        return 1.0
    if page.funds:
        return 1.0 if record.fund in page.funds else 0.0
    return 0.0 if page.payers else UNKNOWN


def _keys(paths: Iterable[OrganisationPath]) -> Iterator[str]:
    """The keys of the legal entities at the top of chains."""
    return (_key(path[0].name) for path in paths if path)


def _key(name: str) -> str:
    """The key of a name, whether its legal form is printed or not."""
    return key(_FORM.sub("", name))
