"""From what is told of an entity to its documents in the search index: pure, whoever tells it.

A project is found by the words of its page: name, type, texts, work packages, attachments, and
who gives and does what, as it is printed and by all names that are known. The people on the page
are entities of their own: they are found by their names, and projects neither by theirs nor by
phones and addresses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode

from graph.quads.statements import TRUE
from graph.search.document import (
    EURO,
    AllocationDocument,
    Card,
    EntityDocument,
    Facets,
    Kind,
)
from graph.search.filling.allocations import allocation_documents
from graph.search.filling.linked import LINKED, slugs_in
from graph.search.filling.shares import Share
from graph.search.filling.told import Term, Told, day_of, moment_of, text_of
from ontology.iris import Iris, word_of
from ontology.registers import yso
from ontology.terms import Dcterms, Foaf, Org, Prov, Schema, Sk, Skos

MUNICIPALITY: Final = "municipality"
SHORT_CUTS: Final[Mapping[str, NamedNode]] = MappingProxyType(
    {"funder": Sk.funder, "implementer": Sk.implementer, "partner": Sk.partner}
)
"""From a project straight to an organisation, by its role."""

TEXTS: Final = (
    Dcterms.title,
    Dcterms.description,
    Sk.typeAsPrinted,
    Sk.portfolioAsPrinted,
    Sk.heading,
    Sk.text,
    Sk.programme,
    Sk.sourceAsPrinted,
)
"""What holds words by which a project is found, on itself and on its parts."""


class KnownOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """What the documents of others take from an organisation.

    *kind* is that of the legal entity to which it belongs; *municipality* is that entity's slug
    when it is one.
    """

    names: tuple[str, ...] = ()
    kind: str = ""
    municipality: str = ""


NOBODY: Final = KnownOrganisation()
Organisations = Callable[[str], KnownOrganisation]
"""What is known of the organisation of a slug."""


class ProjectDocuments(msgspec.Struct, frozen=True):
    """The documents of one project: its own, and one for each allocation of money."""

    project: EntityDocument
    allocations: tuple[AllocationDocument, ...] = ()


class Teller:
    """Makes documents of what is told in IRIs *iris*; names in *language* go before others."""

    def __init__(self, iris: Iris, language: str) -> None:
        self.iris = iris
        self.language = language

    def project(self, slug: str, told: Told, known: Organisations) -> ProjectDocuments:
        """The documents of the project *slug*, of which with its parts all is *told*."""
        node = self.iris.entity("project", slug)
        facets = self._facets(node, told, known)
        allocations = allocation_documents(slug, told, facets, self.iris)
        names = self._labels(node, told, Dcterms.title)
        texts = _apart([*names, *told.words(*TEXTS), *_participants(told, facets, known)])
        document = EntityDocument(
            kind="project",
            slug=slug,
            names=names or (slug,),
            texts=tuple(sorted(texts.difference(names))),
            facets=facets,
            amount=_total(allocations),
            changed=_changed(node, told),
            card=self._card(node, told, facets, allocations),
        )
        return ProjectDocuments(document, allocations)

    def _card(
        self,
        node: NamedNode,
        told: Told,
        facets: Facets,
        allocations: Iterable[AllocationDocument],
    ) -> Card:
        """What lists say of a project."""
        titles = sorted(told.of(node, Dcterms.title), key=self._rank)
        return Card(
            titles=tuple((language_of(title), text_of(title)) for title in titles),
            portfolio=facets.portfolio,
            phase=facets.phase,
            start=facets.start,
            end=facets.end,
            running=told.first(node, Sk.running) == TRUE,
            money=tuple(sorted(_money(allocations).items())),
        )

    def organisation(
        self, slug: str, told: Told, share: Share, above: KnownOrganisation | None
    ) -> EntityDocument:
        """The document of an organisation; *above* is the legal entity of a unit, or None."""
        node = self.iris.entity("organisation", slug)
        names = self._labels(node, told, Skos.prefLabel, Skos.altLabel)
        return EntityDocument(
            kind="organisation",
            slug=slug,
            names=names or (slug,),
            texts=above.names if above else (),
            weight=share.projects,
            kind_of=_kind(node, told),
            roles=share.roles,
        )

    def known(self, slug: str, told: Told, above: KnownOrganisation | None) -> KnownOrganisation:
        """What the documents of others take from it; *above* is None for a legal entity."""
        node = self.iris.entity("organisation", slug)
        kind = above.kind if above else _kind(node, told)
        own = slug if kind == MUNICIPALITY else ""
        return KnownOrganisation(
            names=self._labels(node, told, Skos.prefLabel, Skos.altLabel),
            kind=kind,
            municipality=above.municipality if above else own,
        )

    def legal_entity(self, slug: str, told: Told) -> str:
        """The slug of the legal entity of a unit; nothing for one that stands by itself."""
        node = self.iris.entity("organisation", slug)
        return next(iter(self._slugs(told.of(node, Org.unitOf), "organisation")), "")

    def person(self, slug: str, told: Told, share: Share) -> EntityDocument:
        """The document of a person."""
        names = self._labels(self.iris.entity("person", slug), told, Foaf.name)
        return EntityDocument(
            kind="person", slug=slug, names=names or (slug,), weight=share.projects
        )

    def portfolio(self, slug: str, told: Told, share: Share) -> EntityDocument:
        """The document of a portfolio."""
        node = self.iris.entity("portfolio", slug)
        names = self._labels(node, told, Skos.prefLabel)
        return EntityDocument(
            kind="portfolio",
            slug=slug,
            names=names or (slug,),
            texts=tuple(sorted({text_of(term) for term in told.of(node, Sk.asPrinted)})),
            weight=share.projects,
        )

    def linked(self, kind: Kind, slug: str, told: Told, share: Share) -> EntityDocument:
        """The document of a subject or a place, by all its names in its register."""
        names = self._labels(yso(slug), told, Skos.prefLabel, Skos.altLabel)
        return EntityDocument(kind=kind, slug=slug, names=names or (slug,), weight=share.projects)

    def _facets(self, node: NamedNode, told: Told, known: Organisations) -> Facets:
        roles = {
            role: self._slugs(told.of(node, predicate), "organisation")
            for role, predicate in SHORT_CUTS.items()
        }
        taking = [known(slug) for slugs in roles.values() for slug in slugs]
        portfolios = self._slugs(told.of(node, Sk.portfolio), "portfolio")
        return Facets(
            portfolio=next(iter(portfolios), ""),
            phase=word_of(told.first(node, Sk.phase), "phase"),
            funders=roles["funder"],
            implementers=roles["implementer"],
            partners=roles["partner"],
            instruments=_each(word_of(o, "instrument") for _, o in told.all(Sk.instrument)),
            organisation_kinds=_each(one.kind for one in taking),
            municipalities=_each(one.municipality for one in taking),
            subjects=_each(slugs_in(told.of(node, LINKED["subject"].predicate))),
            places=_each(slugs_in(told.of(node, LINKED["place"].predicate))),
            start=day_of(told.first(node, Schema.startDate)),
            end=day_of(told.first(node, Schema.endDate)),
        )

    def _slugs(self, terms: Iterable[Term], kind: str) -> tuple[str, ...]:
        """The slugs of those *terms* that are entities of that *kind*."""
        places = (self.iris.place(term.value) for term in terms if isinstance(term, NamedNode))
        return _each(place[1] for place in places if place and place[0] == kind)

    def _labels(self, node: NamedNode, told: Told, *predicates: NamedNode) -> tuple[str, ...]:
        """The names that the *predicates* say, in their order, and by language."""
        found: dict[str, None] = {}
        for predicate in predicates:
            names = (name for name in told.of(node, predicate) if text_of(name).strip())
            found |= dict.fromkeys(map(text_of, sorted(names, key=self._rank)))
        return tuple(found)

    def _rank(self, name: Term) -> tuple[bool, str, str]:
        language = language_of(name)
        return language != self.language, language, text_of(name)


def language_of(term: Term) -> str:
    """The language of a text; empty when it has none."""
    return term.language or "" if isinstance(term, Literal) else ""


def _total(allocations: Iterable[AllocationDocument]) -> int | None:
    """All money in euros, in cents; None when there is none."""
    return _money(allocations).get(EURO)


def _money(allocations: Iterable[AllocationDocument]) -> dict[str, int]:
    """All money in cents, by currency."""
    money: dict[str, int] = {}
    for one in allocations:
        money[one.currency] = money.get(one.currency, 0) + one.cents
    return money


def _participants(told: Told, facets: Facets, known: Organisations) -> Iterator[str]:
    """Who takes part: as it is printed, and by every name that is known."""
    parts = {part for _, part in told.all(Sk.participation)}
    yield from (text_of(term) for part, term in told.all(Sk.asPrinted) if part in parts)
    for slug in (*facets.funders, *facets.implementers, *facets.partners):
        yield from known(slug).names


def _apart(texts: Iterable[str]) -> set[str]:
    """Those of *texts* that do not stand in a longer one, as an item stands in its section."""
    kept, said = set[str](), " "
    for text in sorted({" ".join(text.split()) for text in texts}, key=_longest_first):
        if f" {text} " not in said:
            kept.add(text)
            said += f"{text} \n "
    return kept


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text


def _kind(node: NamedNode, told: Told) -> str:
    return word_of(told.first(node, Org.classification), "organisation-kind")


def _changed(node: NamedNode, told: Told) -> datetime | None:
    """When the page was read from which the project is told."""
    pages = set(told.of(node, Prov.wasDerivedFrom))
    read = (moment_of(term) for page, term in told.all(Prov.generatedAtTime) if page in pages)
    return max(filter(None, read), default=None)


def _each(words: Iterable[str]) -> tuple[str, ...]:
    """Every word once, sorted, without empty ones."""
    return tuple(sorted({word for word in words if word}))
