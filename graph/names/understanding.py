"""From the parts of a printed name to its meaning."""

from collections.abc import Sequence

from graph.names.meaning import ADMINISTRATORS, NOTHING, Meaning
from graph.names.parts import Part, Parts, Sort
from graph.records import OrganisationPath, Step

_OF_THEIR_OWN = frozenset(
    {
        "municipality",
        "joint-municipal-authority",
        "ministry",
        "regional-council",
        "wellbeing-county",
    }
)
"""Kinds of bodies that are nobody's units."""

_SOMEBODY = frozenset({Sort.KNOWN, Sort.NAMED})
_UNIT_KINDS = frozenset({"unit", "school", "municipal-enterprise"})
_WITHOUT_NAME = frozenset({Sort.DESCRIPTION, Sort.WORDS})
_TWO = 2


def meaning_of(parts: Parts, asides: Parts, city: OrganisationPath) -> Meaning:
    """What *parts* and the *asides* in brackets mean together, in a register of *city*."""
    main = grouped(parts)
    if not main or main[0][0].sort in _WITHOUT_NAME:
        return NOTHING
    told = (*parts, *_helpful(parts, asides))
    groups = grouped(told)
    chains = [chain for group in groups if (chain := _chain(group, city))[0]]
    several = len(chains) > 1 or any(part.sort is Sort.DESCRIPTION for part in told)
    organisation, inferred = ((), False) if several or not chains else chains[0]
    of_kinds = _is_mixed(told, organisation)
    nobodys = "" if of_kinds or organisation else _nameless(told)
    return Meaning(
        organisation=organisation,
        programme=next((part.programme for part in told if part.programme), ""),
        instrument=next((part.instrument for part in told if part.instrument), nobodys),
        mixed=several or of_kinds,
        inferred=inferred,
    )


def _nameless(told: Parts) -> str:
    """The instrument of money that is nobody's in particular; empty if *told* are of several."""
    found = {part.nameless for part in told if part.nameless}
    return found.pop() if len(found) == 1 else ""


def grouped(parts: Parts, *, names_apart: bool = False) -> list[Parts]:
    """The *parts* in groups, each of which tells of one organisation, fund or description.

    An unknown name behind an organisation's is its unit, or with *names_apart* somebody else.
    """
    groups: list[Parts] = []
    for part in parts:
        if part.sort is Sort.NOISE:
            continue
        if not groups or _begins(groups[-1], part, pair=len(parts) == _TWO, apart=names_apart):
            groups.append((part,))
        else:
            groups[-1] = (*groups[-1], part)
    return groups


def _begins(group: Parts, part: Part, *, pair: bool, apart: bool) -> bool:
    """Whether *part* speaks of somebody else than *group*; a *pair* may be a name and a place."""
    if part.apart or Sort.DESCRIPTION in {group[-1].sort, part.sort}:
        return True
    head = next((one for one in group if one.sort in _SOMEBODY), None)
    if part.sort is Sort.MONEY:
        fund = part.instrument or part.state
        return bool(head and (part.sources or (fund and not _administers(head))))
    if part.sort is Sort.NAMED:
        stands_alone = part.legal or apart or part.path[0].kind in _OF_THEIR_OWN
        return stands_alone and any(one.path for one in group)
    return part.sort is Sort.KNOWN and _is_another(group, head, part, pair=pair)


def _is_another(group: Parts, head: Part | None, part: Part, *, pair: bool) -> bool:
    """Whether the known *part* is another organisation than the *head* of *group*."""
    if head:
        return not (_same(head, part) or (pair and part.bare and not _is_municipal(head)))
    return any(one.instrument for one in group) and not _administers(part)


def _same(one: Part, other: Part) -> bool:
    """Whether of *one* and the *other* one is above the other, or both are the same."""
    length = min(len(one.path), len(other.path))
    return one.path[:length] == other.path[:length]


def _administers(part: Part) -> bool:
    return part.path[0].kind in ADMINISTRATORS


def _is_municipal(part: Part) -> bool:
    return part.path[0].kind == "municipality"


def _helpful(parts: Parts, asides: Parts) -> Parts:
    """The *asides* that add something: money, a programme, a unit, or whose the *parts* are."""
    head = next((part for part in parts if part.sort in _SOMEBODY), None)
    told = any(part.path or part.instrument for part in parts)
    described = any(aside.sort is Sort.DESCRIPTION for aside in asides)
    return tuple(
        aside
        for aside in asides
        if aside.sort in {Sort.PROGRAMME, Sort.UNIT}
        or (aside.sort is Sort.MONEY and (told or aside.instrument))
        or (aside.sort is Sort.KNOWN and (_same(head, aside) if head else not described))
    )


def _chain(group: Parts, city: OrganisationPath) -> tuple[OrganisationPath, bool]:
    """The chain that *group* tells, and whether the page leaves part of it to be inferred."""
    path: OrganisationPath = ()
    units: OrganisationPath = ()
    inferred = False
    for part in group:
        if part.sort is Sort.KNOWN and not path:
            path, units, inferred = (*part.path, *reversed(units)), (), part.inferred
        elif part.sort is Sort.KNOWN:
            path = part.path if part.path[: len(path)] == path else path
        elif part.sort is Sort.NAMED and not (path or units):
            path = part.path
        elif part.sort is not Sort.WORDS or path or units:
            units = (*units, *_as_units(part))
    if units and not path:
        return (*city, *units), True
    return (*path, *units), inferred


def _as_units(part: Part) -> OrganisationPath:
    """The steps of *part* below somebody else: few kinds are those of units."""
    return tuple(Step(s.name, s.kind if s.kind in _UNIT_KINDS else "unit") for s in part.path)


def _is_mixed(told: Sequence[Part], organisation: OrganisationPath) -> bool:
    """Whether the money comes from several sources."""
    funds = {part.instrument for part in told if part.sort is Sort.MONEY and part.instrument}
    others = sum(part.sources for part in told) + len(funds)
    own = any(part.own for part in told)
    state = any(part.state for part in told)
    if not organisation:
        return others + own + state > 1
    if organisation[0].kind in ADMINISTRATORS:
        return others > len(funds) or len(funds) > 1 or (state and bool(funds))
    return others + state > 0
