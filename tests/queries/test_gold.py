"""The named questions' answers about real pages are what a careful reader finds on them.

Both ways: every fact of the gold files is answered, and no answer says more in what they judge.
In the gold, null is not judged and ``a|b`` means either.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.privacy.policy import Contacts
from graph.questions.library import Library
from graph.register import Register
from graph.store import EmbeddedStore, select
from graph.values import plain

Gold = dict[str, Any]
Row = dict[str, Any]
Answer = Callable[..., list[Row]]
About = Callable[[str], list[Row]]
SEEDS = ("000_dc03161c098c53fb", "001_1108c256c930a348", "002_905997f67b1d201d")
WHOLE_TIME = (None, None)


@pytest.fixture(scope="module")
def answer(
    shared: Path, oulu: Register, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Answer:
    """Ask a built register; concepts come back as their word."""
    data = tmp_path_factory.mktemp("gold") / "data"
    sources = (shared / "seeds",)
    build(data, BuildOptions(sources=sources, register=oulu, contacts=Contacts.FULL))
    generation = DataDirectory.open(data).generation()
    store = EmbeddedStore(generation.open_store())

    def ask(name: str, **values: str) -> list[Row]:
        table = select(store, library[name].bind(values, generation.iris))
        return [{column: plain(row[column]) for column in table.columns} for row in table]

    return ask


@pytest.fixture(scope="module", params=SEEDS)
def gold(request: pytest.FixtureRequest, shared: Path) -> Gold:
    facts: Gold = json.loads((shared / "seeds" / "gold" / f"{request.param}.json").read_bytes())
    return facts


@pytest.fixture(scope="module")
def project(gold: Gold, answer: Answer) -> Row:
    (row,) = [row for row in answer("projects") if row["name"] == gold["name"]]
    return row


@pytest.fixture(scope="module")
def about(project: Row, answer: Answer) -> About:
    return lambda name: answer(name, project=project["project"])


def word(iri: str | None) -> str | None:
    return iri.rpartition("/")[2] if iri else None


def days(row: Row) -> tuple[str | None, str | None]:
    start, end = row["start"], row["end"]
    return start and start.isoformat(), end and end.isoformat()


def agrees(found: object, said: object) -> bool:
    """Whether *found* is what the gold said, where the gold judges at all."""
    return said is None or found in (said.split("|") if isinstance(said, str) else [said])


def test_each_page_is_one_project(answer: Answer) -> None:
    assert len(answer("projects")) == len(SEEDS)
    assert answer("withdrawn_projects") == []


def test_the_projects_own_facts(gold: Gold, project: Row) -> None:
    assert agrees(project["type"], gold["type"])
    assert agrees(word(project["phase"]), gold["phase"])
    assert days(project) == (gold["start"], gold["end"])
    assert agrees(project["logos_as_printed"], gold["logos_as_printed"])
    assert str(project["page"]).endswith(gold["page"].removesuffix(".txt"))
    assert project["running"] is False


def test_its_portfolio(gold: Gold, project: Row, answer: Answer) -> None:
    assert project["portfolio_name"] == gold["portfolio"]["name"]
    (row,) = answer("portfolios", portfolio=project["portfolio"])
    assert {name: row[name] for name in gold["portfolio"]} == gold["portfolio"]
    assert row["projects"] == 1


def test_every_portfolio_is_in_the_gold(shared: Path, answer: Answer) -> None:
    files = (shared / "seeds" / "gold").iterdir()
    names = {json.loads(file.read_bytes())["portfolio"]["name"] for file in files}
    assert {row["name"] for row in answer("portfolios")} == names


@pytest.mark.parametrize(("role", "key"), [("funder", "funders"), ("implementer", "implementers")])
def test_participants(role: str, key: str, gold: Gold, about: About, answer: Answer) -> None:
    rows = [row for row in about("project_participants") if word(row["role"]) == role]
    assert [row["as_printed"] for row in rows] == [one["as_printed"] for one in gold[key]]
    for row, one in zip(rows, gold[key], strict=True):
        assert row["organisation_name"] == one["organisation"]
        assert (row["organisation"] is None) == ("description_only" in one)
        assert row["programme"] == one.get("programme")
        assert row["inferred"] is ("inferred" in one)
        assert chain_above(row["organisation"], answer) == one.get("unit_of", [])


def test_no_participant_has_another_role(about: About) -> None:
    rows = about("project_participants")
    assert {word(row["role"]) for row in rows} == {"funder", "implementer"}


def chain_above(organisation: str | None, answer: Answer) -> list[str]:
    """The names of what an organisation is a unit of, from the next step up."""
    if organisation is None:
        return []
    (row,) = answer("organisations", organisation=organisation)
    above = chain_above(row["unit_of"], answer)
    return [row["unit_of_name"], *above] if row["unit_of"] else above


def test_the_top_of_a_chain_is_its_last_step(about: About, answer: Answer) -> None:
    for row in about("project_participants"):
        for found in answer("organisations", organisation=row["organisation"] or "none"):
            chain = chain_above(row["organisation"], answer)
            assert found["top_name"] == (chain[-1] if chain else found["name"])


def test_organisations_know_their_projects(project: Row, about: About, answer: Answer) -> None:
    for row in about("project_participants"):
        if row["organisation"]:
            projects = answer("organisation_projects", organisation=row["organisation"])
            assert (project["project"], row["role"]) in [
                (found["project"], found["role"]) for found in projects
            ]


def test_contacts(gold: Gold, about: About) -> None:
    rows = about("project_contacts")
    assert [row["person_name"] for row in rows] == [one["name"] for one in gold["contacts"]]
    for row, one in zip(rows, gold["contacts"], strict=True):
        for column in ("role", "title", "phone", "email"):
            assert row[column] == one.get(column), column
        derived = one.get("email_derived", False) if "email" in one else None
        assert row["email_derived"] is derived


def test_attachments(gold: Gold, about: About) -> None:
    assert [attachment(row) for row in about("project_attachments")] == gold["attachments"]


def attachment(row: Row) -> Gold:
    """An attachment as the gold says it."""
    said = {name: row[name] for name in ("title", "file_name", "size_as_printed") if row[name]}
    return said | ({"link": True} if row["kind"] == "link" else {})


def test_sections_and_what_they_list(gold: Gold, about: About) -> None:
    headings = [row["heading"] for row in about("project_sections") if row["heading"]]
    assert headings == gold["sections"]
    assert agrees(len(about("project_objectives")), gold["objectives"])
    assert agrees(len(about("project_results")), gold["expected_results"])
    assert [row["title"] for row in about("project_work_packages")] == gold["work_packages"]


def test_positions_count_up(about: About) -> None:
    for name in ("project_sections", "project_objectives", "project_results"):
        positions = [row["position"] for row in about(name)]
        assert positions == sorted(set(positions))


def test_allocations(gold: Gold, about: About) -> None:
    rows = about("project_funding")
    said = [(one, cell) for one in gold["funding"] for cell in one["allocations"]]
    assert len(rows) == len(said)
    for one, (start, end, amount) in said:
        (row,) = [
            row
            for row in rows
            if (row["source_as_printed"], *days(row)) == (one["source_as_printed"], start, end)
        ]
        assert (row["amount"], row["currency"], row["approximate"]) == (amount, "EUR", False)
        assert word(row["instrument"]) == one.get("instrument")
        assert row["programme"] == one.get("programme")
        assert agrees(row["share_percent"], one["share_percent"])
        if "organisation" in one:
            assert agrees(row["organisation_name"], one["organisation"])
        else:
            assert row["organisation"] is None


def test_totals(gold: Gold, about: About) -> None:
    found = {
        (row["source_as_printed"], days(row)): row["printed"]
        for row in about("project_funding_totals")
    }
    assert found == said_totals(gold)


def said_totals(gold: Gold) -> dict[tuple[str | None, tuple[str | None, str | None]], int]:
    """The totals of the gold by source and period, either of which may be all."""
    if not gold["funding"]:
        return {}
    periods = [(start, end) for start, end, _ in gold["funding"][0]["allocations"]]
    return {
        **{(one["source_as_printed"], WHOLE_TIME): one["printed_total"] for one in gold["funding"]},
        **{
            (None, period): total
            for period, total in zip(periods, gold["funding_totals"]["by_period"], strict=True)
        },
        (None, WHOLE_TIME): gold["funding_totals"]["all"],
    }


def test_totals_are_computed_from_the_cells(about: About) -> None:
    cells = about("project_funding")
    for total in about("project_funding_totals"):
        amounts = [
            cell["amount"]
            for cell in cells
            if total["source_as_printed"] in (None, cell["source_as_printed"])
            and days(total) in (WHOLE_TIME, days(cell))
        ]
        assert total["computed"] == sum(amounts)
        assert total["difference"] == total["printed"] - total["computed"]


def test_money_by_year_adds_up_to_the_allocations(
    gold: Gold, about: About, answer: Answer, project: Row
) -> None:
    rows = about("funding_by_year")
    cells = [cell for one in gold["funding"] for cell in one["allocations"]]
    assert sum(row["amount"] for row in rows) == sum(amount for _, _, amount in cells)
    assert {row["year"] for row in rows} == {int(start[:4]) for start, _, _ in cells}
    whole = answer("funding_by_project", project=project["project"])
    assert [row["amount"] for row in whole] == ([sum(a for _, _, a in cells)] if cells else [])


def test_stated_amounts(gold: Gold, about: About) -> None:
    rows = about("project_amounts")
    assert len(rows) == len(gold["amounts"])
    for row, one in zip(rows, gold["amounts"], strict=True):
        assert agrees(word(row["kind"]), one["kind"])
        assert (row["amount"], row["currency"]) == (one["amount"], one["currency"])


def test_discrepancies_are_the_findings_about_sums(gold: Gold, about: About) -> None:
    found = [
        {
            "what": row["what"],
            "source": row["source_as_printed"],
            "printed": row["printed"],
            "computed": row["computed"],
        }
        for row in about("findings")
        if word(row["kind"]) == "sum"
    ]
    assert found == gold["discrepancies"]


def test_other_findings_have_no_sums(about: About) -> None:
    for row in about("findings"):
        assert row["line"]
        assert row["message"]
        if word(row["kind"]) != "sum":
            assert (row["printed"], row["computed"]) == (None, None)
