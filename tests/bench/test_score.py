"""The score of a reading is what a person would count by hand."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from bench.generator import Truth
from bench.score import Scoring, Tally
from graph.records import Allocation, PageRecord, Participation, Printed, Section, Source


@pytest.fixture
def record() -> PageRecord:
    return PageRecord(
        key="1",
        source=Source(file_name="1.txt", sha256="", encoding="utf-8"),
        name=Printed("Kaarna-hanke", 6),
        lines=(),
        participations=(
            Participation(role="funder", as_printed="Oulun kaupunki", line=20),
            Participation(role="funder", as_printed="Mallikoski Oy", line=21),
        ),
        allocations=(
            Allocation(
                source_as_printed="ESR",
                amount=Decimal(100),
                line=12,
                start=date(2015, 1, 1),
                end=date(2015, 12, 31),
            ),
        ),
    )


def scored(truth: PageRecord | None, found: PageRecord | None, *, whole: bool = True) -> Scoring:
    scoring = Scoring()
    scoring.add("1.txt", Truth(truth, whole=whole), found)
    return scoring


def test_a_perfect_reading_scores_one(record: PageRecord) -> None:
    scoring = scored(record, record)
    assert all(tally.precision == tally.recall == 1 for tally in scoring.tallies.values())
    assert scoring.misread == []


def test_what_was_missed_lowers_recall_alone(record: PageRecord) -> None:
    half = msgspec.structs.replace(record, participations=record.participations[:1])
    assert scored(record, half).tallies["participant"] == Tally(found=1, missed=1, invented=0)


def test_what_was_invented_lowers_precision_alone(record: PageRecord) -> None:
    half = msgspec.structs.replace(record, participations=record.participations[:1])
    assert scored(half, record).tallies["participant"] == Tally(found=1, missed=0, invented=1)


def test_a_fact_found_twice_is_invented_once(record: PageRecord) -> None:
    twice = msgspec.structs.replace(record, allocations=record.allocations * 2)
    assert scored(record, twice).tallies["allocation"] == Tally(found=1, missed=0, invented=1)


def test_a_wrong_value_is_missed_and_invented(record: PageRecord) -> None:
    renamed = msgspec.structs.replace(record, name=Printed("Kaarna", 6))
    assert scored(record, renamed).tallies["name"] == Tally(found=0, missed=1, invented=1)


def test_a_misreading_names_file_line_and_value(record: PageRecord) -> None:
    renamed = msgspec.structs.replace(record, name=Printed("Kaarna", 7))
    told = list(map(str, scored(record, renamed).misread))
    assert told == ["1.txt:6: missed name: Kaarna-hanke", "1.txt:7: invented name: Kaarna"]


def test_of_a_cut_page_more_may_be_found_than_must(record: PageRecord) -> None:
    half = msgspec.structs.replace(record, allocations=())
    assert scored(half, record, whole=False).misread == []


def test_a_page_that_must_be_refused_and_is_read_counts_as_missed(record: PageRecord) -> None:
    assert scored(None, record).tallies["refused"] == Tally(found=0, missed=1, invented=0)


def test_a_page_that_is_refused_for_nothing_counts_as_invented(record: PageRecord) -> None:
    assert scored(record, None).tallies["refused"] == Tally(found=0, missed=0, invented=1)


def test_how_a_section_begins_may_be_found_beyond_the_truth(record: PageRecord) -> None:
    section = Section(position=0, heading="", text="Alku.", line=9)
    more = msgspec.structs.replace(record, sections=(section,))
    assert "section text" not in {one.fact.field for one in scored(record, more).misread}
