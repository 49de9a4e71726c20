"""The names that the W3C has given to formats (Unique URIs for File Formats)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {RdfFormat.JSON_LD.media_type: "http://www.w3.org/ns/formats/JSON-LD"}
)
"""Those that the engine calls otherwise, by the media types of their formats."""


def name_of(format_: QueryResultsFormat | RdfFormat) -> NamedNode:
    """Return the name of *format_*."""
    return NamedNode(NAMES.get(format_.media_type, format_.iri))
