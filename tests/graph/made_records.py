"""Records made by hand, for tests that need no page to read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from graph.entities import organisation_paths
from graph.pages import PageEntry
from graph.records import (
    Allocation,
    Attachment,
    Contact,
    Day,
    Finding,
    Item,
    OrganisationPath,
    PageRecord,
    Participation,
    Phase,
    Portfolio,
    Printed,
    PrintedTotal,
    Section,
    Source,
    StatedAmount,
    Step,
    WorkPackage,
)

CITY: OrganisationPath = (Step("Oulun kaupunki", "municipality"),)
UNIT: OrganisationPath = (*CITY, Step("Sivistyspalvelut", "unit"))
READ_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def day(year: int, month: int = 1, number: int = 1, line: int = 1) -> Day:
    value = date(year, month, number)
    return Day(value=value, as_printed=f"{number}.{month}.{year}", line=line)


def phase(concept: str, line: int = 1) -> Phase:
    return Phase(concept=concept, as_printed=concept.capitalize(), line=line)


def bare(key: str = "1", **more: Any) -> PageRecord:
    """A page that says nothing but the project's name, and whatever *more* is given."""
    given: dict[str, Any] = {
        "key": key,
        "source": Source(file_name=f"{key}.txt", sha256="0" * 64, encoding="utf-8"),
        "name": Printed(f"Hanke {key}", 1),
        "lines": (f"Hankkeen nimi   Hanke {key}",),
    }
    return PageRecord(**(given | more))


PARTICIPATIONS: Final = (
    Participation(role="funder", as_printed="OUKA", line=7, organisation=CITY),
    Participation(role="implementer", as_printed="Sivi", line=8, organisation=UNIT, inferred=True),
    Participation(role="partner", as_printed="valtaosa kunnista", line=9),
)

ALLOCATIONS: Final = (
    Allocation(
        source_as_printed="ESR 70%",
        amount=Decimal(50722),
        line=10,
        instrument="ESF",
        share_percent=Decimal(70),
        start=date(2015, 1, 1),
        end=date(2015, 12, 31),
    ),
)

CONTACTS: Final = (
    Contact(
        name="Maija Meikäläinen",
        line=13,
        role="projektipäällikkö",
        organisation=UNIT,
        phone="+358400000000",
        email="maija.meikalainen@example.fi",
        email_derived=True,
    ),
)

ATTACHMENTS: Final = (
    Attachment(
        kind="file",
        title="Raportti",
        line=14,
        file_name="raportti.pdf",
        media_type="application/pdf",
        size_as_printed="774 kt",
    ),
)

SECTIONS: Final = (
    Section(position=0, heading="", text="Alku.", line=16),
    Section(position=1, heading="Tavoitteet", text="a. Kehittää.", line=17),
)

FINDINGS: Final = (
    Finding(
        kind="sum",
        what="row total",
        message="printed 100, computed 99.5",
        line=21,
        printed=Decimal(100),
        computed=Decimal("99.5"),
    ),
)


def full() -> PageRecord:
    """A page that says something of every kind."""
    return bare(
        "7",
        source=Source(
            file_name="7.txt", sha256="a" * 64, encoding="utf-8", address="https://example.fi/7"
        ),
        lines=tuple(f"rivi {number}" for number in range(1, 31)),
        type=Printed("Kaupungin hanke", 2),
        portfolio=Portfolio(
            as_printed="Salkku 2014-2020", name="Salkku", line=3, start_year=2014, end_year=2020
        ),
        phase=phase("ended", 4),
        start=day(2015, 10, 1, 5),
        end=day(2018, 9, 30, 6),
        participations=PARTICIPATIONS,
        allocations=ALLOCATIONS,
        totals=(PrintedTotal(printed=Decimal(100), computed=Decimal("99.5"), line=11),),
        amounts=(
            StatedAmount(
                kind="estimate", amount=Decimal(40000), as_printed="40 000 euroa", line=12
            ),
        ),
        contacts=CONTACTS,
        attachments=ATTACHMENTS,
        logos=Printed("ESR", 15),
        sections=SECTIONS,
        objectives=(Item(position=1, label="a.", text="Kehittää.", line=18),),
        results=(Item(position=1, label="", text="Malli.", line=19),),
        work_packages=(
            WorkPackage(
                position=1, label="Työpaketti 1.", title="Suunnittelu", description="", line=20
            ),
        ),
        findings=FINDINGS,
    )


def entry_of(record: PageRecord, **more: Any) -> PageEntry:
    """The entry of *record* with slugs that say where they come from."""
    entry = PageEntry(
        key=record.key,
        file_name=record.source.file_name,
        sha256=record.source.sha256,
        read_at=READ_AT,
        slug=f"hanke-{record.key}",
        name=record.name.text,
        portfolio="salkku" if record.portfolio else "",
        organisations=tuple(f"org-{n}" for n, _ in enumerate(organisation_paths(record), 1)),
        people=tuple(f"person-{n}" for n, _ in enumerate(record.contacts, 1)),
        evidence=tuple((b"sign",) for _ in record.contacts),
        findings=len(record.findings),
    )
    return msgspec.structs.replace(entry, **more)
