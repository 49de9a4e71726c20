"""A network for programs: as JSON, as a graph for other programs, and its ties as a table.

``/network.json`` is an object with

    generation, licence, page      what it is made from, on what terms, and where people see it
    starts                         the ids from which it starts; none is the whole register
    projects                       how many projects it is made of
    all_nodes, all_ties            how many there are with those that are left out
    nodes                          id (the end of an IRI), iri, kind, name, told (what it is, in
                                   words), group (its colour, 0 for none), projects, start, address
    ties                           source and target (ids), projects (in common), role (its word,
                                   between an organisation and a project; else empty)
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import msgspec
from flask import render_template

from graph.values import Plain
from ontology.iris import concept
from server.data.tables import write_csv, write_xlsx
from server.http.formats import CSV, XLSX, Format
from server.network.telling import ToldNetwork, ToldNode
from server.snapshot import Snapshot

JSON: Final[Format[None]] = Format("JSON", ("json",), ("application/json",), None)
GRAPHML: Final[Format[None]] = Format("GraphML", ("graphml",), ("application/graphml+xml",), None)
FILES: Final[tuple[Format[Any], ...]] = (CSV, XLSX, JSON, GRAPHML)
"""The formats of a network: its ties as a table, and all of it as a graph."""

COLUMNS: Final = ("source", "source_name", "target", "target_name", "role", "projects")


def network_file(told: ToldNetwork, snapshot: Snapshot, page: str, format_: Format[Any]) -> bytes:
    """Return a network in one of the formats; *page* is where people see it."""
    if format_ is JSON:
        return msgspec.json.encode(document(told, snapshot, page))
    if format_ is GRAPHML:
        return render_template("network/graphml.xml", told=told).encode()
    output = BytesIO()
    write = write_csv if format_ is CSV else write_xlsx
    write(COLUMNS, rows(told), output)
    return output.getvalue()


def document(told: ToldNetwork, snapshot: Snapshot, page: str) -> Mapping[str, object]:
    """The network as an object of JSON."""
    network = told.network
    return {
        "generation": snapshot.id,
        "licence": snapshot.generation.register.licence,
        "page": page,
        "starts": [start.id for start in network.starts],
        "projects": network.projects,
        "all_nodes": network.all_nodes,
        "all_ties": network.all_ties,
        "nodes": [_node(node) for node in told.nodes.values()],
        "ties": [
            {
                "source": tie.source.id,
                "target": tie.target.id,
                "projects": tie.projects,
                "role": tie.role,
            }
            for tie in network.ties
        ],
    }


def _node(node: ToldNode) -> Mapping[str, object]:
    return {
        "id": node.entity.id,
        "iri": node.iri,
        "kind": node.entity.kind,
        "name": node.name,
        "told": node.told,
        "group": node.group,
        "projects": node.projects,
        "start": node.start,
        "address": node.address,
    }


def rows(told: ToldNetwork) -> Iterator[tuple[Plain | None, ...]]:
    """The ties as rows of a table with COLUMNS; a role is its concept."""
    for tie in told.network.ties:
        source, target = told.nodes[tie.source], told.nodes[tie.target]
        role = concept("role", tie.role).value if tie.role else None
        yield source.iri, source.name, target.iri, target.name, role, tie.projects
