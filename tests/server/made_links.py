"""Links and registers written into a data directory as a build with registers tells them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph.links.link import Conflict, Decision, Link, LinkedKind, Proposal, Relation
from graph.links.quads import given_by_links, linked_register_statements, register_graph
from graph.registers.entry import Scheme
from graph.registers.kept import About
from graph.writes.publishing import publish
from graph.writes.write import PostGraph
from ontology import registers
from ontology.iris import Iris
from ontology.terms import Rdf, Skos

NOW: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES: Final[Mapping[str, tuple[str, str, str]]] = {
    "p1001": ("kirjastot", "bibliotek", "libraries"),
    "p1002": ("lainaus", "utlåning", "lending"),
    "p1003": ("nuoret", "unga", "young people"),
    "p1004": ("kulttuurilaitokset", "kulturinstitutioner", "cultural institutions"),
    "p1005": ("lastenkirjastot", "barnbibliotek", "children's libraries"),
}
PLACES: Final[Mapping[str, tuple[str, str, str]]] = {
    "p94320": ("Oulu", "Uleåborg", "Oulu"),
    "p94370": ("Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"),
}
BROADER: Final = (("p1001", "p1004"), ("p1005", "p1001"), ("p94320", "p94370"))


def link(
    kind: LinkedKind,
    slug: str,
    relation: Relation,
    target: str,
    *,
    register: str,
    scheme: Scheme | str = "",
    score: float = 0.95,
    decision: Decision = "automatic",
    evidence: tuple[str, ...] = ("the name says so",),
    conflicts: tuple[Conflict, ...] = (),
) -> Link:
    """A link of an entity."""
    proposal = Proposal(
        register=register,
        relation=relation,
        target=target,
        scheme=scheme,  # type: ignore[arg-type]  # tests give the words of Scheme
        score=score,
        method="label",
        evidence=evidence,
        conflicts=conflicts,
    )
    return Link(kind=kind, slug=slug, proposal=proposal, decision=decision, time=NOW)


def write_links(folder: Path, links: Iterable[Link], iris: Iris) -> None:
    """Publish *links*, the registers that they name, and the names of concepts and places."""
    told = [*links]
    described = [
        statement
        for name in sorted({one.proposal.register for one in told} | {"yso", "yso-places"})
        for statement in linked_register_statements(_about(name), iris)
    ]
    given = given_by_links(told, iris)
    _post(folder, None, [*described, *given.default])
    if given.named:
        assert given.graph is not None
        _post(folder, given.graph.value, given.named)
    _post(folder, register_graph("yso", iris).value, _names(NAMES))
    _post(folder, register_graph("yso-places", iris).value, _names(PLACES))


def _about(name: str) -> About:
    origin = next(origin for known, origin in registers.ORIGINS.items() if known == name)
    return About(
        name=name,
        source=origin.home,
        version="2026-10",
        licence=origin.licence,
        read_at=NOW,
        digest="0" * 8,
        entries=len(NAMES),
        triples=20,
    )


def _names(names: Mapping[str, tuple[str, str, str]]) -> list[tuple[NamedNode, NamedNode, object]]:
    labels = [
        (registers.yso(slug), Skos.prefLabel, pyoxigraph.Literal(text, language=tag))
        for slug, texts in names.items()
        for tag, text in zip(("fi", "sv", "en"), texts, strict=True)
    ]
    types = [(registers.yso(slug), Rdf.type, Skos.Concept) for slug in names]
    broader = [
        (registers.yso(one), Skos.broader, registers.yso(other))
        for one, other in BROADER
        if one in names
    ]
    return [*labels, *types, *broader]


def _post(folder: Path, graph: str | None, statements: Iterable[tuple[object, ...]]) -> None:
    triples = [Triple(*statement) for statement in statements]  # type: ignore[arg-type]  # terms all
    lines = serialize(triples, format=RdfFormat.N_TRIPLES)
    publish(folder, PostGraph(graph=graph, triples=lines or b""), by="test")
