"""What the graph says of an entity that pages share, of a tombstone, and of the register."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from graph.entities import Entity, KnownPortfolio, Organisation, Person
from graph.pages import PageEntry
from graph.quads.statements import (
    Statements,
    about,
    concept,
    day,
    flag,
    moment,
    number,
    text,
    worded,
)
from graph.register import Register
from ontology.iris import Iris, mailbox
from ontology.terms import Dcterms, Foaf, Org, Rdf, Schema, Sk, Skos, Vcard

WITHDRAWN = "withdrawn"


def entity_quads(entity: Entity, iris: Iris, language: str) -> list[Quad]:
    """Return all that the graph says about *entity*, in the words of the pages' *language*."""
    match entity:
        case Organisation():
            return organisation_quads(entity, iris, language)
        case KnownPortfolio():
            return portfolio_quads(entity, iris, language)
        case Person():
            return person_quads(entity, iris)


def organisation_quads(entity: Organisation, iris: Iris, language: str) -> list[Quad]:
    """Return all that the graph says about an organisation."""
    statements = (
        (Rdf.type, Org.OrganizationalUnit if entity.parent else Org.FormalOrganization),
        *((Skos.prefLabel, worded(name, tongue)) for tongue, name in _names(entity, language)),
        *((Skos.altLabel, worded(alias, language)) for alias in entity.aliases),
        (Org.classification, concept("organisation-kind", entity.kind)),
        *_chain(entity, iris),
    )
    return list(about(iris.entity("organisation", entity.slug), statements))


def _names(entity: Organisation, language: str) -> Iterator[tuple[str, str]]:
    """One name a language: that of the pages is in their language, whatever is known besides."""
    yield from {"sv": entity.sv, "en": entity.en, language: entity.name}.items()


def _chain(entity: Organisation, iris: Iris) -> Iterator[tuple[NamedNode, NamedNode]]:
    if entity.parent:
        yield Org.subOrganizationOf, iris.entity("organisation", entity.parent)
        yield Org.unitOf, iris.entity("organisation", entity.top)
    for successor in entity.successors:
        yield Dcterms.isReplacedBy, iris.entity("organisation", successor)


def portfolio_quads(entity: KnownPortfolio, iris: Iris, language: str) -> list[Quad]:
    """Return all that the graph says about a portfolio."""
    statements: Statements = (
        (Rdf.type, Sk.Portfolio),
        (Skos.prefLabel, worded(entity.name, language)),
        (Sk.asPrinted, text(entity.as_printed)),
        (Sk.startYear, number(entity.start_year)),
        (Sk.endYear, number(entity.end_year)),
    )
    return list(about(iris.entity("portfolio", entity.slug), statements))


def person_quads(entity: Person, iris: Iris) -> list[Quad]:
    """Return all that the graph says about a person: the name, in no language."""
    statements: Statements = ((Rdf.type, Foaf.Person), (Foaf.name, text(entity.name)))
    return list(about(iris.entity("person", entity.slug), statements))


def tombstone_quads(entry: PageEntry, iris: Iris, language: str) -> list[Quad]:
    """Return what stays known of a withdrawn project, in the graph of the withdrawn."""
    statements: Statements = (
        (Rdf.type, Sk.WithdrawnProject),
        (Dcterms.title, worded(entry.name, language)),
        (Schema.startDate, day(entry.start)),
        (Schema.endDate, day(entry.end)),
        (Sk.withdrawn, None if entry.withdrawn is None else moment(entry.withdrawn)),
    )
    return list(about(iris.entity("project", entry.slug), statements, iris.graph(WITHDRAWN)))


def register_quads(register: Register, city: str, iris: Iris) -> list[Quad]:
    """Return what the graph says about the *register*; *city* is its organisation's slug."""
    statements = (
        (Rdf.type, Sk.Register),
        *((Skos.prefLabel, worded(name, language)) for language, name in register.name.items()),
        (Sk.city, iris.entity("organisation", city)),
        (Vcard.hasEmail, mailbox(register.contact) if register.contact else None),
        (Sk.publisherName, text(register.publisher)),
        (Dcterms.license, NamedNode(register.licence)),
        (Schema.inLanguage, text(register.language)),
        (Sk.sample, flag(register.sample)),
    )
    return list(about(iris.register(), statements))
