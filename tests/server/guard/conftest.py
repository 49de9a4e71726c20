"""A store of a hundred thousand triples, and guards that answer questions about it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from server.evaluation import Answer, PublicQuery
from server.guard.guard import Guard
from server.guard.limits import Limits
from server.http.formats import RESULTS_JSON, TURTLE
from server.settings import MEBI

THINGS = 20_000
LOOK_UP = "SELECT * { <http://example.com/7> ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"

Ask = Callable[..., Answer]
Guarded = Callable[..., AbstractContextManager[Guard]]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("guarded") / "store")
    made = Store(folder)
    made.bulk_extend(
        Quad(
            NamedNode(f"http://example.com/{thing}"),
            NamedNode(f"http://example.com/p{number}"),
            Literal(f'{number}, {{"thing"}},{{{thing}}} <é>\n'),
        )
        for thing in range(THINGS)
        for number in range(5)
    )
    made.flush()
    return folder


@contextmanager
def guarded(**limits: Any) -> Iterator[Guard]:
    guard = Guard(Limits(**({"seconds": 20.0, "memory": 256 * MEBI} | limits)))
    guard.start()
    try:
        yield guard
    finally:
        guard.close()


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with guarded() as started:
        yield started


@pytest.fixture
def ask(guard: Guard, store: str) -> Ask:
    return asking(guard, store)


def asking(guard: Guard, store: str) -> Ask:
    def ask(text: str, **parts: Any) -> Answer:
        wanted = {"results": RESULTS_JSON, "graph": TURTLE} | parts
        return guard.answer_from(store, PublicQuery(text=text, **wanted))

    return ask
