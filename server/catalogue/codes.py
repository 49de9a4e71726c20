"""The codes in the catalogue, each as what it is: shapes look for the classes of values."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.register import LANGUAGES
from ontology import authority, standards
from ontology.terms import Dcterms, Rdf, Skos, Spdx
from server.catalogue.described import Described
from server.catalogue.files import ending_of, format_of
from server.catalogue.services import SERVICES
from server.catalogue.telling import about, concept


def codes(described: Described) -> Iterator[Triple]:
    """What each code is that the catalogue of *described* may name."""
    for node, kind in _kinds(described):
        yield from about(node, (Rdf.type, kind))
    yield from concept(authority.STABLE, authority.STABLE_LABELS)
    yield from about(
        authority.THEMES,
        (Rdf.type, Skos.ConceptScheme),
        (Dcterms.title, Literal(authority.THEMES_TITLE, language="en")),
    )
    for code in described.register.themes:
        labels = authority.THEME_LABELS[code]
        yield from concept(authority.theme(code), labels, authority.THEMES)


def _kinds(described: Described) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Codes and their classes."""
    yield authority.PUBLIC, Dcterms.RightsStatement
    yield authority.frequency(described.register.frequency), Dcterms.Frequency
    yield described.profile.algorithm, Spdx.ChecksumAlgorithm
    for standard in (standards.DCAT_AP, *(service.standard for service in SERVICES)):
        yield standard, Dcterms.Standard
    for tag in LANGUAGES:
        yield authority.language(tag), Dcterms.LinguisticSystem
    for name in described.dumps.offered:
        yield authority.file_type(ending_of(name)), Dcterms.MediaTypeOrExtent
        yield authority.media_type(format_of(name).media_type), Dcterms.MediaType
