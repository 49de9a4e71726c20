"""What data and services conform to: the standards that a catalogue names."""

from typing import Final

from pyoxigraph import NamedNode

DCAT_AP: Final = NamedNode("http://data.europa.eu/r5r/")
"""The application profile of DCAT for data portals in Europe."""

SPARQL_PROTOCOL: Final = NamedNode("http://www.w3.org/TR/sparql11-protocol/")
RECONCILIATION: Final = NamedNode(
    "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
)
OPENAPI: Final = NamedNode("https://spec.openapis.org/oas/v3.1.0")
