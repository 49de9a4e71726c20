"""What the graph says of an entity that pages share, of a tombstone, and of the register."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.entities import Entity, KnownPortfolio, Organisation, Person
from graph.pages import PageEntry
from graph.quads.statements import (
    Facts,
    Given,
    Statement,
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
from ontology import vocabulary
from ontology.iris import Iris, mailbox
from ontology.terms import Dcterms, Foaf, Org, Rdf, Schema, Sk, Skos, Vcard

WITHDRAWN = "withdrawn"


def entity_statements(entity: Entity, iris: Iris, language: str) -> tuple[Statement, ...]:
    """Return all that the graph says about *entity*, in the words of the pages' *language*."""
    match entity:
        case Organisation():
            return organisation_statements(entity, iris, language)
        case KnownPortfolio():
            return portfolio_statements(entity, iris, language)
        case Person():
            return person_statements(entity, iris)


def organisation_statements(
    entity: Organisation, iris: Iris, language: str
) -> tuple[Statement, ...]:
    """Return all that the graph says about an organisation."""
    facts = (
        (Rdf.type, Org.OrganizationalUnit if entity.parent else Org.FormalOrganization),
        *((Skos.prefLabel, worded(name, tongue)) for tongue, name in _names(entity, language)),
        *((Skos.altLabel, worded(alias, language)) for alias in entity.aliases),
        (Org.classification, concept("organisation-kind", entity.kind)),
        *_chain(entity, iris),
    )
    return tuple(dict.fromkeys(about(iris.entity("organisation", entity.slug), facts)))


def _names(entity: Organisation, language: str) -> Iterator[tuple[str, str]]:
    """One name a language: that of the pages is in their language, whatever is known besides."""
    yield from {"sv": entity.sv, "en": entity.en, language: entity.name}.items()


def _chain(entity: Organisation, iris: Iris) -> Iterator[tuple[NamedNode, NamedNode]]:
    if entity.parent:
        yield Org.subOrganizationOf, iris.entity("organisation", entity.parent)
        yield Org.unitOf, iris.entity("organisation", entity.top)
    for successor in entity.successors:
        yield Dcterms.isReplacedBy, iris.entity("organisation", successor)


def portfolio_statements(
    entity: KnownPortfolio, iris: Iris, language: str
) -> tuple[Statement, ...]:
    """Return all that the graph says about a portfolio."""
    facts: Facts = (
        (Rdf.type, Sk.Portfolio),
        (Skos.prefLabel, worded(entity.name, language)),
        (Sk.asPrinted, text(entity.as_printed)),
        (Sk.startYear, number(entity.start_year)),
        (Sk.endYear, number(entity.end_year)),
    )
    return tuple(about(iris.entity("portfolio", entity.slug), facts))


def person_statements(entity: Person, iris: Iris) -> tuple[Statement, ...]:
    """Return all that the graph says about a person: the name, in no language."""
    facts: Facts = ((Rdf.type, Foaf.Person), (Foaf.name, text(entity.name)))
    return tuple(about(iris.entity("person", entity.slug), facts))


def given_by_entity(entity: Entity | None, iris: Iris, language: str) -> Given:
    """Return what *entity* gives to the graph; None gives nothing."""
    return Given(entity_statements(entity, iris, language) if entity else ())


def given_by_tombstone(entry: PageEntry, iris: Iris, language: str) -> Given:
    """Return what stays known of a withdrawn project, in the graph of the withdrawn."""
    facts: Facts = (
        (Rdf.type, Sk.WithdrawnProject),
        (Dcterms.title, worded(entry.name, language)),
        (Schema.startDate, day(entry.start)),
        (Schema.endDate, day(entry.end)),
        (Sk.withdrawn, None if entry.withdrawn is None else moment(entry.withdrawn)),
    )
    told = about(iris.entity("project", entry.slug), facts)
    return Given(graph=iris.graph(WITHDRAWN), named=tuple(told))


def register_statements(register: Register, city: str, iris: Iris) -> tuple[Statement, ...]:
    """Return what the graph says about the *register*; *city* is its organisation's slug."""
    facts = (
        (Rdf.type, Sk.Register),
        *((Skos.prefLabel, worded(name, language)) for language, name in register.name.items()),
        (Sk.city, iris.entity("organisation", city)),
        (Vcard.hasEmail, mailbox(register.contact) if register.contact else None),
        (Sk.publisherName, text(register.publisher)),
        (Dcterms.license, NamedNode(register.licence)),
        (Schema.inLanguage, text(register.language)),
        (Sk.sample, flag(register.sample)),
    )
    return tuple(about(iris.register(), facts))


def vocabulary_statements() -> tuple[Statement, ...]:
    """Return what the graph says about its own words: vocabulary, concepts, alignment."""
    return tuple((s, p, o) for s, p, o in vocabulary.triples())
