"""What is asked: lists of queries, with parameters drawn from the data."""

import random
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from graph.questions.library import load_library
from graph.store import GraphStore, select
from ontology.iris import Iris

T = TypeVar("T")

MOST: Final = 2_000
"""How many queries a workload holds; they are asked in turn."""

WORDS: Final = ("kehit", "nuor", "verko", "palvel", "alue", "digi", "ymp", "osaam", "uusi", "silta")
"""Beginnings of words that names of projects are searched for."""

MIX: Final[Mapping[str, tuple[str, ...]]] = {
    "project": (
        "project_funding",
        "project_participants",
        "project_funding_totals",
        "project_sections",
        "project_contacts",
        "findings",
    ),
    "organisation": ("organisation_projects", "funding_by_year", "organisation_partners"),
}
"""The named questions of the mix, by the parameter that is drawn, the most asked first."""


class Workload(NamedTuple):
    """Queries of one kind; *accept* is the media type of their answers.

    A go of it lasts *times* as long as others: of queries that take long, those that are still
    answered at its end do not count, and should not be most of them.
    """

    name: str
    queries: Sequence[str]
    accept: str = "application/sparql-results+json"
    times: int = 1


def text_of(name: str) -> str:
    """The query *name* of the folder ``questions``."""
    return (resources.files("bench.sparql") / "questions" / f"{name}.rq").read_text("utf-8")


def workloads(store: GraphStore, iris: Iris, seed: int) -> Iterator[Workload]:
    """Yield the workloads for the graph in *store*, the lightest first."""
    draw = random.Random(seed)
    projects, organisations, years = (
        _drawn(store, name, draw) for name in ("projects", "organisations", "years")
    )
    yield Workload("look-ups", _about("look_up", projects))
    yield Workload("look-ups, repeated", _about("look_up", projects[:20]))
    yield Workload("star joins", _about("star", projects))
    yield Workload("organisation's projects", _about("organisation_projects", organisations))
    yield Workload(
        "a project's graph", _about("project_graph", projects), accept="application/n-triples"
    )
    yield Workload(
        "mix of named questions",
        list(mix(iris, projects, organisations, draw)),
    )
    yield Workload("sums of a year", _about("year_sums", years), times=3)
    yield Workload("text filter", _about("text_filter", [f'"{word}"' for word in WORDS]), times=2)
    yield Workload("whole graph", [text_of("aggregate")], times=5)


def _about(name: str, terms: Sequence[str]) -> list[str]:
    text = text_of(name)
    return [text.replace("UNDEF", term) for term in terms]


def _drawn(store: GraphStore, name: str, draw: random.Random) -> list[str]:
    """The values of the query *name* as terms, in an order that tells nothing."""
    terms = sorted(str(row["value"]) for row in select(store, text_of(name)))
    draw.shuffle(terms)
    return terms[:MOST]


def mix(
    iris: Iris, projects: Sequence[str], organisations: Sequence[str], draw: random.Random
) -> Iterator[str]:
    """Yield named questions about entities, both by Zipf's law: few are asked most."""
    library = load_library()
    kinds = {"project": projects, "organisation": organisations}
    asked = [(name, kind) for kind, names in MIX.items() for name in names]
    question_of = zipf(asked, draw)
    entity_of = {kind: zipf(terms, draw) for kind, terms in kinds.items()}
    for _ in range(MOST):
        name, kind = question_of()
        values = {kind: entity_of[kind]().strip("<>"), "lang": "fi"}
        yield library[name].bind(values, iris)


def zipf(things: Sequence[T], draw: random.Random) -> Callable[[], T]:
    """Return what draws one of *things*: the n-th so often as 1/n says."""
    heights = list(accumulate(1 / rank for rank in range(1, len(things) + 1)))
    return lambda: things[bisect(heights, draw.random() * heights[-1])]
