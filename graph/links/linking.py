"""Links of entities: what the linkers propose, weighed, and what people decided of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property

import msgspec

from graph.entities import Organisation
from graph.links.decisions import Decided, Decisions
from graph.links.link import Link, LinkedKind, OrganisationLinker, ProjectLinker, Proposal
from graph.links.linkers import organisation_linkers, project_linkers
from graph.links.quads import as_told
from graph.links.thresholds import verdict
from graph.names.book import NameBook
from graph.pages import PageEntry
from graph.records import PageRecord
from graph.registers.kept import Registers

MadeAt = Callable[[str], datetime]
"""When a link to the register of a name was made, if nobody decided on it."""


class Weighing:
    """Weighs what is proposed for entities, with *registers* and as people decided."""

    def __init__(self, registers: Registers, decisions: Decisions) -> None:
        self.registers = registers
        self.decisions = decisions
        self._decided: dict[tuple[str, str], list[Decided]] = defaultdict(list)
        for one in decisions.values():
            if one.key.register in registers:
                self._decided[one.key.kind, one.key.slug].append(one)

    def links(
        self,
        kind: LinkedKind,
        slug: str,
        proposals: Iterable[Proposal],
        read_at: datetime | None = None,
    ) -> list[Link]:
        """The links of an entity, of *proposals* for it; *read_at* is when its page was read.

        A proposal from a register that is not loaded is none.
        """

        def made_at(register: str) -> datetime:
            loaded = self.registers[register].about.read_at
            return max(loaded, read_at or loaded)

        decided = self._decided.get((kind, slug), ())
        known = (said for said in proposals if said.register in self.registers)
        return links_of(kind, slug, known, decided, made_at)


class Linking:
    """Links entities: its linkers propose, made when they are first needed, and it weighs."""

    def __init__(self, weighing: Weighing, book: NameBook) -> None:
        self.weighing = weighing
        self._book = book

    @property
    def is_idle(self) -> bool:
        """Whether there is no register, and so nothing to link with."""
        return not self.weighing.registers

    def project(self, entry: PageEntry, record: PageRecord | None) -> list[Link]:
        """The links of the project of a page; none of a tombstone, which has no *record*."""
        if record is None:
            return []
        proposals = (one for linker in self._projects for one in linker.propose(record))
        return self.weighing.links("project", entry.slug, proposals, entry.read_at)

    def organisation(self, organisation: Organisation) -> list[Link]:
        """The links of an organisation."""
        proposals = (one for linker in self._organisations for one in linker.propose(organisation))
        return self.weighing.links("organisation", organisation.slug, proposals)

    @cached_property
    def _projects(self) -> list[ProjectLinker]:
        return project_linkers(self.weighing.registers, self._book)

    @cached_property
    def _organisations(self) -> list[OrganisationLinker]:
        return organisation_linkers(self.weighing.registers, self._book)


def links_of(
    kind: LinkedKind,
    slug: str,
    proposals: Iterable[Proposal],
    decided: Iterable[Decided],
    made_at: MadeAt,
) -> list[Link]:
    """Return the links of one entity: what is proposed and good enough, and what was *decided*.

    A proposal without evidence is none; of two of one link the surer one counts. A link that
    somebody accepted stands though nothing speaks for it any more; it has no evidence then.
    """
    by_id = {one.key.id: one for one in decided}
    proposed: dict[str, Link] = {}
    for said in _tidy(kind, proposals):
        made = made_at(said.register)
        link = Link(kind=kind, slug=slug, proposal=said, decision="pending", time=made)
        proposed[link.key.id] = link
    weighed = (_weighed(link, by_id.get(name)) for name, link in proposed.items())
    kept = (one for name, one in by_id.items() if name not in proposed)
    return [*filter(None, weighed), *map(_kept, filter(_is_accepted, kept))]


def _tidy(kind: LinkedKind, proposals: Iterable[Proposal]) -> list[Proposal]:
    """The *proposals* as the graph can keep them, the surest last.

    Scores have two decimals and evidence no order; only the page of a project can be in conflict.
    """
    tidy = [
        msgspec.structs.replace(
            as_told(said),
            score=round(said.score, 2),
            evidence=tuple(sorted({line.strip() for line in said.evidence} - {""})),
            conflicts=said.conflicts if kind == "project" else (),
        )
        for said in proposals
    ]
    return sorted((said for said in tidy if said.evidence), key=lambda said: said.score)


def _weighed(link: Link, decided: Decided | None) -> Link | None:
    """The *link* with the decision on it; None when it is neither decided nor good enough."""
    if decided is not None and decided.decision != "undecided":
        return msgspec.structs.replace(link, decision=decided.decision, time=decided.time)
    said = link.proposal
    found = verdict(said.register, said.relation, said.score)
    return None if found is None else msgspec.structs.replace(link, decision=found)


def _is_accepted(decided: Decided) -> bool:
    return decided.decision == "accepted"


def _kept(decided: Decided) -> Link:
    """The link that somebody accepted and that nothing speaks for any more."""
    key = decided.key
    said = Proposal(
        register=key.register,
        relation=key.relation,
        target=key.target,
        scheme=key.scheme,
        score=decided.score,
        method=decided.method,
        evidence=(),
    )
    return Link(kind=key.kind, slug=key.slug, proposal=said, decision="accepted", time=decided.time)
