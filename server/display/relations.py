"""What joins a project to those that are near to it, in the words of the reader."""

from collections.abc import Iterable
from typing import NamedTuple

from server.data.rows import Row
from server.display.labels import word
from server.display.texts import gettext


class Reason(NamedTuple):
    """What two projects have in common: its *iri* and *name*, and *told*, how both have it."""

    told: str
    iri: str
    name: str
    language: str


class Relation(NamedTuple):
    """A project that is near, and all *reasons* why."""

    iri: str
    name: str
    reasons: tuple[Reason, ...]


def relations(rows: Iterable[Row]) -> list[Relation]:
    """Return the projects of *rows* of ``related_projects``, the nearest first."""
    found: dict[str, Relation] = {}
    for row in rows:
        near = found.get(row["related"]) or Relation(row["related"], row["related_name"] or "", ())
        found[near.iri] = near._replace(reasons=(*near.reasons, reason(row)))
    return list(found.values())


def reason(row: Row) -> Reason:
    """What a row of ``related_projects`` gives as the reason."""
    column = "organisation" if row["organisation"] else "portfolio"
    return Reason(
        relation_told(word(row["role"])),
        row[column] or "",
        row[f"{column}_name"] or "",
        row.get(f"{column}_name_lang") or "",
    )


def relation_told(role: str) -> str:
    """How two projects have an organisation, or else a portfolio, in common."""
    told = {
        "funder": gettext("same funder"),
        "implementer": gettext("same implementer"),
        "partner": gettext("same partner"),
    }
    return told.get(role, gettext("same portfolio"))
