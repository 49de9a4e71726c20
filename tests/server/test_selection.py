import re
from datetime import date

import pytest
from werkzeug.exceptions import BadRequest

from server.data.rows import Row
from server.lists.selection import FindingChoice, OrganisationChoice, ProjectChoice


def project(name: str, *, phase: str = "ended", start: date | None = None, **more: object) -> Row:
    return {
        "name": name,
        "portfolio": "x/id/portfolio/elinvoima",
        "phase": f"x/phase/{phase}",
        "running": phase == "running",
        "start": start,
        **more,
    }


def names(rows: list[Row]) -> list[str]:
    return [row["name"] for row in rows]


PROJECTS = [
    project("Avoin data", phase="running", start=date(2024, 1, 1)),
    project("Data avoimeksi", portfolio=None),
    project("Öljy", start=date(2025, 1, 1)),
]


def test_no_wish_chooses_everything_as_it_stands() -> None:
    assert names(ProjectChoice().of(PROJECTS)) == ["Avoin data", "Data avoimeksi", "Öljy"]
    assert not ProjectChoice().narrows


def test_every_word_must_be_in_the_name_in_any_order_and_case() -> None:
    assert names(ProjectChoice(q="DATA avoi").of(PROJECTS)) == ["Avoin data", "Data avoimeksi"]
    assert names(ProjectChoice(q="data öljy").of(PROJECTS)) == []


def test_a_phase_is_chosen_by_its_word() -> None:
    assert names(ProjectChoice(phase="running").of(PROJECTS)) == ["Avoin data"]


def test_a_portfolio_is_chosen_by_its_slug() -> None:
    assert names(ProjectChoice(portfolio="elinvoima").of(PROJECTS)) == ["Avoin data", "Öljy"]
    assert names(ProjectChoice(portfolio="voima").of(PROJECTS)) == []


def test_only_what_runs_can_be_chosen() -> None:
    assert names(ProjectChoice(running=True).of(PROJECTS)) == ["Avoin data"]


def test_by_start_the_newest_comes_first_and_what_has_no_start_last() -> None:
    chosen = ProjectChoice(sort="start").of(PROJECTS)
    assert names(chosen) == ["Öljy", "Avoin data", "Data avoimeksi"]


def test_the_parameters_of_an_address_are_read() -> None:
    choice = ProjectChoice.read({"q": " data ", "running": "1", "sort": "start", "page": "2"})
    assert choice == ProjectChoice(q="data", running=True, sort="start")
    assert choice.narrows


def test_an_empty_parameter_is_no_wish() -> None:
    assert ProjectChoice.read({"q": "", "portfolio": "", "phase": " ", "running": ""}) == (
        ProjectChoice()
    )


def test_order_alone_leaves_nothing_out() -> None:
    assert not ProjectChoice(sort="start").narrows


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"sort": "size"}, "The parameter sort cannot be 'size'. It can be: name, start."),
        ({"running": "perhaps"}, "The parameter running cannot be 'perhaps'. It can be: true"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(parameters: dict[str, str], says: str) -> None:
    with pytest.raises(BadRequest, match=re.escape(says)):
        ProjectChoice.read(parameters)


def test_an_organisation_is_found_under_its_other_names() -> None:
    row = {"name": "Sosiaali- ja terveysministeriö", "other_names": "STM", "kind": "x/ministry"}
    assert OrganisationChoice(q="stm").of([row]) == [row]
    assert OrganisationChoice(q="stm", kind="university").of([row]) == []


def test_findings_are_chosen_by_their_kind_and_by_their_project() -> None:
    rows = [
        {"project_name": "Avoin data", "kind": "x/finding/sum"},
        {"project_name": "Avoin data", "kind": "x/finding/dates"},
        {"project_name": "Öljy", "kind": "x/finding/sum"},
    ]
    assert FindingChoice(kind="sum", q="data").of(rows) == rows[:1]
