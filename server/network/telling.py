"""A network in words: what its nodes are called, what they are, and where their pages stand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from flask import g
from msgspec import Struct

from server.addresses import MANY
from server.data.rows import Row
from server.display.labels import Labels, word
from server.display.texts import gettext, ngettext
from server.network.network import Network
from server.network.wish import Entity
from server.site import page_address, slug
from server.snapshot import Snapshot

GROUPS: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        ("municipality", "joint-municipal-authority", "municipal-enterprise", "wellbeing-county"), 1
    ),
    **dict.fromkeys(
        (
            *("ministry", "agency", "regional-council"),
            *("ely-centre", "economic-development-centre", "te-centre"),
        ),
        3,
    ),
    **dict.fromkeys(
        ("university", "university-of-applied-sciences", "school", "research-institute"), 2
    ),
    "company": 5,
    **dict.fromkeys(("association", "foundation", "church"), 4),
}
"""The colour of an organisation, from 1, by the word of its kind; all others have the last."""

OTHERS: Final = 6


class ToldNode(Struct, frozen=True, kw_only=True):
    """A node as people know it; *told* says what it is, *group* is its colour, 0 for none."""

    entity: Entity
    iri: str
    name: str
    language: str
    told: str
    address: str
    group: int
    projects: int
    start: bool


class ToldNetwork(Struct, frozen=True, kw_only=True):
    """A *network* with what its nodes are called."""

    network: Network
    nodes: Mapping[Entity, ToldNode]

    @property
    def groups(self) -> list[tuple[int, str]]:
        """The colours that are used, and what each one means."""
        used = {node.group for node in self.nodes.values()}
        return [(number, name) for number, name in group_names() if number in used]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its nodes."""
        return frozenset(entity.kind for entity in self.nodes)

    @property
    def roles(self) -> list[str]:
        """The words of the roles that its ties have."""
        return sorted({tie.role for tie in self.network.ties if tie.role})


def group_names() -> Iterator[tuple[int, str]]:
    """The colours of organisations, and what each one means."""
    yield 1, gettext("Municipalities and counties")
    yield 2, gettext("Education and research")
    yield 3, gettext("State and regions")
    yield 4, gettext("Associations and foundations")
    yield 5, gettext("Companies")
    yield OTHERS, gettext("Other organisations")


class Teller:
    """Tells of networks in the language of the request."""

    def __init__(self, snapshot: Snapshot, labels: Labels) -> None:
        self._snapshot = snapshot
        self._labels = labels

    def tell(self, network: Network) -> ToldNetwork:
        """Return *network* with what its nodes are called."""
        slugs: dict[str, list[str]] = defaultdict(list)
        for entity in network.nodes:
            slugs[entity.kind].append(entity.slug)
        rows = [row for kind in slugs for row in self._told(kind, network, slugs[kind])]
        told = {node.entity: node for node in rows}
        return ToldNetwork(
            network=network, nodes={node: told[node] for node in network.nodes if node in told}
        )

    def _told(self, kind: str, network: Network, slugs: list[str]) -> Iterator[ToldNode]:
        many = self._snapshot.rows(MANY[kind], **{kind: slugs}, lang=g.language)
        for row in many:
            entity = Entity(kind, slug(row[kind]))
            projects = network.nodes[entity]
            yield ToldNode(
                entity=entity,
                iri=row[kind],
                name=row["name"],
                language=row.get("name_lang") or "",
                told=" · ".join(self._words(kind, row, projects)),
                address=page_address(row[kind]),
                group=GROUPS.get(word(row["kind"]), OTHERS) if kind == "organisation" else 0,
                projects=projects,
                start=entity in network.starts,
            )

    def _words(self, kind: str, row: Row, projects: int) -> Iterator[str]:
        """What a node is, in a few words."""
        if kind == "project":
            yield gettext("Project")
            yield from filter(None, (self._label(row["phase"]), _years(row["start"], row["end"])))
            return
        if kind == "organisation":
            yield self._label(row["kind"]) or gettext("Organisation")
        else:
            yield gettext("Portfolio") if kind == "portfolio" else gettext("Person")
        yield ngettext("%(num)s project", "%(num)s projects", projects)

    def _label(self, iri: str | None) -> str:
        return self._labels.label(iri) if iri else ""


def _years(start: date | None, end: date | None) -> str:
    """The first and the last year; an open side stays open."""
    years = [str(day.year) if day else "" for day in (start, end)]
    return "–".join(dict.fromkeys(years)) if any(years) else ""
