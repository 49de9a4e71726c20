import re

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from graph.search.wish import Wish
from server.data.rows import Row
from server.lists.selection import (
    FindingChoice,
    OrganisationChoice,
    PersonChoice,
    ProjectChoice,
)


def projects(*parameters: tuple[str, str]) -> ProjectChoice:
    return ProjectChoice.read(MultiDict(parameters))


def test_the_parameters_of_an_address_make_a_wish() -> None:
    choice = projects(("q", " data "), ("running", "1"), ("kind", "university"), ("page", "2"))
    assert choice.wish() == Wish(
        kind="project",
        q="data",
        running=True,
        organisation_kinds=("university",),
        order="relevance",
    )


@pytest.mark.parametrize(
    ("parameter", "wished"),
    [
        ("portfolio", "portfolios"),
        ("phase", "phases"),
        ("funder", "funders"),
        ("implementer", "implementers"),
        ("partner", "partners"),
        ("participant", "participants"),
        ("instrument", "instruments"),
        ("kind", "organisation_kinds"),
        ("municipality", "municipalities"),
        ("amount", "amounts"),
    ],
)
def test_a_repeated_parameter_gives_alternatives(parameter: str, wished: str) -> None:
    wish = projects((parameter, "a"), (parameter, "b"), (parameter, "a")).wish()
    assert getattr(wish, wished) == ("a", "b")


def test_years_are_numbers() -> None:
    assert projects(("year", "2015"), ("year", "2016")).wish().years == (2015, 2016)


def test_without_words_a_list_stands_by_name_and_with_words_by_relevance() -> None:
    assert projects().wish().order == "name"
    assert projects(("q", "data")).wish().order == "relevance"
    assert projects(("sort", "relevance")).wish().order == "name"
    assert projects(("q", "data"), ("sort", "end")).wish().order == "end"


def test_organisations_and_people_can_stand_by_the_number_of_their_projects() -> None:
    chosen = MultiDict([("sort", "projects"), ("role", "funder"), ("kind", "ministry")])
    assert OrganisationChoice.read(chosen).wish() == Wish(
        kind="organisation", kinds_of=("ministry",), roles=("funder",), order="weight"
    )
    assert PersonChoice.read(chosen).wish() == Wish(kind="person", order="weight")


def test_an_empty_parameter_is_no_wish() -> None:
    assert projects(("q", ""), ("portfolio", ""), ("phase", " "), ("running", "")) == (
        ProjectChoice()
    )


def test_order_alone_leaves_nothing_out() -> None:
    assert not projects(("sort", "start")).narrows
    assert projects(("year", "2015")).narrows


def test_a_choice_is_the_parameters_of_its_address() -> None:
    said = [("q", "a b"), ("exact", "1"), ("year", "2015"), ("year", "2016"), ("sort", "end")]
    assert projects(*said).parameters == said
    assert projects().parameters == []


def test_one_value_is_chosen_or_let_go_and_the_others_stay() -> None:
    choice = projects(("year", "2015"), ("phase", "ended"))
    more = choice.plus("year", "2016")
    assert more.parameters == [("phase", "ended"), ("year", "2015"), ("year", "2016")]
    assert more.minus("year", "2015").parameters == [("phase", "ended"), ("year", "2016")]
    assert more.minus("year").parameters == [("phase", "ended")]
    assert choice.plus("running", "1").minus("running", "1") == choice


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("sort", "size", "The parameter sort cannot be 'size'. It can be: relevance, name, start"),
        ("running", "perhaps", "The parameter running cannot be 'perhaps'. It can be: true, false"),
        ("year", "MMXV", "The parameter year cannot be 'MMXV'. It can be a whole number."),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(BadRequest, match=re.escape(says)):
        projects((name, value))


def test_of_several_years_the_one_that_is_none_is_named() -> None:
    with pytest.raises(BadRequest, match="year cannot be 'soon'"):
        projects(("year", "2015"), ("year", "soon"))


def test_findings_are_chosen_by_their_kind_and_by_their_project() -> None:
    rows: list[Row] = [
        {"project_name": "Avoin data", "kind": "x/finding/sum"},
        {"project_name": "Avoin data", "kind": "x/finding/dates"},
        {"project_name": "Öljy", "kind": "x/finding/sum"},
    ]
    assert FindingChoice(kind=("sum",), q="DATA avoin").of(rows) == rows[:1]
    assert FindingChoice(kind=("sum", "dates")).of(rows) == rows
