"""The money of an abstract: small cases, one file each, in ``funding_cases``.

A case is an abstract, a line ``=====``, and what must be read from it, one fact a line:

    allocation LINE | SOURCE | WHO | SHARE | PERIOD | AMOUNT
    total LINE | SOURCE | PERIOD | PRINTED = COMPUTED
    amount LINE | KIND | WHO | AMOUNT
    finding LINE | KIND | WHAT | SOURCE | PRINTED = COMPUTED
    read LINES

The project runs from 1.1.2012 to 31.12.2014 unless the first line says otherwise. Periods are
*project* for its days and *whole* for the whole time; ``~`` stands before a hedged amount.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph.extract.funding import Funding, read_funding
from graph.extract.lines import numbered
from graph.names.book import NameBook
from graph.records import Allocation, Finding, OrganisationPath, PrintedTotal, StatedAmount
from graph.register import Register

CASES = sorted((Path(__file__).parent / "funding_cases").glob("*.txt"))
START, END = date(2012, 1, 1), date(2014, 12, 31)
DATES = re.compile(r"project (\d{4}-\d\d-\d\d|-) (\d{4}-\d\d-\d\d|-)\n")


@pytest.fixture(scope="session")
def names(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_read_as_it_says(path: Path, names: NameBook) -> None:
    text = path.read_text("utf-8")
    start, end = START, END
    if dates := DATES.match(text):
        start, end = map(date.fromisoformat, dates.groups())
        text = text[dates.end() :]
    abstract, expected = text.split("=====\n")
    read = read_funding(numbered(abstract.splitlines()), names, start, end)
    assert list(told(read, start, end)) == expected.splitlines()


def told(funding: Funding, start: date, end: date) -> Iterator[str]:
    """The facts of *funding*, a line each, as cases write them."""
    for given in funding.allocations:
        yield allocation(given, start, end)
    for printed in funding.totals:
        yield total(printed)
    for stated in funding.amounts:
        yield amount(stated)
    for found in funding.findings:
        yield finding(found)
    yield f"read {spans(funding.read)}"


def allocation(one: Allocation, start: date, end: date) -> str:
    who = [organisation(one.organisation), one.programme, one.instrument, "mixed" * one.mixed]
    share = "" if one.share_percent is None else f"{one.share_percent:f} %"
    whole = (one.start, one.end) == (start, end)
    parts = [
        one.source_as_printed,
        "; ".join(filter(None, who)),
        share,
        "project" if whole else period(one.start, one.end),
        money(one.amount, one.currency, approximate=one.approximate),
    ]
    return f"allocation {one.line} | {' | '.join(parts)}"


def total(one: PrintedTotal) -> str:
    sums = money(one.printed, one.currency), "?" if one.computed is None else f"{one.computed:f}"
    when = period(one.start, one.end)
    return f"total {one.line} | {one.source_as_printed} | {when} | {' = '.join(sums)}"


def amount(one: StatedAmount) -> str:
    value = money(one.amount, one.currency, approximate=one.approximate)
    return f"amount {one.line} | {one.kind} | {organisation(one.organisation)} | {value}"


def finding(one: Finding) -> str:
    sums = "" if one.printed is None else f"{one.printed:f} = {one.computed:f}"
    return f"finding {one.line} | {one.kind} | {one.what} | {one.source_as_printed} | {sums}"


def organisation(path: OrganisationPath) -> str:
    return " > ".join(step.name for step in path)


def period(start: date | None, end: date | None) -> str:
    return f"{start}..{end}" if start or end else "whole"


def money(value: Decimal, currency: str, *, approximate: bool = False) -> str:
    return f"{'~' * approximate}{value:f}{'' if currency == 'EUR' else ' ' + currency}"


def spans(numbers: frozenset[int]) -> str:
    return " ".join(map(str, sorted(numbers)))
