"""Who gives most, as the index has it, beside what plain Python adds up."""

from collections import Counter
from collections.abc import Iterable

import pytest

from graph.search.document import AllocationDocument
from graph.search.found import Giver
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from tests.graph.made_documents import DAY, fits, make_index, throw_money, throw_projects

PROJECTS = {project.slug: project for project in throw_projects(seed=9, count=200)}
MONEY = throw_money(seed=10, projects=PROJECTS.values())
WISHES = (Wish(), Wish(running=True), Wish(phases=("ended",)), Wish(funders=("nobody",)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("givers"), PROJECTS.values(), MONEY)


def added_up(money: Iterable[AllocationDocument]) -> list[Giver]:
    cents = Counter[tuple[str, str, str]]()
    for one in money:
        if one.source or one.instrument:
            cents[one.source, "" if one.source else one.instrument, one.currency] += one.cents
    return [Giver(*key, cents[key]) for key in sorted(cents, key=lambda key: (-cents[key], key))]


@pytest.mark.parametrize("most", [1, 3, 8, 500])
@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_they_are_those_of_plain_python(index: SearchIndex, wish: Wish, most: int) -> None:
    chosen = [one for one in MONEY if fits(PROJECTS[one.project], wish)]
    assert [*index.largest_givers(wish, DAY, most)] == added_up(chosen)[:most]
