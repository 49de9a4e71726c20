"""Business identities (Y-tunnus) and the names that go with them, from whoever says them.

Nobody gives all of them away. They are gathered: from the applicants and partners of the loaded
EURA, from the education providers in the table of all municipality codes, and from the trade
register's open data (PRH), which answers about one number at a time and knows companies only.
What was loaded once stays. Some numbers that stand in registers fail the check digit: such
pseudo-identifiers are real, and marked as such.

A number is that of a legal person, and its units and enterprises bear it too: several names under
one number are no spellings of one name, and an equal number proves no identity.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Final

import msgspec
from stdnum.fi import ytunnus as standard

from graph.registers.document import Document, json_of, refused, rows_of
from graph.registers.entry import Entry, Identifier, Name
from graph.registers.kept import Registers
from graph.registers.readable import ReadableRegister, Reading, reading_of
from ontology import registers

PSEUDO: Final = "pseudo-identifier"
"""The type of an entry whose number fails the check digit."""

EDUCATION: Final = "koulutustoimija"
"""The type of an education provider, as the table of all municipality codes calls it."""

TRADE_REGISTER: Final = "ytj"
EDUCATION_REGISTER: Final = "koski"
"""Who says so, besides the names of the registers that can be loaded."""

PROVIDERS: Final = "koulutustoimija_ytunnus"
PROVIDER_COLUMNS: Final = (PROVIDERS, "nimi_fi")

MARKED: Final = "INVALID:"
"""What stands before a pseudo-identifier in that table; digits follow, eight or nine of them."""

NUMBER: Final = re.compile(r"(?:FI)?\s*(\d{6,7})-?(\d)", re.IGNORECASE)
FINNISH: Final = "1"
MAIN_NAME: Final = "1"
"""The trade register's codes of a language, and of the name that is no auxiliary one."""


def in_official_form(text: str) -> str:
    """Return the number in *text* as ``0245895-5``: seven digits, a dash, the check digit.

    It may be written as a VAT number (``FI02458955``, ``FI0245895-5``). What has another shape is
    no number, and gives nothing; the check digit is not looked at.
    """
    found = NUMBER.fullmatch(text.strip())
    return f"{found[1]:0>7}-{found[2]}" if found else ""


def is_sound(number: str) -> bool:
    """Whether *number* has the official form and the right check digit."""
    return number == in_official_form(number) and bool(standard.is_valid(number))


class _Number(msgspec.Struct):
    value: str


class _TradeName(msgspec.Struct, rename="camel"):
    name: str
    type: str
    registration_date: date | None = None
    end_date: date | None = None


class _Words(msgspec.Struct, rename="camel"):
    language_code: str
    description: str


class _Form(msgspec.Struct, rename="camel"):
    descriptions: list[_Words] = []
    end_date: date | None = None


class _PostOffice(msgspec.Struct, rename="camel"):
    city: str = ""
    language_code: str = ""


class _Address(msgspec.Struct, rename="camel"):
    post_offices: list[_PostOffice] = []


class _Company(msgspec.Struct, rename="camel", kw_only=True):
    """A company as the trade register's API, version 3, tells it; as far as it is used."""

    business_id: _Number
    names: list[_TradeName]
    company_forms: list[_Form] = []
    addresses: list[_Address] = []
    trade_register_status: str = ""
    registration_date: date | None = None
    end_date: date | None = None


class _Companies(msgspec.Struct):
    companies: list[_Company]


def read(documents: Sequence[Document]) -> Reading:
    """Return who bears a number, by the trade register or by the table of education providers.

    Raises RegisterError when a document is neither, or the trade register knows nobody.
    """
    entries = chain.from_iterable(map(_entries, documents))
    return reading_of("", _merged(entries))


def _entries(document: Document) -> Iterator[Entry]:
    if document.content.lstrip()[:1] in b"{[":
        return _companies(document)
    return _providers(document)


def _providers(document: Document) -> Iterator[Entry]:
    """The education providers of the table of all municipality codes: numbers without names."""
    for row in rows_of(document, PROVIDER_COLUMNS):
        for told in filter(None, row.cells[PROVIDERS].split("|")):
            number = (
                told.removeprefix(MARKED) if told.startswith(MARKED) else in_official_form(told)
            )
            if not number.replace("-", "").isdecimal():
                raise refused(document.place, f"line {row.line}: {told!r} is no Y-tunnus")
            place = row.cells["nimi_fi"].strip()
            yield _entry(number, (), (EDUCATION,), EDUCATION_REGISTER, place)


