"""What a finished store holds, as it is told to the manifest and the ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from graph.answers.change import Change
from graph.entities import Entity, KnownPortfolio, Organisation, Person
from graph.generations.manifest import Counts
from graph.identity.ledger import LedgerChanges
from graph.pages import PageEntry
from graph.quads.content import Content
from graph.search.filling.touched import Key

KINDS: Final = {Organisation: "organisation", KnownPortfolio: "portfolio", Person: "person"}
"""What the classes of entities are called in IRIs."""


class Outcome(NamedTuple):
    """A finished store: what it holds, what the ledger must learn, the segments of its records.

    *is_patched*: it grew from the one before, and is not a new one; then its stored answers follow
    the *change*, and the entities that were *indexed* again.
    """

    content: Content
    counts: Counts
    changes: LedgerChanges
    segments: dict[str, int]
    is_patched: bool
    change: Change | None = None
    indexed: frozenset[Key] = frozenset()


def counted(pages: Sequence[PageEntry], tombstones: Sequence[PageEntry]) -> Counts:
    """The counts of what stands on *pages*, and of the *tombstones*."""
    return Counts(
        projects=len(pages),
        findings=sum(entry.findings for entry in pages),
        withdrawn=len(tombstones),
    )


def entity_counts(entities: Iterable[Entity | None]) -> Counts:
    """The counts of the *entities*; None is no entity."""
    kinds = Counter(KINDS[type(entity)] for entity in entities if entity is not None)
    return Counts(
        organisations=kinds["organisation"],
        portfolios=kinds["portfolio"],
        people=kinds["person"],
    )
