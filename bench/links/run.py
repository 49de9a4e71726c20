"""``python -m bench links``: precision and recall of the links by register, and their time."""

from collections import defaultdict
from typing import Final, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.links.answers import Answer, Timed
from bench.links.gold import TUNED
from bench.links.ground import Ground
from bench.links.scorers import SCORERS, TIMERS
from bench.score import Tally

MANY: Final = 100_000
"""How many things a large register has; the time to link them grows with their number alone."""

EXAMPLES: Final = 5
"""So many wrong answers of one register are shown."""


class Outcome(NamedTuple):
    """Every answer, and what the linking of many things took."""

    answers: list[Answer]
    timed: list[Timed]


class Score(NamedTuple):
    """How right the links to a *register* are on one part of a list, of so many *things*."""

    register: str
    part: str
    things: int
    tally: Tally


def run(ground: Ground) -> Outcome:
    """Ask every linker about every list, and time them."""
    answers = [answer for scorer in SCORERS for answer in scorer(ground)]
    return Outcome(answers, [timer(ground) for timer in TIMERS])


def scores(answers: list[Answer]) -> list[Score]:
    """The *answers* counted by register, what is held out apart."""
    parts: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        parts[answer.register, answer.part].append(answer)
    return [
        Score(*name, len(part), sum((answer.tally for answer in part), Tally()))
        for name, part in parts.items()
    ]


def wrong(answers: list[Answer]) -> list[str]:
    """What was missed or invented, a line each; of what is held out nobody is to see it."""
    tuned = (answer for answer in answers if answer.part == TUNED)
    return [str(answer) for answer in tuned if answer.published != answer.expected]


def show(outcome: Outcome, console: Console) -> None:
    """Print the tables of scores and of times, then examples of what is wrong."""
    console.print(_scored(outcome.answers))
    console.print(_timed(outcome.timed))
    by_register: dict[str, list[Answer]] = defaultdict(list)
    for answer in outcome.answers:
        by_register[answer.register].append(answer)
    for group in by_register.values():
        for line in wrong(group)[:EXAMPLES]:
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def _scored(answers: list[Answer]) -> Table:
    table = _table("Links published without a person", "register", "list")
    for heading in ("things", "precision", "recall", "found", "missed", "invented"):
        table.add_column(heading, justify="right", no_wrap=True)
    for score in scores(answers):
        tally = score.tally
        rates = f"{tally.precision:.4f}", f"{tally.recall:.4f}"
        table.add_row(score.register, score.part, str(score.things), *rates, *map(str, tally))
    return table


def _timed(timed: list[Timed]) -> Table:
    table = _table("Time to link", "kind")
    for heading in ("things", "seconds", "µs each", f"s for {MANY:,}"):
        table.add_column(heading, justify="right")
    for one in timed:
        each = one.seconds / one.things
        times = f"{one.seconds:.3f}", f"{each * 1e6:,.1f}", f"{each * MANY:,.0f}"
        table.add_row(one.kind, f"{one.things:,}", *times)
    return table


def _table(title: str, *headings: str) -> Table:
    """An empty table with columns for words, narrow enough for a terminal of 80 columns."""
    table = Table(title=title, title_justify="left", box=None, padding=(0, 0, 0, 1))
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    return table


def as_json(outcome: Outcome) -> bytes:
    """The outcome as JSON: scores by register and list, times, and what is wrong."""
    told = [
        {
            **score._asdict(),
            "precision": score.tally.precision,
            "recall": score.tally.recall,
            "tally": score.tally._asdict(),
        }
        for score in scores(outcome.answers)
    ]
    timed = [one._asdict() for one in outcome.timed]
    return msgspec.json.encode({"scores": told, "timed": timed, "wrong": wrong(outcome.answers)})
