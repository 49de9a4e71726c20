"""A link with our entity on one side and the register's entry on the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from flask import g

from graph.register import LANGUAGES
from graph.registers.entry import Entry, Name
from server.data.rows import Row
from server.display import values
from server.display.languages import LOCALES
from server.display.links import ShownLink, shown
from server.display.naming import other_names
from server.display.roles import by_role
from server.display.texts import gettext
from server.display.wording import role_heading
from server.lists.rows import entity_rows, rows_of
from server.snapshot import Snapshot

FEW: Final = 4
"""So many names, or participants of a role, are told of each side."""

Facts = Sequence[tuple[str, str]]
"""What is known of one side: headings and words."""


class Side(NamedTuple):
    """One side of a link: what it is called, its IRI or nothing, and what is known of it."""

    name: str
    iri: str = ""
    facts: Facts = ()
    language: str = ""


class Pair(NamedTuple):
    """A link between *ours* and *theirs*."""

    link: ShownLink
    ours: Side
    theirs: Side


def pairs(snapshot: Snapshot, rows: Sequence[Row]) -> list[Pair]:
    """Return the links of *rows* of ``link_details`` with both their sides.

    Raises DataDirectoryError when a register that was linked with is not there any more.
    """
    links = shown(snapshot, rows)
    ours = our_sides(snapshot, dict.fromkeys(link.entity for link in links))
    theirs = entries(snapshot, links)
    return [
        Pair(
            link,
            ours.get(link.entity) or Side(link.entity.rpartition("/")[2], link.entity),
            their_side(link, theirs.get((link.register_name, link.target_iri))),
        )
        for link in links
    ]


def our_sides(snapshot: Snapshot, iris: Iterable[str]) -> Mapping[str, Side]:
    """Our side of the links of the entities *iris*."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        kind, slug = snapshot.generation.iris.place(iri) or ("", "")
        slugs[kind].append(slug)
    return _projects(snapshot, slugs["project"]) | _organisations(snapshot, slugs["organisation"])


def _projects(snapshot: Snapshot, slugs: Sequence[str]) -> dict[str, Side]:
    rows = entity_rows(snapshot, "project", slugs, g.language)
    taking = rows_of(snapshot, "project_participants", "project", slugs, g.language)
    return {
        row["project"]: Side(
            row["name"],
            row["project"],
            [*when(row["start"], row["end"]), *_who(taking.get(row["project"], ()))],
            row.get("name_lang", ""),
        )
        for row in rows
    }


def _organisations(snapshot: Snapshot, slugs: Sequence[str]) -> dict[str, Side]:
    rows = entity_rows(snapshot, "organisation", slugs, g.language)
    return {row["organisation"]: _organisation(row) for row in rows}


def _organisation(row: Row) -> Side:
    facts = {
        gettext("Other names"): few(other_names(row)),
        gettext("Unit of"): row["unit_of_name"] or "",
    }
    return Side(row["name"], row["organisation"], filled(facts), row.get("name_lang", ""))


def _who(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Who takes part, role by role."""
    for role, told in by_role(rows):
        names = [row["organisation_name"] or row["as_printed"] for row in told]
        yield role_heading(role, len(names)), few(names)


def when(start: date | None, end: date | None) -> Iterator[tuple[str, str]]:
    """From when to when, if that is known."""
    locale = LOCALES[g.language]
    if start or end:
        yield gettext("Time"), f"{values.day(start, locale)}–{values.day(end, locale)}"


def few(texts: Sequence[str]) -> str:
    """The first of *texts*, and a sign that there are more."""
    told = [*dict.fromkeys(filter(None, texts))]
    return ", ".join(told[:FEW]) + (" …" if len(told) > FEW else "")


def filled(facts: Mapping[str, str]) -> Facts:
    """Those of *facts* that say anything."""
    return [(heading, text) for heading, text in facts.items() if text]


def entries(snapshot: Snapshot, links: Sequence[ShownLink]) -> Mapping[tuple[str, str], Entry]:
    """The entries that *links* lead to, by register and target."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for link in links:
        wanted[link.register_name].add(link.target_iri)
    registers = snapshot.generation.registers
    return {
        (name, target): entry
        for name in wanted.keys() & registers.keys()
        for target, entry in registers[name].entries_at(wanted[name]).items()
    }


def their_side(link: ShownLink, entry: Entry | None) -> Side:
    """The register's side of *link*; what it leads to alone where the register says no more."""
    target = link.target
    if entry is None:
        return Side(target.name or target.identifier, target.address, (), target.language)
    name = best_name(entry.names)
    return Side(name.text, target.address, _told(entry, name), name.language)


def best_name(names: Sequence[Name]) -> Name:
    """The name in the language at hand, if there is one; preferred before others."""
    wish = (g.language, *LANGUAGES)
    rank = {language: place for place, language in reversed([*enumerate(wish)])}
    order = sorted(names, key=lambda one: (not one.preferred, rank.get(one.language, len(wish))))
    return order[0] if order else Name("")


def _told(entry: Entry, name: Name) -> Facts:
    applicant = entry.applicant.name if entry.applicant else ""
    others = few([one.text for one in entry.names if one.text != name.text])
    facts = {
        gettext("Other names"): others,
        **dict(when(entry.start, entry.end)),
        gettext("Place"): entry.place,
        gettext("Kind"): few(entry.types),
        gettext("State"): entry.status,
        gettext("Funding authority"): entry.authority,
        gettext("Applicant"): applicant,
        gettext("Partners"): few([party.name for party in entry.partners]),
        gettext("According to"): few(entry.said_by),
    }
    return filled(facts)
