"""The services through which the data set is asked, as data services."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from flask import url_for
from pyoxigraph import NamedNode, Triple

from ontology import authority, standards
from ontology.terms import Dcat, Dcterms, Rdf, Rdfs
from server.catalogue.described import Described
from server.catalogue.telling import about, in_each_language
from server.display.texts import gettext


class Service(msgspec.Struct, frozen=True):
    """A service: its name in the catalogue, its standard, and what it is called and does.

    *endpoint* is the route at which it is asked, *description* the one that describes it.
    """

    name: str
    standard: NamedNode
    endpoint: str
    description: str
    title: Callable[[], str]
    does: Callable[[], str]


SERVICES: Final = (
    Service(
        "sparql",
        standards.SPARQL_PROTOCOL,
        "endpoint.sparql",
        "endpoint.sparql",
        lambda: gettext("SPARQL endpoint"),
        lambda: gettext("Answers SPARQL 1.1 queries about the whole graph."),
    ),
    Service(
        "api",
        standards.OPENAPI,
        "api.front",
        "api.document",
        lambda: gettext("JSON interface"),
        lambda: gettext("Lists, entities and answers of named questions as JSON."),
    ),
    Service(
        "reconcile",
        standards.RECONCILIATION,
        "reconcile.service",
        "reconcile.service",
        lambda: gettext("Reconciliation service"),
        lambda: gettext("Finds the entities of the register by their names, as OpenRefine asks."),
    ),
)


def services(described: Described) -> Iterator[Triple]:
    """What is said of each service."""
    for service in SERVICES:
        for node in {_address(service.endpoint), _address(service.description)}:
            yield from about(node, (Rdf.type, Rdfs.Resource))
        yield from about(
            described.iris.catalogue(service.name),
            (Rdf.type, Dcat.DataService),
            *in_each_language(Dcterms.title, service.title),
            *in_each_language(Dcterms.description, service.does),
            (Dcat.endpointURL, _address(service.endpoint)),
            (Dcat.endpointDescription, _address(service.description)),
            (Dcat.servesDataset, described.dataset),
            (Dcterms.conformsTo, service.standard),
            (Dcterms.license, described.licence),
            (Dcterms.accessRights, authority.PUBLIC),
            (Dcterms.publisher, described.publisher),
            (Dcat.contactPoint, described.contact),
        )


def _address(endpoint: str) -> NamedNode:
    return NamedNode(url_for(endpoint, _external=True))
