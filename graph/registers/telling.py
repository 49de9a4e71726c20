"""An entry of a register as triples, in the terms of the standards.

Every name is a ``skos:prefLabel`` or ``skos:altLabel``, whatever it names, so that one question
finds the names in all registers. What has no IRI is not told.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.registers.entry import Entry, EntryKind, Name, Party, Scheme
from ontology import registers
from ontology.terms import Dcterms, Foaf, Org, Rdf, Schema, Sk, Skos, Xsd

Statement = tuple[NamedNode, NamedNode | Literal]

CLASSES: Final[Mapping[EntryKind, NamedNode]] = MappingProxyType(
    {
        "concept": Skos.Concept,
        "place": Skos.Concept,
        "municipality": Skos.Concept,
        "organisation": Org.FormalOrganization,
        # What has an address is the page about the project, not the project.
        "project": Foaf.Document,
    }
)

KNOWN_BY: Final[Mapping[Scheme, Callable[[str], Statement]]] = MappingProxyType(
    {
        "ytunnus": lambda value: (Org.identifier, Literal(value, datatype=Sk.ytunnus)),
        "municipality": lambda value: (Skos.notation, Literal(value, datatype=Sk.municipalityCode)),
        "nuts": lambda value: (Schema.containedInPlace, registers.nuts(value)),
        "wikidata": lambda value: (Schema.sameAs, registers.wikidata(value)),
        "isni": lambda value: (Schema.sameAs, registers.isni(value)),
        "fundref": lambda value: (Schema.sameAs, registers.fundref(value)),
        "eura": lambda value: (Dcterms.identifier, Literal(value)),
    }
)
"""How an identifier is told; those that are the entry's own IRI, or lead nowhere, are not."""


def told(entry: Entry) -> Iterator[Triple]:
    """Yield what the graph of a register says of *entry*."""
    if not entry.iri:
        return
    node = NamedNode(entry.iri)
    for predicate, value in _statements(entry):
        yield Triple(node, predicate, value)
    for party in _parties(entry):
        yield from _party(node, party)


def _statements(entry: Entry) -> Iterator[Statement]:
    yield Rdf.type, CLASSES[entry.kind]
    yield from _labels(entry.names)
    for identifier in entry.identifiers:
        if tell := KNOWN_BY.get(identifier.scheme):
            yield tell(identifier.value)
    yield from _dates(entry)
    upward = Org.subOrganizationOf if entry.kind == "organisation" else Skos.broader
    yield from ((upward, NamedNode(iri)) for iri in entry.broader)
    yield from ((Skos.related, NamedNode(iri)) for iri in entry.related)
    yield from ((Dcterms.isReplacedBy, NamedNode(iri)) for iri in entry.successors)


def _labels(names: tuple[Name, ...]) -> Iterator[Statement]:
    """The names: of each language the first that is preferred and still in use, and the others."""
    preferred = dict[str, str]()
    for name in names:
        if name.preferred and name.until is None:
            preferred.setdefault(name.language, name.text)
    for language, text in dict.fromkeys((name.language, name.text) for name in names):
        label = Skos.prefLabel if preferred.get(language) == text else Skos.altLabel
        yield label, Literal(text, language=language) if language else Literal(text)


def _dates(entry: Entry) -> Iterator[Statement]:
    """The days of a project, and when an organisation was founded.

    Those of a municipality follow from the years of the lists, and are no statement of them.
    """
    if entry.kind == "organisation" and entry.start:
        yield Schema.foundingDate, _day(entry.start)
    if entry.kind == "project" and entry.start:
        yield Schema.startDate, _day(entry.start)
    if entry.kind == "project" and entry.end:
        yield Schema.endDate, _day(entry.end)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=Xsd.date)


def _parties(entry: Entry) -> Iterator[Party]:
    yield from (entry.applicant,) if entry.applicant else ()
    yield from entry.partners


def _party(project: NamedNode, party: Party) -> Iterator[Triple]:
    """Who takes part in a *project*: known by its business identity, or not told."""
    if party.ytunnus:
        node = registers.ytunnus(party.ytunnus)
        yield Triple(project, Dcterms.contributor, node)
        yield Triple(node, Org.identifier, Literal(party.ytunnus, datatype=Sk.ytunnus))
        yield Triple(node, Skos.altLabel, Literal(party.name))
