"""Documents of projects thrown by chance, and what plain Python says fits a wish among them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from graph.search.bands import band
from graph.search.document import AllocationDocument, EntityDocument, Facets
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from graph.search.writing import IndexWriter

DAY = date(2026, 11, 22)
ORGANISATIONS = ("kyla", "salo", "koski", "lahti", "niemi")
PORTFOLIOS = ("elinvoima", "sivistys", "")
INSTRUMENTS = ("ESF", "ERDF", "LIFE")
PHASES = ("planned", "running", "ended", "cancelled", "other", "")
WORDS = ("Åland", "äijä", "öljy", "Zeniitti", "apu", "Apu", "Yö", "yhteinen", "alku", "1. vaihe")


def throw_projects(seed: int, count: int) -> list[EntityDocument]:
    """*count* projects; many have alike names, dates and sums."""
    random = Random(seed)  # noqa: S311  # no cryptography
    return [_project(random, number) for number in range(count)]


def _project(random: Random, number: int) -> EntityDocument:
    name = " ".join(random.choices(WORDS, k=random.randint(1, 3)))
    return EntityDocument(
        kind="project",
        slug=f"p{number}",
        names=(name,),
        texts=(" ".join(random.choices(("hanke", "polku", "silta"), k=2)),),
        facets=_facets(random),
        amount=random.choice((None, 0, 500_000, 1_000_000, 700_000_000)),
        weight=random.randint(0, 3),
        changed=random.choice((None, datetime(2026, 1, random.randint(1, 28), tzinfo=UTC))),
    )


def _facets(random: Random) -> Facets:
    start = date(random.randint(2020, 2027), random.choice((1, 6)), 1)
    end = start + timedelta(days=random.choice((30, 400, 800)))
    return Facets(
        portfolio=random.choice(PORTFOLIOS),
        phase=random.choice(PHASES),
        funders=_some(random, ORGANISATIONS),
        implementers=_some(random, ORGANISATIONS),
        partners=_some(random, ORGANISATIONS),
        instruments=_some(random, INSTRUMENTS),
        organisation_kinds=_some(random, ("company", "municipality")),
        municipalities=_some(random, ("oulu", "kemi")),
        start=random.choice((start, start, None)),
        end=random.choice((end, end, None)),
    )


def _some(random: Random, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(random.sample(values, random.randint(0, 2)))


def throw_money(seed: int, projects: Iterable[EntityDocument]) -> list[AllocationDocument]:
    """The allocations of *projects*, up to five each, one after another."""
    random = Random(seed)  # noqa: S311  # no cryptography
    return [
        AllocationDocument(
            project=project.slug,
            number=number,
            source=random.choice((*ORGANISATIONS, "")),
            instrument=random.choice((*INSTRUMENTS, "")),
            year=random.choice((0, 2020, 2021)),
            multi_year=random.random() < 0.2,
            cents=random.randint(-100, 10**12),
            currency=random.choice(("EUR", "EUR", "SEK")),
            facets=project.facets,
        )
        for project in projects
        for number in range(random.randint(0, 5))
    ]


def make_index(
    folder: Path, documents: Iterable[EntityDocument], money: Iterable[AllocationDocument] = ()
) -> SearchIndex:
    """The index of *documents* and their *money*, new in *folder*."""
    given = defaultdict[str, list[AllocationDocument]](list)
    for one in money:
        given[one.project].append(one)
    with IndexWriter(folder) as writer:
        for document in documents:
            writer.add(document, given[document.slug] if document.kind == "project" else ())
        writer.commit()
    return SearchIndex.open(folder)


def values(project: EntityDocument, facet: str) -> set[str]:
    """What *project* has in *facet*, as plainly as it can be said."""
    facets = project.facets
    told: dict[str, set[str]] = {
        "entity": {project.kind},
        "portfolio": {facets.portfolio} - {""},
        "phase": {facets.phase} - {""},
        "running": {"1"} if _running(facets) else set(),
        "year": _years(facets),
        "funder": set(facets.funders),
        "implementer": set(facets.implementers),
        "partner": set(facets.partners),
        "participant": {*facets.funders, *facets.implementers, *facets.partners},
        "instrument": set(facets.instruments),
        "kind": set(facets.organisation_kinds),
        "municipality": set(facets.municipalities),
        "amount": {band(project.amount)},
    }
    return told.get(facet, set())


def _running(facets: Facets) -> bool:
    open_phase = facets.phase not in {"planned", "ended", "cancelled"}
    begun = facets.start is None or facets.start <= DAY
    return open_phase and begun and (facets.end is None or facets.end >= DAY)


def _years(facets: Facets) -> set[str]:
    known = [day.year for day in (facets.start, facets.end) if day]
    return {str(year) for year in range(min(known), max(known) + 1)} if known else set()


def choices(wish: Wish) -> dict[str, set[str]]:
    """What *wish* chooses, by facet."""
    made: dict[str, set[str]] = {
        "entity": {wish.kind} if wish.kind else set(),
        "portfolio": set(wish.portfolios),
        "phase": set(wish.phases),
        "running": {"1"} if wish.running else set(),
        "year": {str(year) for year in wish.years},
        "funder": set(wish.funders),
        "implementer": set(wish.implementers),
        "partner": set(wish.partners),
        "participant": set(wish.participants),
        "instrument": set(wish.instruments),
        "kind": set(wish.organisation_kinds),
        "municipality": set(wish.municipalities),
        "amount": set(wish.amounts),
    }
    return {facet: chosen for facet, chosen in made.items() if chosen}


def fits(project: EntityDocument, wish: Wish, besides: str = "") -> bool:
    """Whether *project* fits *wish*, its words aside, and its choice *besides*."""
    chosen = choices(wish).items()
    return all(values(project, facet) & some for facet, some in chosen if facet != besides)
