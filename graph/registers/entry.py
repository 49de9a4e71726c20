"""What a register says of one thing, in one shape for all registers."""

from datetime import date
from typing import Literal

import msgspec

EntryKind = Literal["concept", "place", "municipality", "organisation", "project"]
"""What an entry of a register is about."""

AreaKind = Literal["region", "ely-centre", "economic-development-centre"]
"""The kinds of areas in which municipalities lie."""

Scheme = Literal[
    "ytunnus", "municipality", "nuts", "ror", "wikidata", "isni", "fundref", "grid", "eura", "yso"
]
"""Who gives an identifier; together with it, it says what is meant."""


class Name(msgspec.Struct, frozen=True):
    """What something is called in a *language*, from one day to another where that is known.

    A name that is not *preferred* is one of its other names.
    """

    text: str
    language: str = ""
    preferred: bool = True
    since: date | None = None
    until: date | None = None


class Identifier(msgspec.Struct, frozen=True):
    """An identifier, bare and in its official form: ``0187690-1``, ``564``, ``Q1757``."""

    scheme: Scheme
    value: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that a register names in an entry of something else."""

    name: str
    ytunnus: str = ""
    kind: str = ""


class Area(msgspec.Struct, frozen=True):
    """What a municipality lies in: the *kind* of area, its code and its Finnish name."""

    kind: AreaKind
    code: str
    name: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a register; *iri* is empty where the register has none for it.

    *start* and *end* are when it exists or runs. *place* is the name of the municipality where an
    organisation sits; *areas* are those of a municipality. *types* and *status* are the register's
    own words. *broader* are IRIs of the same register. *authority*, *applicant* and *partners* are
    those of a project. *said_by* names who says so, where a register gathers what others say.
    """

    kind: EntryKind
    names: tuple[Name, ...]
    iri: str = ""
    identifiers: tuple[Identifier, ...] = ()
    start: date | None = None
    end: date | None = None
    place: str = ""
    areas: tuple[Area, ...] = ()
    types: tuple[str, ...] = ()
    status: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    address: str = ""
    authority: str = ""
    applicant: Party | None = None
    partners: tuple[Party, ...] = ()
    said_by: tuple[str, ...] = ()

    def identifier(self, scheme: Scheme) -> str:
        """The bare identifier of that *scheme*, the first where it has several; else nothing."""
        return next((each.value for each in self.identifiers if each.scheme == scheme), "")
