"""Two hundred queries made by chance are answered at an engine as from the embedded store."""

import pytest

from graph.store import GraphStore, Truth
from tests.graph.parity.asking import difference_of
from tests.graph.parity.conftest import Graphs
from tests.graph.parity.made_queries import Maker

SEED = 2026
NUMBER = 200
PIECE = 20


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(NUMBER // PIECE))
def test_made_queries_have_the_same_answers(turn: int, sample: Graphs) -> None:
    made = list(Maker(sample.embedded, SEED).queries(NUMBER))
    differ = [
        f"{query}\n{told}"
        for query in made[turn * PIECE : (turn + 1) * PIECE]
        if (told := difference_of(sample.embedded, sample.there, sample.known, query))
    ]
    assert differ == []


@pytest.mark.slow
def test_no_two_queries_are_the_same_and_most_find_something(sample: Graphs) -> None:
    made = list(Maker(sample.embedded, SEED).queries(NUMBER))
    found = [query for query in made if finds(sample.embedded, query)]
    assert len(set(made)) == NUMBER
    assert len(found) > NUMBER * 0.8


def finds(graph: GraphStore, query: str) -> bool:
    answer = graph.query(query)
    return bool(answer) if isinstance(answer, Truth) else any(True for _ in answer)
