"""Linking everything anew, from the records that are kept: no page is read."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.build.building import make_generation, silent
from graph.build.gathering import Gathering
from graph.build.ground import lay_ground
from graph.build.options import BuildOptions, Progress
from graph.errors import NothingToBuild
from graph.generations.generation import Generation
from graph.links.link import Decision
from graph.links.quads import LINKS, register_node
from graph.quads.statements import concept
from ontology.iris import Iris
from ontology.terms import Sk

PUBLISHED: Final[Sequence[Decision]] = ("automatic", "accepted")
WAITING: Final[Sequence[Decision]] = ("pending", "rejected")


class RegisterLinks(msgspec.Struct, frozen=True, kw_only=True):
    """How many links to the *register* there are, by what was decided.

    *changed* are those that came, went, or were decided otherwise.
    """

    register: str
    published: int
    pending: int
    rejected: int
    changed: int


class LinkReport(msgspec.Struct, frozen=True, kw_only=True):
    """What linking came to: the id of the *generation*, and the links by register."""

    generation: str
    registers: tuple[RegisterLinks, ...]


def relink(folder: Path, options: BuildOptions, progress: Progress = silent) -> LinkReport:
    """Link everything in the data directory *folder* anew, and publish a generation.

    Raises NothingToBuild when nothing is published there, or no register was ever loaded;
    DataDirectoryError.
    """
    with lay_ground(folder, options, progress) as ground:
        if ground.base is None:
            raise NothingToBuild(f"{folder}: nothing is published here yet; run salkku build")
        if not (ground.context.registers or ground.base.manifest.registers):
            raise NothingToBuild(
                f"{folder}: no register is loaded to link with; run salkku registers load"
            )
        gathering = Gathering(ground.segment_path, ground.context, ground.crew, ground.progress)
        make_generation(dataclasses.replace(ground, anew=True), gathering)
        with closing(ground.directory.generation()) as generation:
            return _report(generation, ground.base)


def _report(generation: Generation, before: Generation) -> LinkReport:
    names = sorted({*generation.manifest.registers, *before.manifest.registers})
    new, old = generation.open_pages(), before.open_pages()
    registers = (_counted(name, new, old, generation.iris) for name in names)
    return LinkReport(generation=generation.id, registers=tuple(registers))


def _counted(name: str, new: Store, old: Store, iris: Iris) -> RegisterLinks:
    """How many links to the register of that *name* there are, and how many are not as before."""
    found = Counter(decision for _, decision in _links(name, new, iris))
    come = sum(not _has(old, *link, iris) for link in _links(name, new, iris))
    gone = sum(not _is_there(new, link, iris) for link, _ in _links(name, old, iris))
    return RegisterLinks(
        register=name,
        published=sum(found[decision] for decision in PUBLISHED),
        pending=found["pending"],
        rejected=found["rejected"],
        changed=come + gone,
    )


def _links(name: str, store: Store, iris: Iris) -> Iterator[tuple[NamedNode, Decision]]:
    """Yield the links of *store* to the register of that *name*, and what was decided on each."""
    node = register_node(name, iris)
    for graph, decisions in ((DefaultGraph(), PUBLISHED), (iris.graph(LINKS), WAITING)):
        quads = store.quads_for_pattern(None, Sk.linkedRegister, node, graph)
        links = (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))
        yield from (
            (link, made) for link in links for made in decisions if _has(store, link, made, iris)
        )


def _has(store: Store, link: NamedNode, decision: Decision, iris: Iris) -> bool:
    """Whether that was decided on the *link* in *store*."""
    graph = DefaultGraph() if decision in PUBLISHED else iris.graph(LINKS)
    said = store.quads_for_pattern(link, Sk.decision, concept("decision", decision), graph)
    return next(said, None) is not None


def _is_there(store: Store, link: NamedNode, iris: Iris) -> bool:
    """Whether *store* tells of the *link*."""
    return any(_has(store, link, decision, iris) for decision in (*PUBLISHED, *WAITING))
