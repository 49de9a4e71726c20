"""What a store tells of the entities in its default graph, for their documents."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from graph.quads.page import PROVENANCE
from graph.search.document import EntityDocument, Kind
from graph.search.filling.documents import (
    SHORT_CUTS,
    KnownOrganisation,
    ProjectDocuments,
    Teller,
)
from graph.search.filling.linked import LINKED, slugs_in
from graph.search.filling.shares import Counted, Share
from graph.search.filling.told import Node, Term, Told
from ontology.iris import Iris
from ontology.registers import yso
from ontology.terms import Foaf, Org, Prov, Rdf, Sk

DEFAULT: Final = DefaultGraph()
PARTS: Final = frozenset(
    {
        Sk.participation,
        Sk.funding,
        Sk.section,
        Sk.objective,
        Sk.expectedResult,
        Sk.workPackage,
        Sk.attachment,
    }
)
"""From a project to the parts that say something of its documents."""

CLASSES: Final[dict[str, tuple[NamedNode, ...]]] = {
    "project": (Sk.Project,),
    "organisation": (Org.FormalOrganization, Org.OrganizationalUnit),
    "person": (Foaf.Person,),
    "portfolio": (Sk.Portfolio,),
}
"""The classes of what is found, by its kind."""

Statement = tuple[Node, NamedNode, Term]


class StoredEntities:
    """The entities of a *store* below the base of *iris*, and the documents of each."""

    def __init__(self, store: Store, iris: Iris, language: str) -> None:
        self._store = store
        self._iris = iris
        self._teller = Teller(iris, language)
        self._known: dict[str, KnownOrganisation] = {}

    def slugs(self, kind: str) -> Iterator[str]:
        """The slugs of all entities of that *kind*; one may come twice."""
        if kind in LINKED:
            yield from slugs_in(self._objects(LINKED[kind].predicate))
            return
        for class_ in CLASSES[kind]:
            for quad in self._store.quads_for_pattern(None, Rdf.type, class_, DEFAULT):
                place = self._place(quad.subject)
                if place is not None and place[0] == kind and "/" not in place[1]:
                    yield place[1]

    def _has(self, kind: str, slug: str) -> bool:
        """Whether there is such an entity; a concept is there that something is linked to."""
        if kind in LINKED:
            return any(True for _ in self._subjects(LINKED[kind].predicate, yso(slug)))
        node = self._iris.entity(kind, slug)
        return any(
            next(self._store.quads_for_pattern(node, Rdf.type, class_, DEFAULT), None)
            for class_ in CLASSES[kind]
        )

    def project(self, slug: str) -> ProjectDocuments | None:
        """The documents of the project *slug*; None when it is not there."""
        if not self._has("project", slug):
            return None
        told = Told(self._of_project(self._iris.entity("project", slug)))
        return self._teller.project(slug, told, self.known)

    def other(self, kind: str, slug: str, shares: Counted) -> EntityDocument | None:
        """The document of anything but a project; None when it is not there.

        *shares* knows the projects.
        """
        if not self._has(kind, slug):
            return None
        match kind:
            case "subject":
                return self._linked("subject", slug, shares)
            case "place":
                return self._linked("place", slug, shares)
            case _:
                return self._entity(kind, slug, shares)

    def _linked(self, kind: Kind, slug: str, shares: Counted) -> EntityDocument:
        """The document of a concept, by what its register's graph says of it."""
        told = Told(self._said(yso(slug), None, LINKED[kind].graph(self._iris)))
        return self._teller.linked(kind, slug, told, shares.of(kind, slug))

    def _entity(self, kind: str, slug: str, shares: Counted) -> EntityDocument:
        told = Told(self._about(self._iris.entity(kind, slug)))
        match kind:
            case "organisation":
                legal = self._teller.legal_entity(slug, told)
                above = self._alone(legal) if legal else None
                return self._teller.organisation(slug, told, shares.of(kind, slug), above)
            case "person":
                return self._teller.person(slug, told, self._contact_in(slug))
            case _:
                return self._teller.portfolio(slug, told, shares.of(kind, slug))

    def known(self, slug: str) -> KnownOrganisation:
        """What the documents of others take from an organisation, looked up once."""
        if slug not in self._known:
            told = Told(self._about(self._iris.entity("organisation", slug)))
            legal = self._teller.legal_entity(slug, told)
            above = self._alone(legal) if legal else None
            self._known[slug] = self._teller.known(slug, told, above)
        return self._known[slug]

    def _alone(self, slug: str) -> KnownOrganisation:
        """The same of a legal entity, whatever it is said to belong to in its turn."""
        told = Told(self._about(self._iris.entity("organisation", slug)))
        return self._teller.known(slug, told, None)

    def taking_part(self, project: str) -> Iterator[tuple[str, str]]:
        """The kinds and slugs of what a project names and others may name too, but people."""
        node = self._iris.entity("project", project)
        for predicate in (*SHORT_CUTS.values(), Sk.portfolio):
            for _, _, term in self._said(node, predicate, DEFAULT):
                place = self._place(term)
                if place is not None:
                    yield place
        for kind, linked in LINKED.items():
            said = (term for _, _, term in self._said(node, linked.predicate, DEFAULT))
            yield from ((kind, slug) for slug in slugs_in(said))

    def projects_of(self, slug: str) -> set[str]:
        """The slugs of the projects in which an organisation takes part."""
        node = self._iris.entity("organisation", slug)
        return {found for p in SHORT_CUTS.values() for found in self._projects(p, node)}

    def units_of(self, slug: str) -> set[str]:
        """The slugs of the units whose legal entity an organisation is."""
        node = self._iris.entity("organisation", slug)
        places = (self._place(subject) for subject in self._subjects(Org.unitOf, node))
        return {place[1] for place in places if place and place[0] == "organisation"}

    def projects_with(self, node: Node) -> Iterator[str]:
        """The slugs of the projects that have *node* as a part, or as the page they come from."""
        for predicate in (*PARTS, Prov.wasDerivedFrom):
            yield from self._projects(predicate, node)

    def _contact_in(self, slug: str) -> Share:
        """In how many projects a person is a contact."""
        return Share(len({*self._projects(Sk.person, self._iris.entity("person", slug))}))

    def _projects(self, predicate: NamedNode, node: Node) -> Iterator[str]:
        """The slugs of the projects that name *node* so, or a part of which does."""
        for subject in self._subjects(predicate, node):
            place = self._place(subject)
            if place is not None and place[0] == "project":
                yield place[1].partition("/")[0]

    def _subjects(self, predicate: NamedNode, node: Node) -> Iterator[Node]:
        quads = self._store.quads_for_pattern(None, predicate, node, DEFAULT)
        return (quad.subject for quad in quads)

    def _objects(self, predicate: NamedNode) -> Iterator[Term]:
        quads = self._store.quads_for_pattern(None, predicate, None, DEFAULT)
        return (quad.object for quad in quads)

    def _place(self, node: Term) -> tuple[str, str] | None:
        return self._iris.place(node.value) if isinstance(node, NamedNode) else None

    def _of_project(self, project: NamedNode) -> Iterator[Statement]:
        """What is told of a project, its parts, and when its page was read."""
        graph = self._iris.graph(PROVENANCE)
        for statement in self._about(project):
            yield statement
            _, predicate, term = statement
            if predicate in PARTS and isinstance(term, NamedNode | BlankNode):
                yield from self._about(term)
            elif predicate == Prov.wasDerivedFrom and isinstance(term, NamedNode):
                yield from self._said(term, Prov.generatedAtTime, graph)

    def _about(self, node: Node) -> Iterator[Statement]:
        return self._said(node, None, DEFAULT)

    def _said(
        self, node: Node, predicate: NamedNode | None, graph: NamedNode | DefaultGraph
    ) -> Iterator[Statement]:
        for quad in self._store.quads_for_pattern(node, predicate, None, graph):
            yield quad.subject, quad.predicate, quad.object
