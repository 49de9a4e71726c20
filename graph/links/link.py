"""A link: from one of our entities to what a register says, with all that speaks for it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, Protocol

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


PUBLISHED: Final[frozenset[Decision]] = frozenset({"automatic", "accepted"})
"""The decisions after which the graph says so."""

ID_SIZE: Final = 10
"""How many bytes of a hash tell one link from all others."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A fact on which a register and the page disagree: *what* it is, and what each says.

    *line* is where the page says so.
    """

    what: str
    ours: str
    theirs: str
    line: int = 1


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


class LinkKey(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a link this one and no other: whose it is, and what it says."""

    kind: LinkedKind
    slug: str
    register: str
    relation: Relation
    target: str
    scheme: Scheme | Literal[""] = ""

    @property
    def id(self) -> str:
        """The hexadecimal digits by which the link is called in its IRI."""
        said = (self.kind, self.slug, self.register, self.relation, self.target, self.scheme)
        return hashlib.blake2b("\n".join(said).encode(), digest_size=ID_SIZE).hexdigest()


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
    def key(self) -> LinkKey:
        """What makes it this link and no other."""
        said = self.proposal
        return LinkKey(
            kind=self.kind,
            slug=self.slug,
            register=said.register,
            relation=said.relation,
            target=said.target,
            scheme=said.scheme,
        )

    @property
    def is_published(self) -> bool:
        """Whether the graph says so."""
        return self.decision in PUBLISHED


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
