"""The terms that Salkku's code writes, as pyoxigraph nodes: one name for one IRI.

The vocabulary's own terms are those of ``salkku.ttl``; a test proves the two equal.
"""

from typing import Final

from pyoxigraph import NamedNode


class Namespace(str):
    """A namespace IRI; ``namespace["term"]`` is the term's node."""

    __slots__ = ()

    def __getitem__(self, term: object) -> NamedNode:  # type: ignore[override]
        return NamedNode(f"{self!s}{term}")


SK: Final = Namespace("https://w3id.org/salkku/ontology#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
SCHEMA: Final = Namespace("http://schema.org/")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
