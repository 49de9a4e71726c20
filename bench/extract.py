"""``python -m bench extract``: how right the reading of pages is, field by field."""

import time
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.generator import Generated, generate
from bench.score import Misread, Scoring, Tally
from graph.errors import PageRefused
from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.register import load_register

DAMAGED = 0.15
"""The share of pages that have come to harm."""

EXAMPLES = 3
"""So many misreadings of one field are shown."""


class Outcome(NamedTuple):
    """What the bench found; *seconds* is the time of reading alone."""

    pages: int
    seconds: float
    tallies: dict[str, Tally]
    misread: list[Misread]


def run(pages: int, seed: int) -> Outcome:
    """Generate *pages*, read them, and compare what was read with the truth."""
    register = load_register("sample")
    reading = Reading(register, NameBook.load(register))
    scoring = Scoring()
    seconds = 0.0
    for page in generate(register, seed, range(pages), DAMAGED):
        began = time.perf_counter()
        record = _read(page, reading)
        seconds += time.perf_counter() - began
        scoring.add(page.file_name, page.truth, record)
    tallies = {field: scoring.tallies[field] for field in sorted(scoring.tallies)}
    return Outcome(pages, seconds, tallies, scoring.misread)


def _read(page: Generated, reading: Reading) -> PageRecord | None:
    try:
        return read_page(page.data, page.file_name, reading)
    except PageRefused:
        return None


def whole(outcome: Outcome) -> Tally:
    """All fields together."""
    return sum(outcome.tallies.values(), Tally())


def show(outcome: Outcome, console: Console) -> None:
    """Print the table of fields, then examples of what was misread."""
    table = Table(title=_title(outcome), title_justify="left")
    table.add_column("field")
    for heading in ("precision", "recall", "found", "missed", "invented"):
        table.add_column(heading, justify="right")
    for field, tally in [*outcome.tallies.items(), ("all", whole(outcome))]:
        table.add_row(field, f"{tally.precision:.4f}", f"{tally.recall:.4f}", *map(str, tally))
    console.print(table)
    for line in examples(outcome):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _title(outcome: Outcome) -> str:
    return f"{outcome.pages} pages, {outcome.pages / outcome.seconds:,.0f} read in a second"


def examples(outcome: Outcome, each: int = EXAMPLES) -> list[str]:
    """Some misreadings, the fields with most of them first, at most *each* of a field."""
    by_field: dict[str, list[Misread]] = {}
    for misread in outcome.misread:
        by_field.setdefault(misread.fact.field, []).append(misread)
    worst = sorted(by_field.values(), key=len, reverse=True)
    return [str(misread) for group in worst for misread in group[:each]]


def as_json(outcome: Outcome) -> bytes:
    """The outcome as JSON: fields with precision and recall, and every misreading."""
    fields = {
        field: {"precision": tally.precision, "recall": tally.recall, **tally._asdict()}
        for field, tally in outcome.tallies.items()
    }
    return msgspec.json.encode(
        {
            "pages": outcome.pages,
            "pages_per_second": outcome.pages / outcome.seconds,
            "fields": fields,
            "misread": [str(misread) for misread in outcome.misread],
        }
    )
