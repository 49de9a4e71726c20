"""``python -m bench questions``: how long every named question takes over a large register.

Each is asked about everything, and about one thing for each of its parameters: of the entities,
the one that most rows name.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter
from typing import Final, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.build import Task, built_once
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.questions.library import load_library
from graph.questions.question import Question
from graph.store import EmbeddedStore, select
from graph.values import plain

TURNS: Final = 3
LONG: Final = 2.0
"""What takes so many seconds once is not asked again."""

VALUES: Final = {
    "year": "2015",
    "from_year": "2014",
    "to_year": "2020",
    "day": "2016-06-01",
    "at_least": "100000",
    "word": "työllis",
    "instrument": "ESF",
    "phase": "ended",
    "role": "implementer",
    "with_units": "true",
}
"""What the parameters that name no entity are asked about, by their names."""

LISTED: Final = {
    "project": ("project_participants", "project"),
    "organisation": ("organisation_roles", "organisation"),
    "portfolio": ("projects", "portfolio"),
    "person": ("project_contacts", "person"),
}
"""For each kind of entity the question and the column that name them."""


class Timed(NamedTuple):
    """A question, what it was asked about, its rows and the median of its seconds."""

    question: str
    about: str
    rows: int
    seconds: float


class Outcome(NamedTuple):
    """What was measured over so many pages."""

    pages: int
    questions: list[Timed]


def run(task: Task) -> Outcome:
    """Build a register of generated pages, and ask it every question."""
    built_once(task)
    with_values = dict(VALUES)
    generation = DataDirectory.open(task.data).generation()
    store = EmbeddedStore(generation.open_store())
    for kind, (name, column) in LISTED.items():
        with_values[kind] = busiest(store, name, column)
    questions = [q for q in load_library().values() if q.columns and not q.services]
    timed = [
        time(store, generation, question, about)
        for question in questions
        for about in subjects(question, with_values)
    ]
    return Outcome(task.pages, timed)


def busiest(store: EmbeddedStore, name: str, column: str) -> str:
    """The entity that most rows of the question *name* hold in a *column*."""
    rows = select(store, load_library()[name].bind({}))
    counted = Counter(str(plain(row[column])) for row in rows if row[column] is not None)
    return counted.most_common(1)[0][0]


def subjects(question: Question, values: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """What *question* is asked about: everything, then one thing a parameter."""
    yield {}
    for parameter in question.parameters:
        if parameter.name == "with_units" and "organisation" in values:
            yield {"organisation": values["organisation"], "with_units": "true"}
        elif parameter.name in values:
            yield {parameter.name: values[parameter.name]}


def time(
    store: EmbeddedStore, generation: Generation, question: Question, about: Mapping[str, str]
) -> Timed:
    """Ask *question*, and take the median of its seconds."""
    query = question.bind(about, generation.iris)
    taken, rows = list[float](), 0
    while len(taken) < TURNS and sum(taken) < LONG:
        begin = perf_counter()
        rows = sum(1 for _ in select(store, query))
        taken.append(perf_counter() - begin)
    return Timed(question.name, ", ".join(about) or "everything", rows, median(taken))


def show(outcome: Outcome, console: Console) -> None:
    """Print the table of medians."""
    table = Table(title=f"Named questions over {outcome.pages} pages")
    for name in ("question", "about"):
        table.add_column(name)
    for name in ("rows", "ms", "µs a row"):
        table.add_column(name, justify="right")
    for timed in outcome.questions:
        each = f"{timed.seconds * 1e6 / timed.rows:,.0f}" if timed.rows else ""
        table.add_row(
            timed.question, timed.about, f"{timed.rows:,}", f"{timed.seconds * 1e3:,.1f}", each
        )
    console.print(table)


def as_json(outcome: Outcome) -> bytes:
    """The outcome as JSON."""
    return msgspec.json.encode(outcome)
