"""The functions that queries may call beyond those of SPARQL 1.1: what the engine adds to it."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from ontology.terms import PREFIXES

GEOSPARQL: Final = "http://www.opengis.net/def/function/geosparql/"

CASTS: Final = (
    "date",
    "time",
    "duration",
    "dayTimeDuration",
    "yearMonthDuration",
    "gYear",
    "gYearMonth",
    "gMonth",
    "gMonthDay",
    "gDay",
)
"""The datatypes of XML Schema to which values are cast, beside those of SPARQL 1.1, 17.1."""

GEOMETRY: Final = (
    "distance",
    "envelope",
    "convexHull",
    "centroid",
    "getSRID",
    "dimension",
    "isEmpty",
    "isSimple",
    "asGeoJSON",
    *(f"sf{relation}" for relation in ("Equals", "Disjoint", "Intersects", "Touches")),
    *(f"sf{relation}" for relation in ("Crosses", "Within", "Contains", "Overlaps")),
    *(f"eh{relation}" for relation in ("Equals", "Disjoint", "Meet", "Overlap")),
    *(f"eh{relation}" for relation in ("Covers", "CoveredBy", "Inside", "Contains")),
    *(f"rcc8{relation}" for relation in ("eq", "dc", "ec", "po")),
    *(f"rcc8{relation}" for relation in ("tppi", "tpp", "ntpp", "ntppi")),
)
"""The functions of GeoSPARQL."""


def extension_functions() -> Iterator[NamedNode]:
    """The IRIs of all of them."""
    yield from (NamedNode(PREFIXES["xsd"] + name) for name in CASTS)
    yield from (NamedNode(GEOSPARQL + name) for name in GEOMETRY)
