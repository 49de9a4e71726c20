"""Tables thrown by chance, flattened in every style: read back exactly, wrong sums told exactly."""

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.funding import Funding, read_funding
from graph.extract.lines import numbered
from graph.names.meaning import NOTHING, Meaning
from graph.records import Finding, OrganisationPath

SOURCES = (
    "ESR 70%",
    "EAKR- ja valtionrahoitus",
    "Lapin liitto",
    "Oulun kaupunki (15 %)",
    "Kuntarahoitus yhteensä (rannikko, jokivarsi ja maakunta)",
    "STM, Esimerkki-ohjelma",
    "Esimerkkiyhdistys Pohjantähti ry, 5 %",
    "Muu rahoitus",
)
PERIODS = (
    ("2012", date(2012, 1, 1), date(2012, 12, 31)),
    ("v. 2013", date(2013, 1, 1), date(2013, 12, 31)),
    ("1.1.-30.6.2014", date(2014, 1, 1), date(2014, 6, 30)),
    ("7-12/2014", date(2014, 7, 1), date(2014, 12, 31)),
    ("2015–2016", date(2015, 1, 1), date(2016, 12, 31)),
)
TOTALS = ("Yhteensä", "Yht.", "YHTEENSÄ", "Yhteensä:", "Summa", "Kaikki yhteensä")
HEADS = ("", "Rahoittaja", "Rahoituslähde", "Vuosi", "Rahoitus (€)")
SECONDS = 5
STYLES = ("{} ", "{}\u00a0", "{}\u202f", "{}.")


class NobodyKnown:
    """Names of which nothing is known: what is tested here is the tables."""

    city: OrganisationPath = ()

    def understand(self, printed: str, day: date | None = None) -> Meaning:
        del printed, day
        return NOTHING


class Thrown(NamedTuple):
    """A table: the names of its rows and columns, its cells, and what is added to its sums."""

    sources: Sequence[str]
    periods: Sequence[tuple[str, date, date]]
    cells: Sequence[Sequence[int]]
    slips: dict[str, int]

    def row_total(self, row: int) -> int:
        return sum(self.cells[row]) + self.slips.get(f"row {row}", 0)

    def column_total(self, column: int) -> int:
        return sum(row[column] for row in self.cells) + self.slips.get(f"column {column}", 0)

    def grand_total(self) -> int:
        return sum(map(sum, self.cells)) + self.slips.get("grand", 0)


@st.composite
def tables(draw: st.DrawFn, *, most_slips: int = 3) -> Thrown:
    sources = draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=5, unique=True))
    count = draw(st.integers(2, len(PERIODS)))
    amounts = st.integers(2080, 900_000)
    row = st.lists(amounts, min_size=count, max_size=count)
    cells = draw(st.lists(row, min_size=len(sources), max_size=len(sources)))
    places = [f"row {i}" for i in range(len(sources))]
    places += [f"column {i}" for i in range(count)] + ["grand"]
    by = st.sampled_from((-100, -1, 1, 9))
    slips = draw(st.dictionaries(st.sampled_from(places), by, max_size=most_slips))
    return Thrown(sources, PERIODS[:count], cells, slips)


def printed(value: int, style: str) -> str:
    groups = f"{value:,}".split(",")
    return "".join(style.format(group) for group in groups[:-1]) + groups[-1]


def rows(table: Thrown, total: str, style: str) -> list[list[str]]:
    """The rows of *table* as printed, headings first, without the heading of the sources."""
    head = [*(name for name, _, _ in table.periods), total]
    body = [
        [source, *(printed(cell, style) for cell in cells), printed(table.row_total(i), style)]
        for i, (source, cells) in enumerate(zip(table.sources, table.cells, strict=True))
    ]
    columns = [printed(table.column_total(i), style) for i in range(len(table.periods))]
    return [head, *body, [total, *columns, printed(table.grand_total(), style)]]


def read(lines: Sequence[str]) -> Funding:
    return read_funding(numbered(lines), NobodyKnown(), date(2012, 1, 1), date(2016, 12, 31))


def given_by(funding: Funding) -> list[tuple[str, date | None, date | None, Decimal]]:
    return [(one.source_as_printed, one.start, one.end, one.amount) for one in funding.allocations]


def truth(table: Thrown) -> list[tuple[str, date | None, date | None, Decimal]]:
    return [
        (source, start, end, Decimal(cell))
        for source, cells in zip(table.sources, table.cells, strict=True)
        for (_, start, end), cell in zip(table.periods, cells, strict=True)
    ]


def wrong(table: Thrown) -> list[tuple[str, str, Decimal]]:
    """The sums that a slip made wrong: what, of which source, by how much."""
    names = {"row": "row total", "column": "column total", "grand": "grand total"}
    found = []
    for place, by in table.slips.items():
        what, _, number = place.partition(" ")
        source = table.sources[int(number)] if what == "row" else ""
        found.append((names[what], source, Decimal(by)))
    return sorted(found)


