import pytest

from bench.browse.readers import Register, register, workloads
from bench.browse.run import share
from graph.search.document import EntityDocument
from tests.graph.made_documents import DAY, make_index, throw_projects

OTHERS = (
    EntityDocument(kind="organisation", slug="small", names=("Pieni",), weight=1),
    EntityDocument(kind="organisation", slug="large", names=("Suuri",), weight=9),
    EntityDocument(kind="person", slug="maija", names=("Maija",), weight=1),
    EntityDocument(kind="portfolio", slug="vesi", names=("Vesi",), weight=1),
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return register(
        make_index(tmp_path_factory.mktemp("held"), [*throw_projects(1, 80), *OTHERS]), DAY
    )


def test_readers_ask_for_what_the_register_holds(held: Register) -> None:
    assert set(held.values["instrument"]) == {"ESF", "ERDF", "LIFE"}
    assert "Zeniitti" in held.words


def test_no_address_is_asked_for_twice(held: Register) -> None:
    for workload in workloads(held, seed=3, count=40):
        assert len(workload.addresses) == len(set(workload.addresses)) > 0


def test_the_same_seed_asks_for_the_same(held: Register) -> None:
    assert list(workloads(held, 3, 40)) == list(workloads(held, 3, 40))
    assert list(workloads(held, 4, 40)) != list(workloads(held, 3, 40))


def test_the_largest_organisation_is_always_asked_for(held: Register) -> None:
    asked = {one.name: one.addresses for one in workloads(held, seed=3, count=1)}
    assert "/fi/organisations/large" in asked["pages of organisations"]
    assert asked["pages of people"] == ["/fi/people/maija"]


def test_a_share_of_times_is_the_least_that_so_many_do_not_exceed() -> None:
    times = [float(number) for number in range(1, 101)]
    assert [share(times, part) for part in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert share([7.0], 0.5) == 7
    assert share([], 0.5) == 0
