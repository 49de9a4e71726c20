"""What the index and the graph hold of a network.

Small beginnings show their projects as nodes. Where there are more, organisations are tied to each
other by the number of projects they share, which the index counts: it is as quick for thousands.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from graph.search.ties import Ties
from graph.search.wish import Wish
from server.display.labels import word
from server.network.network import Gathered, Network
from server.network.wish import Entity, NetworkWish
from server.snapshot import Snapshot

PROJECTS_DRAWN: Final = 40
"""So many projects of one start are nodes of their own at most."""


def gather(snapshot: Snapshot, wish: NetworkWish) -> Network:
    """Return the network that *wish* asks for."""
    gathered = Gathered(wish.starts)
    large: dict[Entity, Wish] = {}
    for start in wish.starts:
        chosen = _chosen(start, wish.years)
        if chosen and _ties(snapshot, (chosen,)).projects > PROJECTS_DRAWN:
            large[start] = chosen
        else:
            _draw(gathered, snapshot, start, wish, chosen)
    if not wish.starts and wish.choice.narrows:
        _gather_chosen(gathered, snapshot, wish)
    elif large or not wish.starts:
        _add_shared(gathered, snapshot, [*large.values()] or [of_all(wish)], wish)
        for start, chosen in large.items():
            _add_own(gathered, start, _ties(snapshot, (chosen,), wish.role))
    return gathered.network(wish.size, wish.strongest)


def of_all(wish: NetworkWish) -> Wish:
    """The wish for the projects that a network without starts is made of."""
    return replace(wish.choice.wish(), years=wish.years)


def _gather_chosen(gathered: Gathered, snapshot: Snapshot, wish: NetworkWish) -> None:
    """Add the projects that a filter finds if they are few, else who takes part in them."""
    chosen = of_all(wish)
    if _ties(snapshot, (chosen,)).projects > PROJECTS_DRAWN:
        _add_shared(gathered, snapshot, [chosen], wish)
    else:
        slugs = snapshot.index.slugs(chosen, snapshot.generation.manifest.day)
        _draw_projects(gathered, snapshot, slugs, wish.role)


def _chosen(start: Entity, years: tuple[int, ...]) -> Wish | None:
    """The wish for the projects of *start*; None when the index does not know them."""
    if start.kind == "organisation":
        return Wish(kind="project", years=years, participants=(start.slug,))
    if start.kind == "portfolio":
        return Wish(kind="project", years=years, portfolios=(start.slug,))
    return None


def _ties(snapshot: Snapshot, wishes: Sequence[Wish], role: str = "", most: int = 0) -> Ties:
    return snapshot.index.ties(wishes, snapshot.generation.manifest.day, role, most)


def _draw(
    gathered: Gathered, snapshot: Snapshot, start: Entity, wish: NetworkWish, chosen: Wish | None
) -> None:
    """Add the projects of *start*, and who takes part in them."""
    slugs = _projects(snapshot, start, wish.years, chosen)
    for slug in slugs:
        if start.kind in {"portfolio", "person"}:
            gathered.draw(start, Entity("project", slug))
    _draw_projects(gathered, snapshot, slugs, wish.role, start)


def _draw_projects(
    gathered: Gathered,
    snapshot: Snapshot,
    slugs: Sequence[str],
    wanted: str,
    start: Entity | None = None,
) -> None:
    """Add projects, and who takes part in them in the *wanted* role, or as the *start*."""
    gathered.projects += len(slugs)
    for row in snapshot.rows("project_participants", project=slugs) if slugs else ():
        role = word(row["role"])
        if row["organisation"] is None:
            continue
        organisation = entity_of(row["organisation"])
        if wanted in {"", role} or organisation == start:
            gathered.draw(organisation, entity_of(row["project"]), role)


def _projects(
    snapshot: Snapshot, start: Entity, years: tuple[int, ...], chosen: Wish | None
) -> list[str]:
    """The slugs of the projects of *start*."""
    if chosen:
        return snapshot.index.slugs(chosen, snapshot.generation.manifest.day)
    if start.kind == "project":
        return [start.slug]
    rows = snapshot.rows("project_contacts", person=start.slug)
    slugs = sorted({entity_of(row["project"]).slug for row in rows})
    in_years = {"year": [str(year) for year in years]} if years else {}
    rows = snapshot.rows("projects", project=slugs, **in_years) if slugs else []
    return [entity_of(row["project"]).slug for row in rows]


def _add_shared(
    gathered: Gathered, snapshot: Snapshot, wishes: Sequence[Wish], wish: NetworkWish
) -> None:
    """Add the organisations of the many projects that fit any of *wishes*."""
    found = _ties(snapshot, wishes, wish.role, wish.size)
    gathered.projects += found.projects
    for count in found.participants:
        gathered.weigh(Entity("organisation", count.value), count.number)
    for tie in found.ties:
        one, other = Entity("organisation", tie.one), Entity("organisation", tie.other)
        gathered.tie(one, other, tie.projects)


def _add_own(gathered: Gathered, start: Entity, own: Ties) -> None:
    """Add the ties of a large start itself, which are told exactly."""
    gathered.weigh(start, own.projects)
    for count in own.participants:
        partner = Entity("organisation", count.value)
        if partner != start:
            gathered.tie(start, partner, count.number)


def entity_of(iri: str) -> Entity:
    """The entity that *iri* names: its last two steps are its kind and its slug."""
    kind, slug = iri.rsplit("/", 2)[1:]
    return Entity(kind, slug)
