"""The facts on which a page and its record in EURA disagree.

Both say something, and not the same: what one of them leaves out, or says in more words, is no
conflict.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from graph.links.eura.facts import FUNDS, Page, Record
from graph.links.eura.naming import INSIDE, agreement, read_name
from graph.links.link import Conflict
from graph.records import PageRecord, Participation
from graph.registers.entry import Entry

PHASES: Final[Mapping[str, str]] = MappingProxyType(
    {"Toiminnassa": "running", "Toiminta päättynyt": "ended"}
)
"""The states of EURA as words of the scheme *phase*."""


def conflicts(record: PageRecord, page: Page, theirs: Record) -> tuple[Conflict, ...]:
    """On what the page of *record*, read as *page*, and the record *theirs* disagree."""
    entry = theirs.entry
    return (
        *_on_name(record, entry),
        *_on_days(page, entry),
        *_on_phase(record, entry),
        *_on_implementer(record, page, theirs),
        *_on_authority(record, page, theirs),
        *_on_fund(record, page, theirs),
    )


def _on_name(record: PageRecord, entry: Entry) -> Iterator[Conflict]:
    """Names of which one holds the other are one name."""
    ours, theirs = record.name.text, entry.names[0].text
    if ours != theirs and agreement(read_name(ours), read_name(theirs)) < INSIDE:
        yield Conflict(what="name", ours=ours, theirs=theirs, line=record.name.line)


def _on_days(page: Page, entry: Entry) -> Iterator[Conflict]:
    days = (("start date", page.start, entry.start), ("end date", page.end, entry.end))
    for what, ours, theirs in days:
        if ours and theirs and ours.value != theirs:
            told = ours.value.isoformat(), theirs.isoformat()
            yield Conflict(what=what, ours=told[0], theirs=told[1], line=ours.line)


def _on_phase(record: PageRecord, entry: Entry) -> Iterator[Conflict]:
    ours, theirs = record.phase, PHASES.get(entry.status)
    if ours and theirs and ours.concept not in {theirs, "other"}:
        told = ours.as_printed, entry.status
        yield Conflict(what="phase", ours=told[0], theirs=told[1], line=ours.line)


def _on_implementer(record: PageRecord, page: Page, theirs: Record) -> Iterator[Conflict]:
    """Nobody who takes part by the one does so by the other."""
    applicant = theirs.entry.applicant
    are_known = page.organisations and theirs.applicant
    shared = page.organisations & (theirs.applicant | theirs.partners)
    if applicant and are_known and not shared:
        ours = (one for one in record.participations if one.role == "implementer")
        yield from _on_party("implementer", ours, applicant.name)


def _on_authority(record: PageRecord, page: Page, theirs: Record) -> Iterator[Conflict]:
    """Another body of the authority's kind pays by the page, such as that of another region."""
    if theirs.authority and not page.payers & theirs.authority:
        payers = (one for one in record.participations if one.role == "funder")
        ours = (one for one in payers if _kind(one) == theirs.authority_kind)
        yield from _on_party("funder", ours, theirs.entry.authority)


def _on_fund(record: PageRecord, page: Page, theirs: Record) -> Iterator[Conflict]:
    """A structural fund pays by the page, and it is not the one of the code."""
    if theirs.fund and theirs.fund not in page.funds:
        payers = (one for one in record.participations if one.role == "funder")
        ours = (one for one in payers if one.instrument in FUNDS.values())
        yield from _on_party("funder", ours, theirs.fund)


def _on_party(what: str, ours: Iterable[Participation], theirs: str) -> Iterator[Conflict]:
    """The conflict between those who take part by the page, if there are any, and *theirs*."""
    if told := [*ours]:
        names = "; ".join(dict.fromkeys(one.as_printed for one in told))
        yield Conflict(what=what, ours=names, theirs=theirs, line=told[0].line)


def _kind(one: Participation) -> str:
    """The kind of the legal entity that takes part; nothing where none is known."""
    return one.organisation[0].kind if one.organisation else ""
