"""The lists of organisations and of municipalities, and the time to link organisations."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from bench.links.answers import Answer, Timed, targets
from bench.links.gold import Row, rows
from bench.links.ground import Ground
from bench.links.told import organisation
from graph.entities import Organisation
from graph.identity.slugs import plain_slug
from graph.links.link import OrganisationLinker, Proposal
from graph.links.linkers import organisation_linkers
from graph.registers.entry import Scheme

ORGANISATIONS: Final = "organisations"
MUNICIPALITIES: Final = "municipalities"

HEADINGS: Final[dict[str, dict[Scheme, str]]] = {
    ORGANISATIONS: {
        "ror": "ror",
        "wikidata": "ror: Wikidata",
        "isni": "ror: ISNI",
        "ytunnus": "ytunnus",
    },
    MUNICIPALITIES: {"municipality": "municipalities", "yso": "yso-places: location"},
}
"""The columns of each list, by whose identifiers they hold, and the headings they count under."""


def organisation_answers(ground: Ground) -> Iterator[Answer]:
    """What is linked to the organisations on the list."""
    return _answers(ORGANISATIONS, ground)


def municipality_answers(ground: Ground) -> Iterator[Answer]:
    """What is linked to the municipalities on the list."""
    return _answers(MUNICIPALITIES, ground)


def _answers(name: str, ground: Ground) -> Iterator[Answer]:
    linkers = organisation_linkers(ground.registers, ground.book)
    for row in rows(name):
        proposals = _proposals(row, linkers, ground)
        for scheme, heading in HEADINGS[name].items():
            ours = [one for one in proposals if one.scheme == scheme]
            yield Answer(
                register=heading,
                thing=row.cells["name"],
                expected=row.values(scheme),
                published=targets(ours, "automatic"),
                asked=targets(ours, "pending"),
                part=row.part,
            )


def _proposals(row: Row, linkers: list[OrganisationLinker], ground: Ground) -> list[Proposal]:
    """What the *linkers* propose for whom a *row* names."""
    meant = organisation(row.cells["name"], row.cells["year"], ground.book)
    return [one for linker in linkers if meant for one in linker.propose(meant)]


def linked_organisations(ground: Ground) -> Timed:
    """Link every organisation of the book of names, and as many beside them that nobody knows."""
    linkers = organisation_linkers(ground.registers, ground.book)
    known = [one for e in ground.book.entries() if (one := organisation(e.name, "", ground.book))]
    named = [*known, *(_unknown(one, number) for number, one in enumerate(known))]
    begin = perf_counter()
    for one in named:
        for linker in linkers:
            list(linker.propose(one))
    return Timed(ORGANISATIONS, len(named), perf_counter() - begin)


def _unknown(known: Organisation, number: int) -> Organisation:
    """Somebody called a little like the *known* one."""
    name = f"{known.name} {number}"
    return Organisation(slug=plain_slug(name), name=f"{name} kehittäjät ry", kind="association")
