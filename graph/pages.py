"""What a generation keeps of one page beside its record: where it came from, who it names."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from graph.records import OrganisationPath, Portfolio

Evidence = tuple[bytes, ...]
"""Keyed hashes of what tells one person of a name from another: address, phone, organisation."""


class Shown(StrEnum):
    """How much of the people on a page is published, from everything to nothing."""

    FULL = "full"
    NAMES = "names"
    NOBODY = "none"


class PageEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a generation, or, with *withdrawn*, the tombstone of one.

    *slug* is the project's. *organisations* are the slugs of the record's organisations in the
    order of ``organisation_paths``, *people* those of its contacts, empty for one without a name.
    *evidence* stands for each contact, also when what it was made from is withheld.
    """

    key: str
    file_name: str
    sha256: str
    read_at: datetime
    slug: str = ""
    name: str = ""
    shown: Shown = Shown.FULL
    start: date | None = None
    end: date | None = None
    portfolio: str = ""
    organisations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: int = 0
    withdrawn: datetime | None = None


class Mentions(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was read, before anything on it has a slug: its *entry*, and whom it names.

    The *entry* has the slug that its project's name would like to have. *organisations* are the
    record's in the order of ``organisation_paths``, *people* the names of its contacts.
    """

    entry: PageEntry
    portfolio: Portfolio | None = None
    organisations: tuple[OrganisationPath, ...] = ()
    people: tuple[str, ...] = ()
