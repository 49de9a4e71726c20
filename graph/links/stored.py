"""Links read back from a store of what a build told, whatever was proposed or decided since."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.links.decisions import Decided, Decisions
from graph.links.link import Conflict, Decision, Link, LinkedKind, Proposal, Relation
from graph.links.quads import DATATYPES, LINKS, PREDICATES
from graph.quads.statements import concept
from graph.registers.entry import Scheme
from ontology.iris import Iris, word_of
from ontology.terms import Prov, Rdf, Sk

Graph = NamedNode | DefaultGraph
Node = NamedNode | BlankNode | Triple
Said = defaultdict[NamedNode, list[NamedNode | Literal]]

DEFAULT: Final = DefaultGraph()
KINDS: Final[Mapping[str, LinkedKind]] = MappingProxyType(
    {"project": "project", "organisation": "organisation"}
)
DECISIONS: Final[Mapping[str, Decision]] = MappingProxyType(
    {
        "automatic": "automatic",
        "accepted": "accepted",
        "rejected": "rejected",
        "pending": "pending",
    }
)
RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {node.value: relation for relation, node in PREDICATES.items()}
)
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(
    {node.value: scheme for scheme, node in DATATYPES.items()}
)


class StoredLinks:
    """The links in a *store* below the base of *iris*, published ones and others."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self._graphs: tuple[Graph, ...] = (DEFAULT, iris.graph(LINKS))

    def link(self, name: str) -> Link | None:
        """The link of that id, or None."""
        node = self._iris.entity("link", name)
        found = (self._link(node, graph) for graph in self._graphs)
        return next(filter(None, found), None)

    def of(self, kind: str, slug: str) -> list[Link]:
        """The links of the entity of that kind and slug."""
        entity = self._iris.entity(kind, slug)
        found = (
            self._link_of(quad, graph)
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(None, Rdf.subject, entity, graph)
        )
        return [link for link in found if link is not None]

    def overtaken(
        self, decisions: Decisions, registers: Collection[str]
    ) -> set[tuple[LinkedKind, str]]:
        """The kinds and slugs of entities that have links on which *decisions* say otherwise.

        What is accepted is one, whether it is proposed or not, of an entity that stands, when its
        register is among *registers*.
        """
        told = dict(self._decided())
        wanted = {name: (one.decision, one.time) for name, one in decisions.items()}
        names = {name for name in {*told, *wanted} if told.get(name) != wanted.get(name)}
        found = {self._owner(name, decisions.get(name), registers) for name in names}
        return {owner for owner in found if owner is not None}

    def _decided(self) -> Iterator[tuple[str, tuple[str, datetime]]]:
        """Yield the ids of the links on which somebody decided, and what, and when."""
        for graph, word in zip(self._graphs, ("accepted", "rejected"), strict=True):
            said = concept("decision", word)
            for quad in self._store.quads_for_pattern(None, Sk.decision, said, graph):
                yield self._id(quad.subject), (word, self._time(quad.subject, graph))

    def _id(self, node: Node) -> str:
        """The id of the link *node*."""
        place = self._iris.place(node.value) if isinstance(node, NamedNode) else None
        return place[1] if place else ""

    def _time(self, node: Node, graph: Graph) -> datetime:
        """When the link *node* was decided."""
        (quad,) = self._store.quads_for_pattern(node, Prov.generatedAtTime, None, graph)
        return _moment(quad.object)

    def _owner(
        self, name: str, decided: Decided | None, registers: Collection[str]
    ) -> tuple[LinkedKind, str] | None:
        """The entity of the link of that id, if that is told, or must be as was *decided*."""
        link = self.link(name)
        if link is not None:
            return link.kind, link.slug
        if decided is None or decided.decision != "accepted":
            return None
        key = decided.key
        is_here = key.register in registers and self._stands(key.kind, key.slug)
        return (key.kind, key.slug) if is_here else None

    def _stands(self, kind: str, slug: str) -> bool:
        entity = self._iris.entity(kind, slug)
        return any(True for _ in self._store.quads_for_pattern(entity, Rdf.type, None, DEFAULT))

    def _link_of(self, quad: Quad, graph: Graph) -> Link | None:
        """The link about which *quad* is, in *graph*."""
        return self._link(quad.subject, graph) if isinstance(quad.subject, NamedNode) else None

    def _link(self, node: NamedNode, graph: Graph) -> Link | None:
        """The link *node*, if *graph* tells of it."""
        said = self._said(node, graph)
        place = self._iris.place(said[Rdf.subject][0].value) if Sk.Link in said[Rdf.type] else None
        if place is None:
            return None
        return Link(
            kind=KINDS[place[0]],
            slug=place[1],
            proposal=self._proposal(said, graph),
            decision=DECISIONS[word_of(said[Sk.decision][0], "decision")],
            time=_moment(said[Prov.generatedAtTime][0]),
        )

    def _proposal(self, said: Said, graph: Graph) -> Proposal:
        target = said[Rdf.object][0]
        return Proposal(
            register=self._register(said),
            relation=RELATIONS[said[Rdf.predicate][0].value],
            target=target.value,
            scheme=SCHEMES[target.datatype.value] if isinstance(target, Literal) else "",
            score=float(said[Sk.score][0].value),
            method=said[Sk.method][0].value,
            evidence=tuple(sorted(line.value for line in said[Sk.evidence])),
            conflicts=tuple(
                self._conflict(finding, graph)
                for finding in sorted(said[Sk.conflict], key=_number)
                if isinstance(finding, NamedNode)
            ),
        )

    def _conflict(self, finding: NamedNode, graph: Graph) -> Conflict:
        said = self._said(finding, graph)
        return Conflict(
            what=said[Sk.what][0].value,
            ours=said[Sk.pageSays][0].value,
            theirs=said[Sk.registerSays][0].value,
            line=int(said[Sk.line][0].value),
        )

    def _register(self, said: Said) -> str:
        place = self._iris.place(said[Sk.linkedRegister][0].value)
        return place[1] if place else ""

    def _said(self, node: NamedNode, graph: Graph) -> Said:
        """What *graph* says about *node*, by predicate."""
        said: Said = defaultdict(list)
        for quad in self._store.quads_for_pattern(node, None, None, graph):
            if isinstance(quad.object, NamedNode | Literal):
                said[quad.predicate].append(quad.object)
        return said


def _moment(term: object) -> datetime:
    """The moment that a literal tells."""
    return datetime.fromisoformat(term.value if isinstance(term, Literal) else "")


def _number(finding: NamedNode | Literal) -> int:
    """The number at the end of the IRI of a conflict's finding."""
    return int(finding.value.rpartition("-")[2])
