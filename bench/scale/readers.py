"""What readers of a large register ask for beside filters, words and entities."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from random import Random
from typing import Final
from urllib.parse import urlencode

from bench.browse.readers import Workload
from bench.sparql.workloads import MIX
from graph.generations.generation import Generation
from graph.pages import PageEntry
from graph.register import LANGUAGES
from server.addresses import MANY

LISTS: Final = ("projects", "organisations", "people", "portfolios", "funding", "findings")
"""The lists of which everybody sees the first page."""

WHOLE: Final = ("funding_by_year", "portfolios", "organisations", "projects", "findings")
"""Questions that are asked about everything."""

SIZE: Final = 25
"""How many rows of an answer are asked for, unless it is the whole."""

GOALS: Final[Mapping[str, float]] = {
    **{f"pages of {many}": 20.0 for many in MANY.values()},
    "filters": 60.0,
    "completions": 20.0,
    "questions about one thing": 50.0,
}
"""The p95 in milliseconds that is aimed at for a million projects."""


def readers(generation: Generation, seed: int, count: int) -> Iterator[Workload]:
    """Yield the workloads of readers of *generation*, up to *count* addresses each."""
    entities = dict.fromkeys(islice(_entities(generation, Random(seed)), 4 * count))
    asked = [*islice((_question(generation, *one) for one in entities), count)]
    first = urlencode({"size": SIZE})
    yield Workload("questions about one thing", [f"{one}&{first}" for one in asked], 0.0)
    yield Workload("the same, whole answers", asked, 0.0)
    lists = [f"/{language}/{name}" for language, name in product(LANGUAGES, LISTS)]
    yield Workload("first pages of lists", lists, 0.0)
    parts = (urlencode({"page": page, "size": SIZE}) for page in (1, 2))
    whole = [f"/queries/{name}.json?{part}" for part, name in product(parts, WHOLE)]
    yield Workload("questions about everything", whole, 0.0)


def _entities(generation: Generation, random: Random) -> Iterator[tuple[str, str]]:
    """Yield projects and organisations as pages name them: those that many name, more often."""
    for _ in range(generation.manifest.counts.projects):
        number = random.randrange(generation.manifest.counts.projects)
        entry = generation.records.entry(f"{number:07}")
        if entry is not None:
            yield random.choice([*_named(entry)])


def _named(entry: PageEntry) -> Iterator[tuple[str, str]]:
    yield "project", entry.slug
    yield from (("organisation", slug) for slug in entry.organisations)


def _question(generation: Generation, kind: str, slug: str) -> str:
    """The address of one of the named questions about a thing, which the thing's slug chooses."""
    names = MIX[kind]
    name = names[sum(slug.encode()) % len(names)]
    return f"/queries/{name}.json?{urlencode({kind: generation.iris.entity(kind, slug).value})}"
