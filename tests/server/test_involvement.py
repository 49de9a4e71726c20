"""What an organisation does, asked of an index of a few projects."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from graph.search.document import AllocationDocument, EntityDocument, Facets
from graph.search.index import SearchIndex
from graph.search.writing import IndexWriter
from server.display.involvement import OTHERS, OWN, UNLISTED, Involved, Involvement

DAY = date(2026, 11, 22)
BRIDGE = Facets(
    funders=("city", "state"), implementers=("city",), start=date(2020, 1, 1), end=date(2021, 6, 1)
)
PARK = Facets(
    funders=("state",), implementers=("club",), partners=("city-parks",), start=date(2026, 1, 1)
)
POOL = Facets(funders=("state",), implementers=("club",), start=date(2019, 1, 1))
Tell = Callable[..., Involvement]


def money(project: str, facets: Facets, number: int, source: str, cents: int) -> AllocationDocument:
    return AllocationDocument(
        project=project, number=number, source=source, year=2020, cents=cents, facets=facets
    )


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    folder = tmp_path_factory.mktemp("index")
    writer = IndexWriter(folder)
    given = {
        "bridge": [
            money("bridge", BRIDGE, 1, "city", 100_00),
            money("bridge", BRIDGE, 2, "state", 300_00),
        ],
        "park": [money("park", PARK, 1, "state", 50_00)],
        "pool": [money("pool", POOL, 1, "city", 7_00)],
    }
    for slug, some in given.items():
        project = EntityDocument(kind="project", slug=slug, names=(slug,), facets=some[0].facets)
        writer.add(project, some)
    writer.commit()
    writer.close()
    index = SearchIndex.open(folder)
    return lambda *slugs: Involved(index, DAY, slugs).told(2, 2)


def test_own_money_and_that_of_others_make_the_whole(tell: Tell) -> None:
    (earned,) = tell("city").earnings
    assert earned.series == (OWN, OTHERS)
    assert earned.series_totals == (Decimal(107), Decimal(300))
    assert earned.total == 407


def test_money_for_projects_that_do_not_list_it_is_its_own_too(tell: Tell) -> None:
    told = tell("city")
    assert told.own == [("EUR", Decimal(107))]
    *_, unlisted = told.roles
    assert (unlisted.word, unlisted.total) == (UNLISTED, told.unlisted) == (UNLISTED, 1)
    assert [hit.slug for hit in unlisted.newest] == ["pool"]
    assert (unlisted.own, unlisted.whole) == ([("EUR", Decimal(7))], [("EUR", Decimal(7))])


def test_a_project_counts_once_whatever_its_roles(tell: Tell) -> None:
    told = tell("city")
    assert told.projects == 1
    listed = [(role.word, role.total) for role in told.roles if role.word != UNLISTED]
    assert listed == [("funder", 1), ("implementer", 1)]
    assert told.whole == [("EUR", Decimal(407))]


def test_with_its_units_it_has_their_projects_too(tell: Tell) -> None:
    told = tell("city", "city-parks")
    assert told.projects == 2
    assert [role.word for role in told.roles] == ["funder", "implementer", "partner", UNLISTED]
    assert told.running == 1
    assert told.whole == [("EUR", Decimal(457))]


def test_years_reach_from_the_first_start_to_the_last_end(tell: Tell) -> None:
    assert tell("city").active == (2020, 2021)
    assert tell("nobody").active is None


def test_partners_stand_by_role_and_are_counted_once_in_all(tell: Tell) -> None:
    told = tell("city", "city-parks")
    foremost = {
        each.role: [(one.value, one.number) for one in each.foremost] for each in told.partners
    }
    assert foremost == {"funder": [("state", 2)], "implementer": [("club", 1)]}
    assert told.others == 2


def test_who_takes_part_in_nothing_has_nothing(tell: Tell) -> None:
    told = tell("nobody")
    assert (told.projects, told.roles, told.partners, told.earnings) == (0, (), (), [])
