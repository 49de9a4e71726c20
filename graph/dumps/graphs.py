"""The graph of a generation as a file, in any RDF format."""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import DefaultGraph, RdfFormat

from graph.errors import UnknownEntity
from graph.generations.durable import writing
from graph.generations.generation import Generation
from ontology.terms import PREFIXES

FORMATS: Final = MappingProxyType(
    {
        "nq": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "jsonld": RdfFormat.JSON_LD,
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
    }
)
"""The formats of a dump by the ending of its file; the last three hold the default graph alone."""


def dump(generation: Generation, ending: str, path: Path) -> None:
    """Write the graph of *generation* to *path*, in the format that *ending* names.

    Raises DataDirectoryError when it cannot be written, and UnknownEntity for another ending.
    """
    if ending not in FORMATS:
        raise UnknownEntity(
            f"{ending!r} is no format of a dump; choose one of {', '.join(FORMATS)}"
        )
    chosen = FORMATS[ending]
    graph = None if chosen.supports_datasets else DefaultGraph()
    with writing(path):
        generation.open_store().dump(str(path), chosen, from_graph=graph, prefixes=dict(PREFIXES))
