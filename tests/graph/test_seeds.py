"""On real pages every fact that a careful reader found is found, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import Attachment, Contact, Item, PageRecord, Participation, Printed
from graph.register import Register

Facts = dict[str, Any]
SEEDS = ("000_dc03161c098c53fb", "001_1108c256c930a348", "002_905997f67b1d201d")


class Seed:
    """A page's record beside its gold."""

    def __init__(self, folder: Path, key: str, reading: Reading) -> None:
        page = folder / f"{key}.txt"
        self.record: PageRecord = read_page(page.read_bytes(), page.name, reading)
        self.gold: Facts = json.loads((folder / "gold" / f"{key}.json").read_bytes())


@pytest.fixture(scope="module", params=SEEDS)
def seed(request: pytest.FixtureRequest, shared: Path, oulu: Register) -> Seed:
    return Seed(shared / "seeds", request.param, Reading(oulu, NameBook.load(oulu)))


def test_names_types_phases_and_days(seed: Seed) -> None:
    record, gold = seed.record, seed.gold
    assert record.name.text == gold["name"]
    assert text(record.type) == gold["type"]
    assert text(record.logos) == gold["logos_as_printed"]
    assert record.phase is not None
    assert record.phase.concept == gold["phase"]
    assert record.start is not None
    assert record.end is not None
    assert [str(record.start.value), str(record.end.value)] == [gold["start"], gold["end"]]


def test_portfolios(seed: Seed) -> None:
    found = seed.record.portfolio
    assert found is not None
    assert {
        "as_printed": found.as_printed,
        "name": found.name,
        "start_year": found.start_year,
        "end_year": found.end_year,
    } == seed.gold["portfolio"]


def test_headings(seed: Seed) -> None:
    assert [one.heading for one in seed.record.sections if one.heading] == seed.gold["sections"]


@pytest.mark.parametrize("field", ["objectives", "expected_results"])
def test_items(seed: Seed, field: str) -> None:
    found: tuple[Item, ...] = getattr(seed.record, field.removeprefix("expected_"))
    assert seed.gold[field] in (None, len(found))
    assert seed.gold[field] is not None or not found


def test_work_packages(seed: Seed) -> None:
    assert [one.title for one in seed.record.work_packages] == seed.gold["work_packages"]


def test_contacts(seed: Seed) -> None:
    assert [contact(one) for one in seed.record.contacts] == seed.gold["contacts"]


def test_attachments(seed: Seed) -> None:
    assert [attachment(one) for one in seed.record.attachments] == seed.gold["attachments"]


@pytest.mark.parametrize("role", ["funder", "implementer"])
def test_participants(seed: Seed, role: str) -> None:
    found = [one for one in seed.record.participations if one.role == role]
    wanted = seed.gold[f"{role}s"]
    assert [one.as_printed for one in found] == [one["as_printed"] for one in wanted]
    assert [chain(one) for one in found] == [gold_chain(one) for one in wanted]
    assert [one.programme for one in found] == [one.get("programme", "") for one in wanted]
    assert [one.inferred for one in found] == [bool(one.get("inferred")) for one in wanted]


def test_every_fact_knows_a_line_where_it_stands(seed: Seed) -> None:
    record = seed.record
    assert record.name.text in record.lines[record.name.line - 1]
    for person in record.contacts:
        assert person.name in record.lines[person.line - 1]
    for one in record.attachments:
        assert one.title in record.lines[one.line - 1]
    for item in (*record.objectives, *record.results):
        assert item.text[:20] in record.lines[item.line - 1]


def text(printed: Printed | None) -> str | None:
    return printed.text if printed else None


def contact(one: Contact) -> Facts:
    """A contact as the gold tells it: what is not printed is left out, so is what is not judged."""
    facts = {
        "name": one.name,
        "role": one.role,
        "title": one.title,
        "phone": one.phone,
        "email": one.email,
        "email_derived": one.email_derived,
    }
    return {key: value for key, value in facts.items() if value}


def attachment(one: Attachment) -> Facts:
    if one.kind == "link":
        return {"title": one.title, "link": True}
    return {
        "title": one.title,
        "file_name": one.file_name,
        "size_as_printed": one.size_as_printed,
    }


def chain(one: Participation) -> list[str]:
    """The organisation's names from the bottom up."""
    return [step.name for step in reversed(one.organisation)]


def gold_chain(one: Facts) -> list[str]:
    return [one["organisation"], *one.get("unit_of", [])] if one["organisation"] else []
