"""Organisations as the graph tells them, and entries of registers, made for tests of the links."""

from collections.abc import Iterable
from datetime import date

from bench.links.told import organisation
from graph.entities import Organisation
from graph.links.link import Proposal
from graph.links.thresholds import verdict
from graph.names.book import NameBook
from graph.registers.entry import Entry, Identifier, Name


def meant(printed: str, book: NameBook, year: str = "") -> Organisation:
    """Whom a page of that *year* means by what is *printed*."""
    found = organisation(printed, year, book)
    assert found is not None
    return found


def record(ror: str, *names: str, wikidata: str = "", **more: object) -> Entry:
    """A record of ROR, active unless it is told otherwise, its first name the preferred one."""
    known = [Identifier("wikidata", wikidata)] if wikidata else []
    entry = Entry(
        kind="organisation",
        iri=f"https://ror.org/{ror}",
        names=tuple(Name(text, preferred=text == names[0]) for text in names),
        identifiers=(Identifier("ror", ror), *known),
        status="active",
    )
    for field, value in more.items():
        entry = Entry(**{**{f: getattr(entry, f) for f in entry.__struct_fields__}, field: value})
    return entry


def number(ytunnus: str, *names: str, types: tuple[str, ...] = ()) -> Entry:
    """Who bears a sound number, under those names."""
    return Entry(
        kind="organisation",
        iri=f"https://tietopalvelu.ytj.fi/yritys/{ytunnus}",
        names=tuple(map(Name, names)),
        identifiers=(Identifier("ytunnus", ytunnus),),
        types=types,
        said_by=("eura",),
    )


def code(value: str, *names: str, end: int | None = None) -> Entry:
    """A municipality code, in force or until the end of a year at the latest."""
    return Entry(
        kind="municipality",
        iri=f"https://example.fi/code/{value}",
        names=tuple(Name(text, "fi") for text in names),
        identifiers=(Identifier("municipality", value),),
        end=date(end, 12, 31) if end else None,
    )


def place(slug: str, text: str, sv: str = "") -> Entry:
    """A place of YSO."""
    names = (Name(text, "fi"), *((Name(sv, "sv"),) if sv else ()))
    return Entry(
        kind="place",
        iri=f"http://www.yso.fi/onto/yso/{slug}",
        names=names,
        identifiers=(Identifier("yso", slug),),
    )


def published(proposals: Iterable[Proposal]) -> list[str]:
    """What is published of the *proposals* without a person."""
    return _decided(proposals, "automatic")


def asked(proposals: Iterable[Proposal]) -> list[str]:
    """What of the *proposals* waits for a person."""
    return _decided(proposals, "pending")


def _decided(proposals: Iterable[Proposal], decision: str) -> list[str]:
    found = [one for one in proposals if verdict(one.register, one.relation, one.score) == decision]
    return sorted(one.target for one in found)