def _companies(document: Document) -> Iterator[Entry]:
    companies = json_of(document, _Companies).companies
    if not companies:
        raise refused(document.place, "the trade register knows nobody by it", "check the number")
    for company in companies:
        number = in_official_form(company.business_id.value)
        if not number:
            what = f"{company.business_id.value!r} is no Y-tunnus"
            raise refused(document.place, what)
        yield _company(number, company)


def _company(number: str, company: _Company) -> Entry:
    forms = [_finnish(form.descriptions) for form in company.company_forms if not form.end_date]
    cities = (office.city for each in company.addresses for office in each.post_offices)
    entry = _entry(
        number, _trade_names(company), tuple(filter(None, forms)), TRADE_REGISTER, next(cities, "")
    )
    return msgspec.structs.replace(
        entry,
        start=company.registration_date,
        end=company.end_date,
        status=company.trade_register_status,
    )


def _trade_names(company: _Company) -> tuple[Name, ...]:
    """Its names, the one in force first; parallel and auxiliary ones are other names."""
    found = sorted(company.names, key=lambda each: (each.end_date is not None, each.type))
    return tuple(
        Name(each.name, "", each.type == MAIN_NAME, each.registration_date, each.end_date)
        for each in found
    )


def _finnish(descriptions: Iterable[_Words]) -> str:
    return next((each.description for each in descriptions if each.language_code == FINNISH), "")


def _entry(
    number: str, names: tuple[Name, ...], types: tuple[str, ...], said_by: str, place: str = ""
) -> Entry:
    """Who bears a *number*, as *said_by* somebody; a pseudo-identifier has no public record."""
    sound = is_sound(number)
    return Entry(
        kind="organisation",
        iri=registers.ytunnus(number).value if sound else "",
        names=names,
        identifiers=(Identifier("ytunnus", number),),
        place=place,
        types=types if sound else (PSEUDO, *types),
        said_by=(said_by,),
    )


def gather(loaded: Registers, reading: Reading) -> Reading:
    """Add to what was read who bore a number before, and who does so in EURA.

    Raises RegisterError when nobody does.
    """
    before = loaded["ytunnus"].entries() if "ytunnus" in loaded else ()
    parties = _parties(loaded["eura"].entries()) if "eura" in loaded else ()
    entries = _merged(chain(reading.entries, before, parties))
    if not entries:
        advice = "load eura first, or name a file or a number"
        raise refused("ytunnus", "no loaded register names a business identity", advice)
    return reading_of("", entries)._replace(licence=_licence(entries))


def _licence(entries: Iterable[Entry]) -> str:
    """The strictest licence of those who said so; what EURA says are facts under none."""
    said_by = {word for entry in entries for word in entry.said_by}
    if EDUCATION_REGISTER in said_by:
        return registers.EUPL
    return registers.CC_BY_4 if TRADE_REGISTER in said_by else ""


def _parties(projects: Iterable[Entry]) -> Iterator[Entry]:
    """The applicants and partners of *projects*, under each number the name that is used most."""
    parties = [
        party
        for project in projects
        for party in (*((project.applicant,) if project.applicant else ()), *project.partners)
        if party.ytunnus
    ]
    uses = Counter((party.ytunnus, party.name) for party in parties)
    kinds = {(party.ytunnus, party.name): party.kind for party in parties if party.kind}
    for number, name in sorted(uses, key=lambda use: (-uses[use], use)):
        kind = kinds.get((number, name), "")
        yield _entry(number, (Name(name),), (kind,) if kind else (), "eura")


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """One entry a number, in the order of numbers; what was said first goes before the rest."""
    found = dict[str, Entry]()
    for entry in entries:
        number = entry.identifier("ytunnus")
        found[number] = _joined(found[number], entry) if number in found else entry
    return [found[number] for number in sorted(found)]


def _joined(first: Entry, more: Entry) -> Entry:
    """What both say of one number; names of the second are other names where the first has one."""
    known = {name.text.casefold() for name in first.names}
    added = (name for name in more.names if name.text.casefold() not in known)
    return msgspec.structs.replace(
        first,
        names=first.names + tuple(_other(name) if known else name for name in added),
        start=first.start or more.start,
        end=first.end or more.end,
        place=first.place or more.place,
        status=first.status or more.status,
        types=tuple(dict.fromkeys(first.types + more.types)),
        said_by=tuple(dict.fromkeys(first.said_by + more.said_by)),
    )


def _other(name: Name) -> Name:
    return msgspec.structs.replace(name, preferred=False)


YTUNNUS: Final = ReadableRegister(
    name="ytunnus",
    links="legal entities among the organisations",
    read=read,
    gather=gather,
    gathers=("ytunnus", "eura"),
)
