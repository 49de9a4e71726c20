"""What the graph says of links, and of the registers to which they lead: pure.

A published link stands in the default graph, with what follows from it; one that waits or was
rejected stands in a graph of its own, and nothing follows from it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

import msgspec
import pyoxigraph
from pyoxigraph import NamedNode

from graph.links.link import Conflict, Link, LinkedKind, Proposal, Relation
from graph.quads.statements import (
    Facts,
    Given,
    Object,
    Statement,
    about,
    address,
    concept,
    moment,
    money,
    number,
    text,
    worded,
)
from graph.registers.entry import Scheme
from graph.registers.kept import About
from ontology.iris import Iris
from ontology.registers import ORIGINS, eura, fundref, isni, nuts, ror, wikidata, yso
from ontology.terms import Dcterms, Org, Owl, Prov, Rdf, Schema, Sk, Void

LINKS: Final = "links"
"""The name of the graph of the links that are not published."""

REGISTER: Final = "register"
"""What the registers of others are called in IRIs, of their nodes and of their graphs."""

PREDICATES: Final[Mapping[Relation, NamedNode]] = MappingProxyType(
    {
        "subject": Dcterms.subject,
        "spatial": Dcterms.spatial,
        "sameAs": Schema.sameAs,
        "identifier": Org.identifier,
        "location": Schema.location,
        "registerRecord": Sk.registerRecord,
    }
)
"""What is published of a link, by its relation."""

DATATYPES: Final[Mapping[Scheme, NamedNode]] = MappingProxyType(
    {"ytunnus": Sk.ytunnus, "municipality": Sk.municipalityCode}
)
"""The datatypes of identifiers that are no IRIs, by their scheme."""

NODES: Final[Mapping[Scheme, Callable[[str], NamedNode]]] = MappingProxyType(
    {
        "ror": ror,
        "wikidata": wikidata,
        "isni": isni,
        "fundref": fundref,
        "nuts": nuts,
        "eura": eura,
        "yso": yso,
    }
)
"""The IRIs of identifiers that have one, by their scheme."""

LANGUAGE: Final = "en"
"""The language of the messages of findings."""


class Node(NamedTuple):
    """A finding that tells of a conflict, and what it says."""

    name: NamedNode
    facts: tuple[Statement, ...]


def given_by_links(links: Iterable[Link], iris: Iris) -> Given:
    """Return all that the *links* give to the graph, those of one entity or of several.

    The links of one entity come together: the findings of its conflicts are numbered by register.
    """
    by_entity: dict[tuple[LinkedKind, str], list[Link]] = defaultdict(list)
    for link in links:
        by_entity[link.kind, link.slug].append(link)
    default: dict[Statement, None] = {}
    waiting: dict[Statement, None] = {}
    for some in by_entity.values():
        for link, findings in _with_findings(some, iris):
            told = dict.fromkeys(_statements(link, findings, iris))
            (default if link.is_published else waiting).update(told)
    return Given(tuple(default), iris.graph(LINKS), tuple(waiting))


def conflicts(links: Iterable[Link]) -> int:
    """How many findings the graph tells because of the *links*: only published ones do."""
    return sum(len(link.proposal.conflicts) for link in links if link.is_published)


def link_node(link: Link, iris: Iris) -> NamedNode:
    """The IRI of a link."""
    return iris.entity("link", link.key.id)


def register_node(name: str, iris: Iris) -> NamedNode:
    """The IRI of the register of that *name*."""
    return iris.entity(REGISTER, name)


def register_graph(name: str, iris: Iris) -> NamedNode:
    """The IRI of the graph that holds what the register of that *name* says."""
    return iris.graph(f"{REGISTER}/{name}")


def as_told(said: Proposal) -> Proposal:
    """The same proposal with the IRI of its target, where the identifier has one."""
    make = NODES.get(said.scheme) if said.scheme else None
    if make is None:
        return said
    return msgspec.structs.replace(said, target=make(said.target).value, scheme="")


def target_term(target: str, scheme: Scheme | Literal[""]) -> Object:
    """What a link leads to: a node, or an identifier where a *scheme* says of which kind."""
    return pyoxigraph.Literal(target, datatype=DATATYPES[scheme]) if scheme else NamedNode(target)


def _with_findings(links: Sequence[Link], iris: Iris) -> Iterator[tuple[Link, tuple[Node, ...]]]:
    """Yield each of one entity's *links* with its findings, numbered whatever was decided."""
    numbers: dict[str, int] = defaultdict(int)
    for link in sorted(links, key=lambda link: link.key.id):
        register, nodes = link.proposal.register, list[Node]()
        for conflict in link.proposal.conflicts:
            numbers[register] += 1
            entity = iris.entity(link.kind, link.slug)
            name = iris.part(entity, "finding", f"{register}-{numbers[register]}")
            nodes.append(Node(name, tuple(about(name, _finding(conflict, register, iris)))))
        yield link, tuple(nodes)


