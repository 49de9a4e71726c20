"""A link: from one of our entities to what a register says, with all that speaks for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from graph.entities import Organisation
from graph.records import PageRecord
from graph.registers.entry import Scheme

LinkedKind = Literal["project", "organisation"]
"""The kinds of entities that are linked."""

Relation = Literal["subject", "spatial", "sameAs", "identifier", "location", "registerRecord"]
"""How an entity is related to the target: the local name of the property that is published."""

Decision = Literal["automatic", "accepted", "rejected", "pending"]
"""Who decided: the score, a person (twice), nobody yet. The words of the concept scheme."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A fact on which a register and the page disagree: *what* it is, and what each says."""

    what: str
    ours: str
    theirs: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What a linker proposes for one entity.

    *target* is an IRI, or the bare identifier where *scheme* says of which kind. *score* is from 0
    to 1, with two decimals. *method* is one word for how it was found; *evidence* says what it
    rests on, one short line each, in the words of the page and of the register.
    """

    register: str
    relation: Relation
    target: str
    scheme: Scheme | Literal[""] = ""
    score: float
    method: str
    evidence: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal for the entity of that *kind* and *slug*, and what was decided on it.

    *time* is when the link was made: when its page was read or its register, whichever was later;
    or when a person decided.
    """

    kind: LinkedKind
    slug: str
    proposal: Proposal
    decision: Decision
    time: datetime

    @property
    def is_published(self) -> bool:
        """Whether the graph says so."""
        return self.decision in {"automatic", "accepted"}


class ProjectLinker(Protocol):
    """Proposes links of projects; made once from the entries of a register, then only asked."""

    def propose(self, record: PageRecord) -> Iterable[Proposal]:
        """Yield what is proposed for the project of a page."""
        ...


class OrganisationLinker(Protocol):
    """Proposes links of organisations; made once from the entries of a register."""

    def propose(self, organisation: Organisation) -> Iterable[Proposal]:
        """Yield what is proposed for an organisation."""
        ...
