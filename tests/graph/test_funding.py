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

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph.extract.funding import Funding, read_funding
from graph.extract.layout import lay_out_blocks
from graph.extract.lines import Line, numbered
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


def test_half_known_dates_are_taken_as_far_as_they_go(names: NameBook) -> None:
    (given,) = read_funding(numbered(["Rahoitus: ESR 70 000 €."]), names, START, None).allocations
    assert (given.start, given.end) == (START, None)


def test_dates_that_run_backwards_are_nobodys_days(names: NameBook) -> None:
    (given,) = read_funding(numbered(["Rahoitus: ESR 70 000 €."]), names, END, START).allocations
    assert (given.start, given.end) == (None, None)


def test_a_stated_amount_is_quoted_with_its_words(names: NameBook) -> None:
    text = "Hanke alkaa. Kustannusarvio (suunnittelu): n. 40 000 euroa, josta ESR 30 000 €."
    (stated,) = read_funding(numbered([text]), names, START, END).amounts
    assert stated.as_printed == "Kustannusarvio (suunnittelu): n. 40 000 euroa"


def test_a_finding_about_unread_text_quotes_it(names: NameBook) -> None:
    read = read_funding(numbered(["Rahoitus 2012: EAKR 60 %, kunta 40 %."]), names, START, END)
    (found,) = read.findings
    assert found.message == "shares without amounts: 'Rahoitus 2012: EAKR 60 %, kunta 40 %.'"


def test_a_finding_about_a_period_names_source_amount_and_days(names: NameBook) -> None:
    read = read_funding(numbered(["Rahoitus 2010: ESR 5 000 €"]), names, START, END)
    (found,) = read.findings
    assert (found.kind, found.line) == ("period", 1)
    assert found.message == (
        "'ESR' gives 5000 from 2010-01-01 to 2010-12-31, wholly outside the project's dates"
    )


def test_lines_without_blanks_as_printed_are_read_too(names: NameBook) -> None:
    lines = [Line(5, "Rahoitus"), Line(6, "ESR 70 000 €"), Line(7, "Kunta 30 000 €")]
    read = read_funding(lines, names, START, END)
    assert [(one.line, one.amount) for one in read.allocations] == [
        (6, Decimal(70000)),
        (7, Decimal(30000)),
    ]


@pytest.mark.parametrize("page", ["000", "001", "002"])
def test_the_money_of_the_real_pages_is_what_a_careful_reader_finds(
    page: str, shared: Path, names: NameBook
) -> None:
    (path,) = (shared / "seeds").glob(f"{page}_*.txt")
    gold = json.loads((shared / "seeds" / "gold" / f"{path.stem}.json").read_text("utf-8"))
    abstract = lay_out_blocks(path.read_text("utf-8").split("\n")).blocks["abstract"].lines
    start, end = (date.fromisoformat(gold[key]) for key in ("start", "end"))
    read = read_funding(abstract, names, start, end)
    assert cells(read) == [
        (source["source_as_printed"], source.get("share_percent"), *cell)
        for source in gold["funding"]
        for cell in source["allocations"]
    ]
    totals = [one.printed for one in read.totals]
    by_period = gold.get("funding_totals", {}).get("by_period", [])
    rows = [source["printed_total"] for source in gold["funding"]]
    assert totals == [*rows, *by_period, *([gold["funding_totals"]["all"]] if rows else [])]
    assert [one.amount for one in read.amounts] == [one["amount"] for one in gold["amounts"]]
    for stated, expected in zip(read.amounts, gold["amounts"], strict=True):
        assert stated.kind in expected["kind"].split("|")
    assert [
        {
            "what": f.what,
            "source": f.source_as_printed,
            "printed": f.printed,
            "computed": f.computed,
        }
        for f in read.findings
    ] == gold["discrepancies"]


def cells(funding: Funding) -> list[tuple[object, ...]]:
    return [
        (one.source_as_printed, one.share_percent, str(one.start), str(one.end), one.amount)
        for one in funding.allocations
    ]


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
