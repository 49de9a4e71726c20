"""What the files of a generation are called, and of which format they are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from graph.dumps.dumps import GRAPH
from graph.dumps.graphs import FORMATS as GRAPHS
from graph.questions.library import Library
from graph.register import Language
from server.display.texts import gettext
from server.http.formats import (
    CSV,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    PARQUET,
    RDF_XML,
    TRIG,
    TURTLE,
    Format,
)

FORMATS: Final[Mapping[str, Format[Any]]] = MappingProxyType(
    {f.name: f for f in (N_QUADS, TRIG, TURTLE, JSON_LD, N_TRIPLES, RDF_XML, CSV, PARQUET)}
)
"""The formats of files by their endings."""


def ending_of(name: str) -> str:
    """The ending of the file *name*, without its dot."""
    return name.rpartition(".")[2]


def format_of(name: str) -> Format[Any]:
    """The format of the file *name*."""
    return FORMATS[ending_of(name)]


def title(name: str, library: Library, language: Language) -> str:
    """What is in the file *name*, in *language*, which is that of the texts at hand as well."""
    stem = name.rpartition(".")[0]
    if stem != GRAPH:
        return library[stem].title(language)
    if GRAPHS[ending_of(name)].supports_datasets:
        return gettext("The whole graph, with provenance and registers")
    return gettext("The graph of the register")