def _statements(link: Link, findings: Sequence[Node], iris: Iris) -> Iterator[Statement]:
    said, node = link.proposal, link_node(link, iris)
    entity = iris.entity(link.kind, link.slug)
    predicate, target = PREDICATES[said.relation], target_term(said.target, said.scheme)
    facts: Facts = (
        (Rdf.type, Sk.Link),
        (Rdf.subject, entity),
        (Rdf.predicate, predicate),
        (Rdf.object, target),
        (Sk.linkedRegister, register_node(said.register, iris)),
        (Sk.score, money(Decimal(f"{said.score:.2f}"))),
        (Sk.method, text(said.method)),
        *((Sk.evidence, text(line)) for line in said.evidence),
        (Sk.decision, concept("decision", link.decision)),
        *((Sk.conflict, finding.name) for finding in findings),
        (Prov.generatedAtTime, moment(link.time)),
    )
    yield from about(node, facts)
    for finding in findings:
        yield from finding.facts
    if link.is_published:
        yield entity, predicate, target
        yield from ((entity, Sk.finding, finding.name) for finding in findings)


def _finding(conflict: Conflict, register: str, iris: Iris) -> Facts:
    theirs = f"in {_titles(register)[LANGUAGE]} it is {conflict.theirs}"
    message = f"On the page the {conflict.what} is {conflict.ours}; {theirs}."
    return (
        (Rdf.type, Sk.Finding),
        (Sk.findingKind, concept("finding", "register-conflict")),
        (Sk.what, text(conflict.what)),
        (Sk.linkedRegister, register_node(register, iris)),
        (Sk.pageSays, text(conflict.ours)),
        (Sk.registerSays, text(conflict.theirs)),
        (Sk.line, number(conflict.line)),
        (Sk.message, worded(message, LANGUAGE)),
    )


def linked_register_statements(register: About, iris: Iris) -> tuple[Statement, ...]:
    """Return what the graph says about a register of others: what it is, and as of when."""
    titles, source = _titles(register.name), register.source
    facts: Facts = (
        (Rdf.type, Sk.LinkedRegister),
        *((Dcterms.title, worded(title, tongue)) for tongue, title in titles.items()),
        (Dcterms.source, address(source) if "://" in source else text(source)),
        (Owl.versionInfo, text(register.version)),
        (Dcterms.license, NamedNode(register.licence) if register.licence else None),
        (Prov.generatedAtTime, moment(register.read_at)),
        (Sk.registerGraph, register_graph(register.name, iris)),
        (Void.triples, number(register.triples)),
        (Void.entities, number(register.entries)),
    )
    return tuple(about(register_node(register.name, iris), facts))


def _titles(register: str) -> Mapping[str, str]:
    """What a register is called, by language."""
    known = (origin.titles for name, origin in ORIGINS.items() if name == register)
    return next(known, {LANGUAGE: register})