def off(finding: Finding) -> tuple[str, str, Decimal]:
    difference = (finding.printed or Decimal(0)) - (finding.computed or Decimal(0))
    return finding.what, finding.source_as_printed, difference


def check(table: Thrown, lines: Sequence[str]) -> None:
    funding = read(lines)
    assert given_by(funding) == truth(table)
    assert sorted(map(off, funding.findings)) == wrong(table)
    assert len(funding.totals) == len(table.sources) + len(table.periods) + 1
    assert funding.amounts == ()


@settings(max_examples=60, deadline=None)
@given(
    table=tables(),
    head=st.sampled_from(HEADS),
    total=st.sampled_from(TOTALS),
    style=st.sampled_from((*STYLES, "{}")),
    gap=st.booleans(),
)
def test_a_table_flattened_to_one_cell_a_line_is_read_back(
    table: Thrown, head: str, total: str, style: str, gap: bool
) -> None:
    cells = [cell for row in rows(table, total, style) for cell in row]
    separator = [""] if gap else []
    lines = [line for cell in filter(None, [head, *cells]) for line in (*separator, cell)]
    check(table, ["Rahoitus", *lines])


@settings(max_examples=40, deadline=None)
@given(table=tables(), style=st.sampled_from(STYLES), mark=st.sampled_from(("\t", " | ", "   ")))
def test_a_table_with_marks_between_its_cells_is_read_back(
    table: Thrown, style: str, mark: str
) -> None:
    head, *body = rows(table, "Yhteensä", style)
    lines = [mark.join(["Rahoittaja", *head]), *(mark.join(row) for row in body)]
    check(table, ["Rahoitus", *lines])


@settings(max_examples=40, deadline=None)
@given(table=tables(), style=st.sampled_from(("{}.", "{}")))
def test_a_table_of_rows_with_single_blanks_is_read_back(table: Thrown, style: str) -> None:
    lines = [" ".join(row) for row in rows(table, "Yhteensä", style)]
    check(table, ["Rahoitus", *lines])


@settings(max_examples=40, deadline=None)
@given(table=tables(most_slips=0))
def test_rows_whose_blanks_may_mean_anything_are_told_by_their_sums(table: Thrown) -> None:
    lines = [" ".join(row) for row in rows(table, "Yhteensä", "{} ")]
    check(table, ["Rahoitus", *lines])


@settings(max_examples=40, deadline=None)
@given(table=tables(most_slips=0), gap=st.booleans())
def test_a_table_with_its_years_down_the_side_is_read_back(table: Thrown, gap: bool) -> None:
    upright = [["", *(row[0] for row in rows(table, "Yhteensä", "{} ")[1:])]]
    upright += [list(column) for column in _columns(table)]
    cells = [cell for row in upright for cell in row]
    lines = [line for cell in filter(None, cells) for line in ([""] if gap else []) + [cell]]
    funding = read(["Rahoitus", "Vuosi", *lines])
    assert sorted(given_by(funding)) == sorted(truth(table))
    assert funding.findings == ()


def _columns(table: Thrown) -> list[list[str]]:
    head, *body = rows(table, "Yhteensä", "{} ")
    return [[name, *(row[i + 1] for row in body)] for i, name in enumerate(head)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (*SOURCES, *TOTALS, *HEADS, "2012", "2013", "50 722", "12 000 €", "-", "%", "30 %")
        ),
        max_size=25,
    )
)
def test_no_heap_of_cells_makes_it_stumble_or_invents_money(cells: list[str]) -> None:
    funding = read(["Rahoitus", *cells])
    money = {Decimal(50722), Decimal(12000), Decimal(2012), Decimal(2013)}
    assert {one.amount for one in funding.allocations} <= money
    assert all(1 <= one.line <= len(cells) + 1 for one in funding.findings)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=12))
def test_no_text_makes_it_stumble(texts: list[str]) -> None:
    lines = [line for text in texts for line in text.splitlines() or [""]]
    funding = read(lines)
    assert funding.read <= set(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "ESR 1 000 €, " * 2000,
        "ja sen, " * 5000 + " on 5 000 €",
        "(" * 5000 + "5 000 €" + ")" * 5000,
        "2012 2013 2014 2015 2016 Yht.\n" + ("ESR " + "123 456 " * 12 + "\n") * 5,
        "2012\n" + "Kunta yhteensä\n10\n" * 500,
        "2012\n2013\n2014\n2015\n2016\n2017\nYht.\n" + "ESR\n10\n20\n30\n40\n" * 100,
    ],
)
def test_a_page_gone_wild_is_read_in_time(text: str) -> None:
    began = time.process_time()
    read(["Rahoitus", *text.splitlines()])
    assert time.process_time() - began < SECONDS
