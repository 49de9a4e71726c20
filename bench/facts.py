"""A page's record taken apart into single facts, so that two records can be compared."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from graph.records import OrganisationPath, PageRecord

FUNDS: Final = frozenset(("ESF", "ERDF", "EAFRD", "AMIF", "national", "municipal", "private"))
"""The instruments that a generated page names; of what others mean, pages say nothing."""

BEGINNING: Final = 20
"""So many characters of a section's text are compared: how it begins."""


class Fact(NamedTuple):
    """One fact of a page; *value* is compared, *line* only says where to look."""

    field: str
    value: tuple[object, ...]
    line: int


def facts(record: PageRecord) -> Iterator[Fact]:
    """Every fact of *record*, field by field."""
    for take in _TAKERS:
        yield from take(record)


def _simple(record: PageRecord) -> Iterator[Fact]:
    yield Fact("name", (record.name.text,), record.name.line)
    for field, one in (("type", record.type), ("logos", record.logos)):
        if one:
            yield Fact(field, (one.text,), one.line)
    for field, day in (("start", record.start), ("end", record.end)):
        if day:
            yield Fact(field, (day.value,), day.line)
    if record.phase:
        yield Fact("phase", (record.phase.concept,), record.phase.line)
    if held := record.portfolio:
        yield Fact("portfolio", (held.name, held.start_year, held.end_year), held.line)


def _participations(record: PageRecord) -> Iterator[Fact]:
    for one in record.participations:
        who = one.role, one.as_printed
        yield Fact("participant", who, one.line)
        yield Fact("participant line", (*who, one.line), one.line)
        yield from _organisation("participant", who, one.organisation, one.line)
        if one.programme:
            yield Fact("participant programme", (*who, one.programme), one.line)
        if one.instrument in FUNDS:
            yield Fact("participant instrument", (*who, one.instrument), one.line)
        if one.inferred:
            yield Fact("participant inferred", who, one.line)


def _organisation(
    field: str, who: tuple[object, ...], path: OrganisationPath, line: int
) -> Iterator[Fact]:
    if path:
        yield Fact(f"{field} organisation", (*who, *(step.name for step in path)), line)
        yield Fact(f"{field} kind", (*who, *(step.kind for step in path)), line)


def _allocations(record: PageRecord) -> Iterator[Fact]:
    for one in record.allocations:
        what = one.start, one.end, one.amount
        yield Fact("allocation", what, one.line)
        yield Fact("allocation source", (one.source_as_printed, *what), one.line)
        yield Fact("allocation line", (one.line, *what), one.line)
        yield from _organisation("allocation", what, one.organisation, one.line)
        if one.programme:
            yield Fact("allocation programme", (one.programme, *what), one.line)
        if one.instrument in FUNDS:
            yield Fact("allocation instrument", (one.instrument, *what), one.line)
        if one.approximate:
            yield Fact("allocation approximate", what, one.line)
        if one.mixed and one.instrument:
            yield Fact("allocation mixed", what, one.line)
        if one.share_percent is not None:
            yield Fact("allocation share", (one.share_percent, *what), one.line)


def _totals(record: PageRecord) -> Iterator[Fact]:
    for one in record.totals:
        where = one.source_as_printed, one.start, one.end
        yield Fact("total", (*where, one.printed), one.line)
        yield Fact("total computed", (*where, one.computed), one.line)


def _amounts(record: PageRecord) -> Iterator[Fact]:
    for one in record.amounts:
        yield Fact("amount", (one.amount,), one.line)
        yield Fact("amount kind", (one.kind, one.amount), one.line)
        yield from _organisation("amount", (one.amount,), one.organisation, one.line)
        if one.approximate:
            yield Fact("amount approximate", (one.amount,), one.line)


def _contacts(record: PageRecord) -> Iterator[Fact]:
    for one in record.contacts:
        yield Fact("contact", (one.name,), one.line)
        # A post that stands alone is a role to one reader and a title to another.
        words = filter(None, (one.role.casefold(), one.title.casefold()))
        told = {
            "role and title": ", ".join(words),
            "phone": one.phone,
            "email": one.email,
            "email derived": "yes" if one.email_derived else "",
        }
        for field, value in told.items():
            if value:
                yield Fact(f"contact {field}", (one.name, value), one.line)


def _attachments(record: PageRecord) -> Iterator[Fact]:
    for one in record.attachments:
        yield Fact("attachment", (one.kind, one.title), one.line)
        if one.file_name:
            file = one.file_name, one.media_type, one.size_as_printed
            yield Fact("attachment file", (one.title, *file), one.line)


def _texts(record: PageRecord) -> Iterator[Fact]:
    for section in record.sections:
        yield Fact("section", (section.position, section.heading), section.line)
        if section.text:
            begins = section.text[:BEGINNING]
            yield Fact("section text", (section.heading, begins), section.line)
    for field, items in (("objective", record.objectives), ("result", record.results)):
        for item in items:
            yield Fact(field, (item.position, item.label, item.text), item.line)
    for package in record.work_packages:
        named = package.position, package.label, package.title
        yield Fact("work package", named, package.line)
        yield Fact("work package text", (package.position, package.description), package.line)


def _findings(record: PageRecord) -> Iterator[Fact]:
    for one in record.findings:
        sums = (one.what, one.source_as_printed, one.printed, one.computed)
        yield Fact("finding", (one.kind, *(sums if one.kind == "sum" else ())), one.line)


_TAKERS: Final[tuple[Callable[[PageRecord], Iterator[Fact]], ...]] = (
    _simple,
    _participations,
    _allocations,
    _totals,
    _amounts,
    _contacts,
    _attachments,
    _texts,
    _findings,
)
