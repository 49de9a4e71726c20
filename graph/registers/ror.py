"""ROR, the Research Organization Registry: who does research, and what else they are known by.

Its records come in two schemas, 1 and 2, as single objects, as lines, as an array (the data dump),
or in the pages of its API, which has them by country. ROR gives them away under CC0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import Final

import msgspec

from graph.registers.document import Document, json_of, refused
from graph.registers.entry import Entry, Identifier, Name, Scheme
from graph.registers.readable import Fetch, ReadableRegister, Reading, reading_of
from ontology.registers import ror, ror_id

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(
    {"wikidata": "wikidata", "isni": "isni", "fundref": "fundref", "grid": "grid"}
)
"""Whose identifiers are kept, by what ROR calls them in small letters."""

PREFERRED: Final = frozenset({"label", "ror_display"})
"""The types of names of schema 2 that are no aliases and no acronyms."""


class _Relationship(msgspec.Struct):
    type: str
    id: str


class _Record(msgspec.Struct):
    id: str
    status: str
    types: list[str]
    established: int | None = None
    relationships: list[_Relationship] = []


class _Label(msgspec.Struct):
    label: str
    iso639: str | None = None


class _Known1(msgspec.Struct):
    all: list[str] | str
    preferred: str | None = None


class _Address1(msgspec.Struct):
    city: str | None = None


class _Record1(_Record, kw_only=True):
    """A record of schema 1, as far as it is used."""

    name: str
    labels: list[_Label] = []
    aliases: list[str] = []
    acronyms: list[str] = []
    addresses: list[_Address1] = []
    external_ids: dict[str, _Known1] = {}


class _Name2(msgspec.Struct):
    value: str
    types: list[str]
    lang: str | None = None


class _Known2(msgspec.Struct):
    type: str
    all: list[str]
    preferred: str | None = None


class _Geonames(msgspec.Struct):
    name: str | None = None


class _Location2(msgspec.Struct):
    geonames_details: _Geonames


class _Change(msgspec.Struct):
    date: str


class _Admin(msgspec.Struct):
    last_modified: _Change


class _Record2(_Record, kw_only=True):
    """A record of schema 2, as far as it is used."""

    names: list[_Name2]
    locations: list[_Location2] = []
    external_ids: list[_Known2] = []
    admin: _Admin | None = None


class _Page(msgspec.Struct):
    number_of_results: int
    items: list[msgspec.Raw]


class _Schema(msgspec.Struct):
    """What tells the schemas apart: a record of schema 1 has no *names*."""

    names: msgspec.Raw = msgspec.Raw()


def read(documents: Sequence[Document]) -> Reading:
    """Return every organisation; of several records of one, the one that changed last.

    Raises RegisterError when a document holds something else.
    """
    found = dict[str, tuple[str, Entry]]()
    for document in documents:
        for changed, entry in map(_read_record, _records(document)):
            if changed >= found.get(entry.iri, ("", entry))[0]:
                found[entry.iri] = (changed, entry)
    version = max((changed for changed, _ in found.values()), default="")
    return reading_of(version, [found[iri][1] for iri in sorted(found)])


def _records(document: Document) -> Iterator[Document]:
    """The records of a document one by one, each with its place."""
    content = document.content.strip()
    if content.startswith(b"["):
        records = json_of(document, list[msgspec.Raw])
    elif _is_page(document):
        records = json_of(document, _Page).items
    else:
        records = [msgspec.Raw(each) for each in _lines(content) or [content]]
    for number, record in enumerate(records, 1):
        yield Document(f"{document.place}: record {number}", bytes(record))


def _lines(content: bytes) -> list[bytes]:
    """The lines of *content* if each is an object by itself; none if it is one over many lines."""
    lines = content.splitlines()
    return lines if len(lines) > 1 and lines[0].rstrip().endswith(b"}") else []


def _is_page(document: Document) -> bool:
    """Whether a document is one object, and that a page of the API."""
    content = document.content.strip()
    if not content.startswith(b"{") or _lines(content):
        return False
    return "items" in json_of(document, dict[str, msgspec.Raw])


def _read_record(document: Document) -> tuple[str, Entry]:
    """When a record last changed, empty where it is of schema 1, and what it says."""
    if not bytes(json_of(document, _Schema).names):
        return "", _entry(document, json_of(document, _Record1))
    record = json_of(document, _Record2)
    changed = record.admin.last_modified.date if record.admin else ""
    return changed, _entry(document, record)


def _entry(document: Document, record: _Record1 | _Record2) -> Entry:
    identifier = ror_id(record.id)
    if not identifier.isalnum():
        raise refused(document.place, f"{record.id!r} is no identifier of ROR")
    return Entry(
        kind="organisation",
        iri=ror(identifier).value,
        names=tuple(_names(record)),
        identifiers=(Identifier("ror", identifier), *_identifiers(record)),
        start=date(record.established, 1, 1) if record.established else None,
        place=_place(record),
        types=tuple(word.lower() for word in record.types),
        status=record.status,
        broader=_related(record, "parent"),
        related=_related(record, "related"),
        successors=_related(record, "successor"),
    )


def _names(record: _Record1 | _Record2) -> Iterator[Name]:
    return _names1(record) if isinstance(record, _Record1) else _names2(record)


def _names1(record: _Record1) -> Iterator[Name]:
    """The names of schema 1: the one that ROR shows, whose language it does not say, is first."""
    yield Name(record.name)
    yield from (Name(each.label, each.iso639 or "") for each in record.labels)
    yield from (Name(text, preferred=False) for text in (*record.aliases, *record.acronyms))


def _names2(record: _Record2) -> Iterator[Name]:
    """The names of schema 2, the one that ROR shows first."""
    for name in sorted(record.names, key=lambda name: "ror_display" not in name.types):
        yield Name(name.value, name.lang or "", preferred=not PREFERRED.isdisjoint(name.types))


def _identifiers(record: _Record1 | _Record2) -> Iterator[Identifier]:
    if isinstance(record, _Record1):
        known = [(name, each.preferred, each.all) for name, each in record.external_ids.items()]
    else:
        known = [(each.type, each.preferred, each.all) for each in record.external_ids]
    for name, preferred, every in known:
        if scheme := SCHEMES.get(name.lower()):
            values = [preferred] if preferred else [every] if isinstance(every, str) else every
            yield from (Identifier(scheme, value.replace(" ", "")) for value in values)


def _place(record: _Record1 | _Record2) -> str:
    if isinstance(record, _Record1):
        return next((each.city for each in record.addresses if each.city), "")
    places = (location.geonames_details.name for location in record.locations)
    return next((place for place in places if place), "")


def _related(record: _Record, kind: str) -> tuple[str, ...]:
    return tuple(sorted(each.id for each in record.relationships if each.type.lower() == kind))


def download(address: str, fetch: Fetch) -> Iterable[Document]:
    """The document at *address*, or all pages of it where it is a search of the API.

    Raises RegisterError when the pages repeat or leave out records, as those of the API may.
    """
    first = fetch(address)
    if not _is_page(first):
        return [first]
    wanted, pages = json_of(first, _Page).number_of_results, [first]
    seen = set(_identities(first))
    for number in count(2):
        if len(seen) >= wanted:
            return pages
        page = fetch(f"{address}&page={number}")
        if not {*_identities(page)} - seen:
            advice = "load its data dump instead, or try again"
            raise refused(address, f"gives {len(seen)} of {wanted} records", advice)
        seen.update(_identities(page))
        pages.append(page)
    return pages


def _identities(page: Document) -> Iterator[str]:
    yield from (json_of(each, _Record).id for each in _records(page))


ROR: Final = ReadableRegister(
    name="ror",
    links="organisations that do research, and through them Wikidata and ISNI",
    read=read,
    download=download,
)
