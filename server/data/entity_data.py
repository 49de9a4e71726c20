"""The data of one entity: as a graph in any RDF format, or as plain JSON of the named questions."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import msgspec
from pyoxigraph import RdfFormat, Triple

from graph.store import Graph
from server.addresses import CONCEPTS
from server.data.jsonld import compact
from server.data.rows import Row
from server.http.formats import Format, GraphFormat
from server.snapshot import Snapshot

_JSON: Final = msgspec.json.Encoder(decimal_format="number")

ABOUT_CONCEPTS: Final = {
    "names": "concept_names",
    "concepts": "related_concepts",
    "projects": "concept_projects",
}

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
    "subject": ABOUT_CONCEPTS,
    "place": ABOUT_CONCEPTS,
}
"""The members of a kind's plain JSON, and the named question whose answer each one is."""


def entity_data(
    snapshot: Snapshot, kind: str, row: Row, format_: Format[RdfFormat | None]
) -> bytes:
    """Return the data of an entity, the one of *kind* in *row*, in a format.

    Raises Inexpressible when that format cannot hold them.
    """
    if format_.writer is None:
        return plain_json(snapshot, kind, row)
    return _written(snapshot.describe(row[kind], parameter_of(kind)), format_.writer)


def parameter_of(kind: str) -> str:
    """What the questions about something of a *kind* call it: of any register it is a concept."""
    return "concept" if kind in CONCEPTS else kind


def graph_data(triples: list[Triple], format_: GraphFormat) -> bytes:
    """Return *triples* in one of the RDF formats, with our prefixes where it knows prefixes.

    Raises Inexpressible when that format cannot hold them.
    """
    return _written(triples, format_.writer)


def _written(triples: list[Triple], writer: RdfFormat) -> bytes:
    body = BytesIO()
    Graph(triples, "the data").write(body, writer)
    return compact(triples) if writer == RdfFormat.JSON_LD else body.getvalue()


def plain_json(snapshot: Snapshot, kind: str, row: Row) -> bytes:
    """Return the entity as JSON: its row, then the answers about it; amounts are JSON numbers."""
    told: dict[str, Any] = {
        "generation": snapshot.id,
        "register": snapshot.generation.register.name,
        "licence": snapshot.generation.register.licence,
        **row,
    }
    name = parameter_of(kind)
    for member, question in PARTS.get(kind, {}).items():
        answers = snapshot.rows(question, **{name: row[kind]})
        told[member] = [without(answer, name) for answer in answers]
    return msgspec.json.format(_JSON.encode(told), indent=2)


def without(row: Row, kind: str) -> dict[str, Any]:
    """A row without the columns that are the entity itself, which stands above it already."""
    return {name: value for name, value in row.items() if name not in {kind, f"{kind}_name"}}
