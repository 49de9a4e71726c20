"""What one page says, as frozen records that know no RDF.

Everything printed is kept as printed beside what was understood from it, with the number of the
line (from 1) where it stands. Empty text, ``None`` and an empty tuple mean: not on the page.
Amounts are decimals in the currency named, dates are calendar dates, shares are percent.
"""

from datetime import date
from decimal import Decimal

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page came from: its file's name, its address if known, its bytes' SHA-256."""

    file_name: str
    sha256: str
    encoding: str
    address: str = ""


class Printed(msgspec.Struct, frozen=True):
    """Words as they are printed, and their line."""

    text: str
    line: int


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A printed date and the day it means."""

    value: date
    as_printed: str
    line: int


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A printed phase and its word in the scheme *phase* (planned, running, ended, ...)."""

    concept: str
    as_printed: str
    line: int


class Portfolio(msgspec.Struct, frozen=True, kw_only=True):
    """A portfolio as printed, its name without the years, and the years."""

    as_printed: str
    name: str
    line: int
    start_year: int | None = None
    end_year: int | None = None


class Step(msgspec.Struct, frozen=True):
    """One step of a chain of organisations: its name and its word in *organisation-kind*."""

    name: str
    kind: str


OrganisationPath = tuple[Step, ...]
"""An organisation as its chain from the legal entity down to the unit meant; empty: none."""


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """A funder, implementer or partner; without *organisation* it stays a description."""

    role: str
    as_printed: str
    line: int
    organisation: OrganisationPath = ()
    programme: str = ""
    instrument: str = ""
    inferred: bool = False


class Allocation(msgspec.Struct, frozen=True, kw_only=True):
    """What one source gives in one period; *start* and *end* are both days inside it."""

    source_as_printed: str
    amount: Decimal
    line: int
    organisation: OrganisationPath = ()
    programme: str = ""
    instrument: str = ""
    mixed: bool = False
    share_percent: Decimal | None = None
    start: date | None = None
    end: date | None = None
    currency: str = "EUR"
    approximate: bool = False


class PrintedTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A sum printed in a table, and the sum of the cells it stands for.

    *source_as_printed* empty means all sources, *start* and *end* empty the whole time.
    """

    printed: Decimal
    line: int
    computed: Decimal | None = None
    source_as_printed: str = ""
    start: date | None = None
    end: date | None = None
    currency: str = "EUR"


class StatedAmount(msgspec.Struct, frozen=True, kw_only=True):
    """Money named in words: *kind* is a word of the scheme *amount* (estimate, total, ...)."""

    kind: str
    amount: Decimal
    as_printed: str
    line: int
    organisation: OrganisationPath = ()
    currency: str = "EUR"
    approximate: bool = False


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A person named on the page; *phone* in E.164, *email* bare, *role* and *title* printed.

    *email_derived*: the page gives only the pattern from which the address was made.
    """

    name: str
    line: int
    role: str = ""
    title: str = ""
    organisation: OrganisationPath = ()
    phone: str = ""
    email: str = ""
    email_derived: bool = False


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file or a link; *kind* is ``file`` or ``link``, *size_as_printed* such as ``774 kt``."""

    kind: str
    title: str
    line: int
    file_name: str = ""
    media_type: str = ""
    size_as_printed: str = ""
    url: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading of the abstract without its colon, and its text; position 0 has no heading."""

    position: int
    heading: str
    text: str
    line: int


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An objective or an expected result; *label* is the printed mark (``a.``, ``1)``, ``-``)."""

    position: int
    label: str
    text: str
    line: int


class WorkPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A work package: printed mark (``Työpaketti 1.``), title, and the text under it."""

    position: int
    label: str
    title: str
    description: str
    line: int


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a register keeper should look at; *kind* is a word of *finding*.

    *printed* and *computed* are filled for sums only. *what* is one of ``row total``,
    ``column total``, ``grand total``, ``joint total``, or free words. *message* is English.
    """

    kind: str
    what: str
    message: str
    line: int
    source_as_printed: str = ""
    printed: Decimal | None = None
    computed: Decimal | None = None


class PageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """All that one page says. *key* names the page; *lines* is its text, line by line.

    *unread* holds the numbers of the lines from which nothing was understood.
    """

    key: str
    source: Source
    name: Printed
    lines: tuple[str, ...]
    type: Printed | None = None
    portfolio: Portfolio | None = None
    phase: Phase | None = None
    start: Day | None = None
    end: Day | None = None
    participations: tuple[Participation, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    logos: Printed | None = None
    sections: tuple[Section, ...] = ()
    objectives: tuple[Item, ...] = ()
    results: tuple[Item, ...] = ()
    work_packages: tuple[WorkPackage, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[int, ...] = ()
