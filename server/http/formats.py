"""The formats we answer in: their short names, media types and writers, one table each.

The first media type of a format is the one it is served as; the others are names that clients
use for it in ``Accept``. A short name is what stands in ``?format=`` and after the dot of an
address (``/projects/x.ttl``).
"""

from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

import msgspec
from pyoxigraph import QueryResultsFormat, RdfFormat

from server.http.negotiation import choose

Writer_co = TypeVar("Writer_co", covariant=True)


class Format(msgspec.Struct, Generic[Writer_co], frozen=True):
    """A format: its title, its short names, its media types and what writes it."""

    title: str
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    writer: Writer_co

    @property
    def name(self) -> str:
        """The short name by which we link to it."""
        return self.names[0]

    @property
    def media_type(self) -> str:
        """The media type it is served as."""
        return self.media_types[0]

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``: text says that it is UTF-8."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


ResultsFormat = Format[QueryResultsFormat]
GraphFormat = Format[RdfFormat]

RESULTS_JSON: Final = Format(
    "JSON",
    ("json", "srj"),
    ("application/sparql-results+json", "application/json"),
    QueryResultsFormat.JSON,
)
CSV: Final = Format("CSV", ("csv",), ("text/csv",), QueryResultsFormat.CSV)
RESULTS: Final[tuple[ResultsFormat, ...]] = (
    RESULTS_JSON,
    Format(
        "XML",
        ("xml", "srx"),
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        QueryResultsFormat.XML,
    ),
    CSV,
    Format("TSV", ("tsv",), ("text/tab-separated-values",), QueryResultsFormat.TSV),
)
"""The formats of the answers of SELECT and ASK (SPARQL 1.1 Query Results)."""

TURTLE: Final = Format(
    "Turtle", ("ttl", "turtle"), ("text/turtle", "application/x-turtle"), RdfFormat.TURTLE
)
N_TRIPLES: Final = Format(
    "N-Triples",
    ("nt", "ntriples", "n-triples"),
    ("application/n-triples", "text/plain"),
    RdfFormat.N_TRIPLES,
)
RDF_XML: Final = Format(
    "RDF/XML",
    ("rdf", "rdfxml", "xml"),
    ("application/rdf+xml", "application/xml", "text/xml"),
    RdfFormat.RDF_XML,
)
JSON_LD: Final = Format(
    "JSON-LD", ("jsonld", "json-ld"), ("application/ld+json",), RdfFormat.JSON_LD
)
N_QUADS: Final = Format(
    "N-Quads", ("nq", "nquads", "n-quads"), ("application/n-quads",), RdfFormat.N_QUADS
)
TRIG: Final = Format("TriG", ("trig",), ("application/trig",), RdfFormat.TRIG)
ANY_JSON: Final = Format("JSON", ("json",), ("application/json",), RdfFormat.JSON_LD)
"""What a client gets that asks for a graph as JSON of no kind: JSON-LD, which is JSON."""

GRAPHS: Final[tuple[GraphFormat, ...]] = (
    TURTLE,
    N_TRIPLES,
    RDF_XML,
    JSON_LD,
    N_QUADS,
    TRIG,
    ANY_JSON,
)
"""The formats of the answers of CONSTRUCT and DESCRIBE."""

XLSX: Final[Format[None]] = Format(
    "XLSX",
    ("xlsx",),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    None,
)
"""A list as a workbook."""

PARQUET: Final[Format[None]] = Format(
    "Parquet", ("parquet",), ("application/vnd.apache.parquet",), None
)
"""A table with types, in columns."""

PLAIN: Final[Format[None]] = Format("JSON", ("json",), ("application/json",), None)
"""An entity as plain JSON, made of the named questions."""

ENTITY: Final[tuple[Format[RdfFormat | None], ...]] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, PLAIN)
"""The formats of an entity's data."""

VOCABULARY: Final[tuple[GraphFormat, ...]] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""The formats of the vocabulary."""


def named(name: str, formats: Iterable[Format[Writer_co]]) -> Format[Writer_co] | None:
    """Return the format with that short name or media type, or None."""
    wanted = name.lower()
    return next((f for f in formats if wanted in f.names or wanted in f.media_types), None)


def accepted(accept: str, formats: Sequence[Format[Writer_co]]) -> Format[Writer_co] | None:
    """Return the format that the header *accept* likes best, or None when it likes none."""
    offers = [media_type for f in formats for media_type in f.media_types]
    offers.sort(key=[f.media_type for f in formats].__contains__, reverse=True)
    choice = choose(accept, offers)
    return named(choice, formats) if choice else None
