"""A network: nodes, the ties between them, and what of both is left out so that it can be read."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from server.network.wish import Entity


class Tie(msgspec.Struct, frozen=True):
    """Two nodes and their *projects* in common; with a *role*, an organisation and its project."""

    source: Entity
    target: Entity
    projects: int = 1
    role: str = ""

    @property
    def ends(self) -> frozenset[Entity]:
        """What it ties."""
        return frozenset((self.source, self.target))


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The nodes that are shown, each with the number of its projects, and the ties between them.

    *all_nodes* and *all_ties* count also what is left out; *projects* are all that it is made of.
    """

    starts: tuple[Entity, ...]
    nodes: Mapping[Entity, int]
    ties: tuple[Tie, ...]
    all_nodes: int
    all_ties: int
    projects: int


class Gathered:
    """What is found for a network from *starts*, from one after the other."""

    def __init__(self, starts: tuple[Entity, ...]) -> None:
        self.projects = 0
        self._starts = starts
        self._weights = Counter[Entity](dict.fromkeys(starts, 1))
        self._ties: dict[tuple[frozenset[Entity], str], Tie] = {}
        self._drawn: dict[Entity, set[Entity]] = defaultdict(set)

    def weigh(self, node: Entity, projects: int) -> None:
        """Note that *node* takes part in at least so many projects."""
        self._weights[node] = max(self._weights[node], projects)

    def tie(self, source: Entity, target: Entity, projects: int = 1, role: str = "") -> None:
        """Note a tie, once for both directions."""
        tie = Tie(source, target, projects, role)
        self._ties.setdefault((tie.ends, role), tie)

    def draw(self, node: Entity, project: Entity, role: str = "") -> None:
        """Note that *project* is a node too, and tied to *node*."""
        self.tie(node, project, role=role)
        self._drawn[node].add(project)
        self.weigh(project, 1)
        self.weigh(node, len(self._drawn[node]))

    def network(self, size: int, strongest: int | None) -> Network:
        """The network of at most *size* nodes, each with its *strongest* ties; None for all.

        First go those where it starts, then projects, then the foremost.
        """
        kept = dict(sorted(self._weights.items(), key=self._rank)[:size])
        between = [tie for tie in self._ties.values() if tie.ends <= kept.keys()]
        return Network(
            starts=self._starts,
            nodes=kept,
            ties=strongest_of(between, strongest, self._starts),
            all_nodes=len(self._weights),
            all_ties=len(between),
            projects=self.projects,
        )

    def _rank(self, item: tuple[Entity, int]) -> tuple[bool, bool, int, str]:
        node, projects = item
        return node not in self._starts, node.kind != "project", -projects, node.slug


def strongest_of(
    ties: Iterable[Tie], strongest: int | None, starts: Collection[Entity]
) -> tuple[Tie, ...]:
    """Those of *ties* that are among the *strongest* of one of their ends, the strongest first.

    Those of the *starts* and those with a role all stay.
    """
    shown = Counter[Entity]()
    kept = []
    for tie in sorted(ties, key=lambda tie: (-tie.projects, tie.source, tie.target)):
        stays = tie.role or not tie.ends.isdisjoint(starts)
        if stays or strongest is None or min(shown[end] for end in tie.ends) < strongest:
            kept.append(tie)
            shown.update(() if stays else tie.ends)
    return tuple(kept)
