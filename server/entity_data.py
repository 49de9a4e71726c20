"""The data of one entity: as a graph in any RDF format, or as plain JSON of the named questions."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from ontology.terms import PREFIXES
from server.formats import JSON_LD, PLAIN, Format
from server.jsonld import compact
from server.rows import Row
from server.snapshot import Snapshot

_JSON: Final = msgspec.json.Encoder(decimal_format="number")

PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "project": {
        "participants": "project_participants",
        "funding": "project_funding",
        "funding_totals": "project_funding_totals",
        "amounts": "project_amounts",
        "contacts": "project_contacts",
        "attachments": "project_attachments",
        "sections": "project_sections",
        "objectives": "project_objectives",
        "results": "project_results",
        "work_packages": "project_work_packages",
        "findings": "findings",
    },
    "organisation": {
        "projects": "organisation_projects",
        "partners": "organisation_partners",
        "funding_by_year": "funding_by_year",
    },
    "person": {"projects": "project_contacts"},
    "portfolio": {"projects": "projects"},
}
"""The members of a kind's plain JSON, and the named question whose answer each one is."""


def entity_data(
    snapshot: Snapshot, kind: str, row: Row, format_: Format[RdfFormat | None]
) -> bytes:
    """Return the data of an entity, the one of *kind* in *row*, in a format."""
    if format_ is PLAIN:
        return plain_json(snapshot, kind, row)
    return graph_data(snapshot.describe(row[kind]), format_)


def graph_data(triples: list[Triple], format_: Format[RdfFormat | None]) -> bytes:
    """Return *triples* in one of the RDF formats, with our prefixes where it knows prefixes."""
    if format_ is JSON_LD:
        return compact(triples)
    prefixes = dict(PREFIXES)
    return pyoxigraph.serialize(triples, format=format_.writer, prefixes=prefixes) or b""


def plain_json(snapshot: Snapshot, kind: str, row: Row) -> bytes:
    """Return the entity as JSON: its row, then the answers about it; amounts are JSON numbers."""
    told: dict[str, Any] = {
        "generation": snapshot.id,
        "register": snapshot.generation.register.name,
        "licence": snapshot.generation.register.licence,
        **row,
    }
    for member, question in PARTS.get(kind, {}).items():
        answers = snapshot.rows(question, **{kind: row[kind]})
        told[member] = [without(answer, kind) for answer in answers]
    return msgspec.json.format(_JSON.encode(told), indent=2)


def without(row: Row, kind: str) -> dict[str, Any]:
    """A row without the columns that are the entity itself, which stands above it already."""
    return {name: value for name, value in row.items() if name not in {kind, f"{kind}_name"}}
