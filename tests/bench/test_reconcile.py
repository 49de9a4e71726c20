import pytest

from bench.reconcile.batches import SIZE, Batch, batches
from graph.search.index import SearchIndex
from tests.graph.made_documents import DAY, make_index, throw_projects


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(tmp_path_factory.mktemp("held"), throw_projects(1, 80))


@pytest.fixture(scope="module")
def made(index: SearchIndex) -> list[Batch]:
    return [*batches(index, DAY, 3)]


def test_every_batch_has_its_size_and_a_name_of_its_own(made: list[Batch]) -> None:
    assert {len(batch.queries) for batch in made} == {SIZE}
    assert len({batch.name for batch in made}) == len(made)


def test_the_same_seed_makes_the_same_batches(index: SearchIndex, made: list[Batch]) -> None:
    assert [*batches(index, DAY, 3)] == made
    assert [*batches(index, DAY, 4)] != made


def test_names_are_spoiled_in_the_batches_that_say_so(
    index: SearchIndex, made: list[Batch]
) -> None:
    exact = made[0].queries[0]["query"]
    assert index.called(exact, ["project"], 1)
    spoiled = [batch for batch in made if "mistyped" in batch.name or "other words" in batch.name]
    assert len(spoiled) == 2
    assert all(batch.queries[0]["query"] != exact for batch in spoiled)
