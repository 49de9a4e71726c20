"""The generator writes the same pages from the same seed, and the truth about them."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from bench.facts import facts
from bench.generator import Generated, generate
from bench.generator.length import BRIEF
from graph.extract.lines import plain
from graph.register import load_register

REGISTER = load_register("sample")
PAGES = range(300)


@pytest.fixture(scope="module")
def pages() -> list[Generated]:
    return list(generate(REGISTER, 7, PAGES))


@pytest.fixture(scope="module")
def damaged() -> list[Generated]:
    return list(generate(REGISTER, 7, PAGES, 1.0))


def test_a_brief_page_names_one_of_each_and_no_file() -> None:
    for page in generate(REGISTER, 7, PAGES, length=BRIEF):
        record = page.truth.record
        assert record is not None
        assert [one.role for one in record.participations] == ["funder", "implementer"]
        assert len(record.contacts) == len(record.sections) == 1
        assert not record.attachments


def text(page: Generated) -> list[str]:
    return page.data.decode().split("\n")


def test_the_same_seed_gives_the_same_pages(pages: list[Generated]) -> None:
    assert list(generate(REGISTER, 7, PAGES)) == pages


def test_another_seed_gives_other_pages(pages: list[Generated]) -> None:
    others = generate(REGISTER, 8, PAGES)
    assert all(one.data != other.data for one, other in zip(pages, others, strict=True))


def test_a_page_depends_on_its_number_alone(pages: list[Generated]) -> None:
    assert list(generate(REGISTER, 7, [41])) == [pages[41]]


def test_no_two_pages_are_alike(pages: list[Generated]) -> None:
    assert len({page.data for page in pages}) == len(pages)


def told(page: Generated) -> Iterator[tuple[str, int]]:
    """Words of the truth, each with the line where they must stand."""
    record = page.truth.record
    assert record is not None
    yield record.name.text, record.name.line
    yield from ((one.as_printed, one.line) for one in record.participations)
    yield from ((one.name, one.line) for one in record.contacts)
    yield from ((one.title, one.line) for one in record.attachments)
    yield from ((one.heading, one.line) for one in record.sections)
    yield from ((one.text, one.line) for one in (*record.objectives, *record.results))
    yield from ((one.title, one.line) for one in record.work_packages)
    yield from ((plain(one.as_printed), one.line) for one in record.amounts)
    for day in (record.start, record.end):
        if day:
            yield day.as_printed, day.line


def test_the_truth_names_the_line_where_its_words_stand(pages: list[Generated]) -> None:
    for page in pages:
        lines = [plain(line) for line in text(page)]
        for words, line in told(page):
            assert words in lines[line - 1], (page.file_name, line, words)


def test_the_digits_of_every_amount_stand_in_its_line(pages: list[Generated]) -> None:
    for page in pages:
        lines = text(page)
        record = page.truth.record
        assert record is not None
        amounts = [(one.amount, one.line) for one in record.allocations]
        amounts += [(one.printed, one.line) for one in record.totals]
        for amount, line in amounts:
            digits = "".join(filter(str.isdigit, lines[line - 1]))
            assert str(amount).rstrip("0") in digits


def test_a_sum_is_wrong_exactly_where_a_finding_says_so(pages: list[Generated]) -> None:
    for page in pages:
        record = page.truth.record
        assert record is not None
        wrong = {(one.line, one.printed) for one in record.totals if one.printed != one.computed}
        right = {(one.line, one.printed) for one in record.totals} - wrong
        found = {(one.line, one.printed) for one in record.findings if one.what.endswith(" total")}
        assert wrong <= found
        assert not found & right


def test_the_rows_of_a_table_add_up_to_their_computed_totals(pages: list[Generated]) -> None:
    for page in pages:
        record = page.truth.record
        assert record is not None
        for total in record.totals:
            cells = [
                one.amount
                for one in record.allocations
                if total.source_as_printed in ("", one.source_as_printed)
                and (total.start is None or total.start == one.start)
            ]
            assert sum(cells) == total.computed


def test_every_kind_of_fact_is_generated(pages: list[Generated]) -> None:
    told = {fact.field for page in pages if page.truth.record for fact in facts(page.truth.record)}
    assert {"allocation mixed", "amount approximate", "contact email derived"} <= told
    assert {"participant programme", "participant inferred", "work package", "logos"} <= told


def test_every_kind_of_damage_is_done(damaged: list[Generated]) -> None:
    flaws = {"unnamed", "untyped", "label twice", "no date", "backwards"}
    harms = {"windows lines", "one byte", "two bytes", "marked", "cut", "empty", "binary"}
    other = {"html", "nameless"}
    assert {page.truth.damage for page in damaged} == flaws | harms | other


def test_what_is_no_page_must_be_refused(damaged: list[Generated]) -> None:
    refused = {page.truth.damage for page in damaged if page.truth.record is None}
    assert refused == {"empty", "binary", "nameless"}


def test_a_flaw_is_a_finding(damaged: list[Generated]) -> None:
    kinds = {"untyped": "other", "unnamed": "other", "label twice": "duplicate", "no date": "dates"}
    for page in damaged:
        kind = kinds.get(page.truth.damage)
        record = page.truth.record
        assert kind is None or (record and kind in {one.kind for one in record.findings})


def test_positions_count_up_from_the_first(pages: list[Generated]) -> None:
    for page in pages:
        record = page.truth.record
        assert record is not None
        for one, other in pairwise(record.sections):
            assert other.position == one.position + 1
