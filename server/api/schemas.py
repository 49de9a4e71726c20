"""The schemas of what is answered (JSON Schema, 2020-12)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from server.api.operation import Schema

TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
TRUTH: Final[Schema] = {"type": "boolean"}
BINARY: Final[Schema] = {}
"""Bytes are described by their media type alone (OpenAPI 3.1, 4.8.14.3)."""

PLAIN: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
ROWS: Final[Schema] = {
    "type": "array",
    "items": {"type": "object", "additionalProperties": PLAIN},
}
JSON_LD: Final[Schema] = {"type": ["object", "array"]}
BY_LANGUAGE: Final[Schema] = {"type": "object", "additionalProperties": TEXT}


def closed(properties: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """The schema of an object with these *properties* and no other; all but the *optional* ones."""
    needed = [name for name in properties if name not in {*optional}]
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def several(items: Schema) -> Schema:
    """The schema of a list of *items*."""
    return {"type": "array", "items": items}


def named(name: str) -> Schema:
    """The schema that the document keeps under that *name*."""
    return {"$ref": f"#/components/schemas/{name}"}


TERM: Final = closed(
    {
        "type": {"enum": ["uri", "literal", "bnode", "triple"]},
        "value": {"type": ["string", "object"]},
        "datatype": TEXT,
        "xml:lang": TEXT,
        "its:dir": TEXT,
    },
    optional=("datatype", "xml:lang", "its:dir"),
)

PROBLEM: Final[Schema] = {
    "type": "object",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": TEXT,
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "pointer": TEXT,
        "report": several(closed({"focus": TEXT, "path": TEXT, "message": TEXT})),
    },
    "required": ["type", "title", "status", "detail"],
}


def table_schema(columns: Mapping[str, str]) -> Schema:
    """The schema of SPARQL results as JSON with just these *columns*, each with what it means."""
    row: Schema = {
        "type": "object",
        "properties": {
            column: {"description": meaning, "$ref": "#/components/schemas/Term"}
            for column, meaning in columns.items()
        },
        "additionalProperties": False,
    }
    head: Schema = {
        "type": "object",
        "properties": {"vars": {"const": [*columns]}},
        "required": ["vars"],
    }
    return {
        "type": "object",
        "properties": {"head": head, "results": closed({"bindings": several(row)})},
        "required": ["head", "results"],
    }


ANY_TABLE: Final[Schema] = {
    "type": "object",
    "properties": {
        "head": {"type": "object"},
        "results": closed({"bindings": several({"type": "object"})}),
        "boolean": TRUTH,
    },
    "required": ["head"],
    "oneOf": [{"required": ["results"]}, {"required": ["boolean"]}],
}

_ID: Final[Schema] = {"type": "string", "pattern": "^[a-z]+/.+"}

NETWORK: Final = closed(
    {
        "generation": TEXT,
        "licence": TEXT,
        "page": TEXT,
        "starts": several(_ID),
        "projects": COUNT,
        "all_nodes": COUNT,
        "all_ties": COUNT,
        "nodes": several(
            closed(
                {
                    "id": _ID,
                    "iri": TEXT,
                    "kind": TEXT,
                    "name": TEXT,
                    "told": TEXT,
                    "group": COUNT,
                    "projects": COUNT,
                    "start": TRUTH,
                    "address": TEXT,
                }
            )
        ),
        "ties": several(closed({"source": _ID, "target": _ID, "projects": COUNT, "role": TEXT})),
    }
)

COMPLETIONS: Final = several(
    closed({"kind": TEXT, "kind_name": TEXT, "name": TEXT, "address": TEXT, "projects": COUNT})
)
SUGGESTIONS: Final = several(closed({"value": TEXT, "label": TEXT}))

WRITTEN: Final = closed(
    {"generation": TEXT, "write": COUNT, "inserted": COUNT, "removed": COUNT},
)
BUILT: Final = closed(
    {
        "generation": TEXT,
        "published": TRUTH,
        "read": COUNT,
        "unchanged": COUNT,
        "refused": several(TEXT),
        "findings": several({"type": "object"}),
        "notes": several(TEXT),
    }
)
HEALTH: Final = closed({"status": {"enum": ["ready"]}, "generation": TEXT})
LIVE: Final = closed({"status": {"enum": ["live"]}})
PROFILE: Final = closed(
    {
        "name": TEXT,
        "address": TEXT,
        "register": TEXT,
        "licence": TEXT,
        "generation": TEXT,
        "day": {"type": "string", "format": "date"},
        "panels": {
            "type": "object",
            "additionalProperties": closed({"means": TEXT, "kept": TEXT, "rows": ROWS}),
        },
    }
)
WORDS: Final = closed(
    {
        "prefixes": BY_LANGUAGE,
        "terms": several({"type": "object", "additionalProperties": TEXT}),
        "entities": several(closed({"address": TEXT, "iri": TEXT})),
    }
)


def entity_schema(columns: Iterable[str], parts: Iterable[str]) -> Schema:
    """The schema of an entity as plain JSON: what its list says of it, and its *parts*."""
    told: dict[str, Any] = {
        "generation": TEXT,
        "register": {"type": ["object", "string"]},
        "licence": TEXT,
    }
    told |= {column: PLAIN for column in columns if column not in told}
    told |= dict.fromkeys(parts, ROWS)
    return {"type": "object", "properties": told, "required": [*told]}


MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
ADDRESS: Final[Schema] = {"type": "string", "format": "uri"}
DIGEST: Final[Schema] = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}

FILES: Final = closed(
    {
        "generation": TEXT,
        "time": MOMENT,
        "files": several(
            closed(
                {
                    "name": TEXT,
                    "url": ADDRESS,
                    "size": {"type": ["integer", "null"], "minimum": 0},
                    "sha256": DIGEST,
                    "compressed": {"type": "object", "additionalProperties": COUNT},
                }
            )
        ),
        "generations": several(closed({"generation": TEXT, "time": MOMENT, "files": ADDRESS})),
    }
)
PROPOSED: Final = closed(
    {
        "type": TEXT,
        "properties": several({"type": "object", "required": ["id", "name"]}),
        "limit": COUNT,
    },
    optional=("limit",),
)
BEARERS: Final = closed({"identifier": TEXT, "entities": several(TEXT)})

COMPONENTS: Final[Mapping[str, Schema]] = {
    "Term": {"description": "SPARQL 1.1 Query Results JSON, section 3.2.2", **TERM},
    "Problem": {"description": "RFC 9457", **PROBLEM},
    "AnyTable": {"description": "SPARQL 1.1 Query Results JSON", **ANY_TABLE},
    "Network": NETWORK,
    "Written": WRITTEN,
    "Built": BUILT,
    "Profile": PROFILE,
    "Completions": COMPLETIONS,
    "Suggestions": SUGGESTIONS,
    "Words": WORDS,
    "Files": FILES,
    "Proposed": PROPOSED,
    "Bearers": BEARERS,
}
"""What several operations answer, or what is long."""
