"""Sums of the index, beside what plain Python adds up."""

from collections.abc import Sequence
from itertools import combinations

import pytest

from graph.search.document import AllocationDocument
from graph.search.found import Sum
from graph.search.index import SearchIndex
from graph.search.schema import GROUPS
from graph.search.wish import Wish
from tests.graph.made_documents import DAY, fits, make_index, throw_money, throw_projects, values

PROJECTS = {project.slug: project for project in throw_projects(seed=7, count=200)}
MONEY = throw_money(seed=8, projects=PROJECTS.values())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("sums"), PROJECTS.values(), MONEY)


def group(money: AllocationDocument, by: Sequence[str]) -> tuple[str, ...]:
    told = {
        "year": str(money.year),
        "instrument": money.instrument,
        "source": money.source,
        "portfolio": money.facets.portfolio,
    }
    return tuple(told[name] for name in by)


def added_up(money: Sequence[AllocationDocument], by: Sequence[str]) -> list[Sum]:
    gathered: dict[tuple[tuple[str, ...], str], list[AllocationDocument]] = {}
    for one in money:
        gathered.setdefault((group(one, by), one.currency), []).append(one)
    return [
        Sum(
            group=values,
            currency=currency,
            cents=sum(one.cents for one in ones),
            allocations=len(ones),
            projects=len({one.project for one in ones}),
            multi_year=sum(one.multi_year for one in ones),
        )
        for (values, currency), ones in sorted(gathered.items())
    ]


def in_order(sums: Sequence[Sum]) -> list[Sum]:
    return sorted(sums, key=lambda one: (one.group, one.currency))


WAYS = [by for size in range(len(GROUPS) + 1) for by in combinations(GROUPS, size)]


@pytest.mark.parametrize("by", WAYS, ids="+".join)
def test_every_grouping_is_that_of_plain_python(index: SearchIndex, by: tuple[str, ...]) -> None:
    assert in_order(index.sums(Wish(), DAY, by)) == added_up(MONEY, by)


WISHES = {
    "portfolio": Wish(portfolios=("sivistys",)),
    "running": Wish(running=True),
    "year and funder": Wish(years=(2021, 2022), funders=("kyla", "salo")),
    "participant": Wish(participants=("koski",)),
    "instrument": Wish(instruments=("ESF",)),
    "amount": Wish(amounts=("10k-50k", "unknown")),
    "nothing": Wish(portfolios=("none",)),
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=[*WISHES])
def test_sums_follow_every_filter(index: SearchIndex, wish: Wish) -> None:
    money = [one for one in MONEY if fits(PROJECTS[one.project], wish)]
    assert in_order(index.sums(wish, DAY, ("year",))) == added_up(money, ("year",))


def test_money_of_those_who_pay_and_do_not_take_part_is_told_apart(index: SearchIndex) -> None:
    payers = {"kyla", "salo"}
    paid = {one.project for one in MONEY if one.source in payers}
    unlisted = {slug for slug in paid if not payers & values(PROJECTS[slug], "participant")}
    money = [one for one in MONEY if one.project in unlisted]
    wish = Wish(kind="project", unlisted_payers=("kyla", "salo"))
    assert index.find(wish, DAY).total == len(unlisted) != 0
    assert in_order(index.sums(wish, DAY, ("year",))) == added_up(money, ("year",))


def test_sums_follow_the_words(index: SearchIndex) -> None:
    money = [one for one in MONEY if "silta" in PROJECTS[one.project].texts[0]]
    assert in_order(index.sums(Wish(q="sillat"), DAY, ("year",))) == added_up(money, ("year",))


def test_groups_are_named_in_the_order_they_are_asked_for(index: SearchIndex) -> None:
    turned = index.sums(Wish(), DAY, ("portfolio", "year"))
    straight = index.sums(Wish(), DAY, ("year", "portfolio"))
    assert {(one.group[::-1], one.cents) for one in turned} == {
        (one.group, one.cents) for one in straight
    }


def test_only_the_money_of_chosen_sources_is_added(index: SearchIndex) -> None:
    money = [one for one in MONEY if one.source in {"kyla", "salo"}]
    by = ("year", "source")
    assert in_order(index.sums(Wish(), DAY, by, ("kyla", "salo"))) == added_up(money, by)


def test_the_money_of_chosen_sources_is_told_source_by_source(index: SearchIndex) -> None:
    with pytest.raises(ValueError, match="by source"):
        index.sums(Wish(), DAY, ("year",), ("kyla",))


def test_of_more_groups_than_may_have_a_place_each_all_are_told(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.search.asking.sums._MOST", 7)
    by = ("source", "instrument")
    assert in_order(index.sums(Wish(running=True), DAY, by)) == added_up(
        [one for one in MONEY if fits(PROJECTS[one.project], Wish(running=True))], by
    )
