"""The catalogue as a graph: DCAT-AP 3.0.1, of one data set, its files and its services.

Nothing is invented: what the register's description does not say is left out, and so is what is
not known of a file before it is made.
"""

from collections.abc import Iterator
from itertools import chain

from flask import url_for
from pyoxigraph import NamedNode, Triple

from graph.register import LANGUAGES
from ontology import authority, standards
from ontology.terms import Dcat, Dcterms, Foaf, Rdf
from server.catalogue.agents import contact, licence, publisher
from server.catalogue.codes import codes
from server.catalogue.dataset import dataset
from server.catalogue.described import Described
from server.catalogue.distributions import distributions
from server.catalogue.services import SERVICES, services
from server.catalogue.telling import about, in_each_language, moment
from server.display.texts import gettext

PARTS = (publisher, contact, licence, codes, dataset, distributions, services)


def catalogue(described: Described) -> list[Triple]:
    """Return the catalogue; whole addresses in it begin as the request at hand does."""
    parts = chain.from_iterable(part(described) for part in PARTS)
    return [*whole(described), *parts]


def whole(described: Described) -> Iterator[Triple]:
    """The catalogue itself."""
    iris, home = described.iris, NamedNode(url_for("pages.front", page_name="home", _external=True))
    yield from about(
        iris.catalogue(),
        (Rdf.type, Dcat.Catalog),
        *in_each_language(Dcterms.title, lambda: gettext("Open data of the project register")),
        *in_each_language(
            Dcterms.description,
            lambda: gettext("The register as linked data: a data set, its files and its services."),
        ),
        (Dcterms.publisher, described.publisher),
        (Dcterms.license, described.licence),
        (Dcterms.modified, moment(described.snapshot.generation.time)),
        (Dcterms.conformsTo, standards.DCAT_AP),
        (Foaf.homepage, home),
        (Dcat.themeTaxonomy, authority.THEMES),
        *((Dcterms.language, authority.language(tag)) for tag in LANGUAGES),
        (Dcat.dataset, described.dataset),
        *((Dcat.service, iris.catalogue(service.name)) for service in SERVICES),
    )
    yield from about(home, (Rdf.type, Foaf.Document))
