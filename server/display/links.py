"""Links to the registers that others keep, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from flask import g

from graph.register import LANGUAGES
from ontology.registers import eura_code, ror_id, yso_slug, ytunnus
from ontology.terms import Skos
from server.data.rows import Row
from server.display.labels import word
from server.display.linked_registers import RegisterNamed, register_named
from server.display.texts import gettext
from server.snapshot import Snapshot

PUBLISHED: Final = frozenset({"automatic", "accepted"})
"""The decisions after which a link is shown to everybody."""

ORDER: Final = ("registerRecord", "identifier", "sameAs", "location", "subject", "spatial")
"""The relations, in the order in which they are told."""


class Target(NamedTuple):
    """What a link leads to: what it is called, in which language, how it is identified, where.

    *name* is empty where the register names nothing but the *identifier*.
    """

    identifier: str
    address: str
    name: str = ""
    language: str = ""


class ShownLink(NamedTuple):
    """A link with all that speaks for it; *relation* is the last word of its property."""

    iri: str
    entity: str
    relation: str
    register: RegisterNamed
    register_name: str
    target: Target
    target_iri: str
    score: Decimal
    method: str
    decision: str
    time: datetime
    evidence: Sequence[str]
    conflicts: Sequence[Row]

    @property
    def id(self) -> str:
        """What tells the link from all others."""
        return self.iri.rpartition("/")[2]

    @property
    def heading(self) -> str:
        """How the entity is related to the target, in words."""
        return relation_heading(self.relation, self.register_name)


def published_links(snapshot: Snapshot, iri: str) -> list[ShownLink]:
    """Return the links of the entity *iri* that everybody may see, by relation the surest first."""
    rows = snapshot.rows("link_details", entity=iri)
    links = shown(snapshot, [row for row in rows if word(row["decision"]) in PUBLISHED])
    return sorted(links, key=lambda link: (ORDER.index(link.relation), -link.score))


def shown(snapshot: Snapshot, rows: Sequence[Row]) -> list[ShownLink]:
    """Return the links of *rows* of ``link_details`` with their evidence and conflicts."""
    links = [row["link"] for row in rows]
    evidence = by_link(snapshot, "link_evidence", links)
    conflicts = by_link(snapshot, "link_conflicts", links)
    names = register_names(snapshot, [row["target"] for row in rows])
    return [
        ShownLink(
            iri=row["link"],
            entity=row["entity"],
            relation=last_word(row["relation"]),
            register=register_named(word(row["register"])),
            register_name=word(row["register"]),
            target=target_of(row["target"], names),
            target_iri=row["target"],
            score=row["score"],
            method=row["method"],
            decision=word(row["decision"]),
            time=row["time"],
            evidence=[line["evidence"] for line in evidence[row["link"]]],
            conflicts=conflicts[row["link"]],
        )
        for row in rows
    ]


def by_link(snapshot: Snapshot, question: str, links: Sequence[str]) -> Mapping[str, list[Row]]:
    """The rows of a named *question* about each of *links*."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in snapshot.rows(question, link=links) if links else ():
        found[row["link"]].append(row)
    return found


def register_names(snapshot: Snapshot, targets: Iterable[str]) -> Mapping[str, Row]:
    """For each IRI among *targets* that a register names, the row of its best name."""
    iris = [target for target in dict.fromkeys(targets) if "://" in target]
    wish = (g.language, *LANGUAGES)
    found: dict[str, Row] = {}
    asked = {"entity": iris, "property": Skos.prefLabel.value}
    for row in snapshot.rows("statements", **asked) if iris else ():
        before = found.get(row["entity"])
        if before is None or _rank(row, wish) < _rank(before, wish):
            found[row["entity"]] = row
    return found


def _rank(row: Row, wish: Sequence[str]) -> int:
    language = row.get("value_lang", "")
    return wish.index(language) if language in wish else len(wish)


def target_of(target: str, names: Mapping[str, Row]) -> Target:
    """What the *target* of a link is: an IRI that *names* may name, or a bare identifier."""
    if "://" not in target:
        return Target(target, ytunnus(target).value if "-" in target else "")
    row = names.get(target)
    bare = yso_slug(target) or eura_code(target) or ror_id(target) or last_word(target)
    if row is None:
        return Target(bare, target)
    return Target(bare, target, row["value"], row.get("value_lang", ""))


def decision_heading(decision: str) -> str:
    """What links are of which that was decided, in words."""
    headings = {
        "pending": gettext("Waiting for a decision"),
        "accepted": gettext("Accepted by a person"),
        "rejected": gettext("Rejected by a person"),
        "automatic": gettext("Published automatically"),
    }
    return headings[decision]


def last_word(iri: str) -> str:
    """The last part of an IRI, after a slash or a number sign."""
    return word(iri).rpartition("#")[2]


def relation_heading(relation: str, register: str = "") -> str:
    """How an entity is related to what a link to a *register* leads to, in words."""
    if relation == "identifier" and register:
        return gettext("Municipality code") if register == "municipalities" else gettext("Y-tunnus")
    headings = {
        "identifier": gettext("Identifier"),
        "subject": gettext("Subject"),
        "spatial": gettext("Place"),
        "sameAs": gettext("The same organisation"),
        "location": gettext("Where it is"),
        "registerRecord": gettext("Its record"),
    }
    return headings.get(relation, relation)
