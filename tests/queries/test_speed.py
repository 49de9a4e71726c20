"""A question about one thing is answered from that thing, however large the register is.

Measured against the same question about everything, so that a slow machine changes nothing.
"""

import re
import time
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from graph.questions.library import Library, load_library
from graph.store import EmbeddedStore, select
from tests.queries.conftest import HERE

COPIES = 800
"""How many times the register written by hand stands in the large one."""

SHARED = {"organisation": 80, "portfolio": 40, "person": 200}
"""How many copies there are of what many projects share."""

VALUES = {
    "project": "puisto-77",
    "organisation": "stiftelse-7",
    "portfolio": "tyo-7",
    "person": "maija-7",
}
FEW = {"portfolios", "withdrawn_projects"}
"""Questions whose whole answer is small."""

ASKED = [
    (question.name, parameter.name)
    for question in load_library().values()
    for parameter in question.parameters
    if question.columns and parameter.name in VALUES and question.name not in FEW
]
TIMES_FASTER = 8


def copied(quads: list[Quad], number: int) -> Iterator[Quad]:
    """The *quads* about other things: each project for itself, other things in turn."""
    for quad in quads:
        subject, value = renamed(quad.subject, number), renamed(quad.object, number)
        yield Quad(subject, quad.predicate, value)  # type: ignore[arg-type]  # of its own kind


def renamed(term: object, number: int) -> object:
    if not isinstance(term, NamedNode) or "/id/" not in term.value:
        return term

    def with_number(match: re.Match[str]) -> str:
        return f"{match[0]}-{number % SHARED.get(match[1], COPIES)}"

    return NamedNode(re.sub(r"/id/(\w+)/[\w-]+", with_number, term.value, count=1))


@pytest.fixture(scope="module")
def large() -> EmbeddedStore:
    text = (HERE / "register.ttl").read_bytes()
    quads = list(parse(text, RdfFormat.TURTLE))
    store = Store()
    for number in range(COPIES):
        store.bulk_extend(copied(quads, number))
    return EmbeddedStore(store)


def seconds(store: EmbeddedStore, query: str, times: int) -> float:
    """The shortest of so many *times* of answering *query*, which has rows."""

    def once() -> float:
        started = time.perf_counter()
        assert list(select(store, query))
        return time.perf_counter() - started

    return min(once() for _ in range(times))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "parameter"), ASKED)
def test_one_thing_is_many_times_faster_than_all(
    name: str, parameter: str, library: Library, large: EmbeddedStore
) -> None:
    question = library[name]
    values = {parameter: VALUES[parameter], "lang": "fi"}
    known = {known.name for known in question.parameters}
    about_one = question.bind({name: words for name, words in values.items() if name in known})
    about_all = question.bind({})
    assert seconds(large, about_one, 5) * TIMES_FASTER < seconds(large, about_all, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["organisation_projects", "organisation_partners", "project_funding"]
)
def test_units_too_are_many_times_faster_than_all(
    name: str, library: Library, large: EmbeddedStore
) -> None:
    values = {"organisation": "kaupunki-7", "with_units": "true"}
    about_one = library[name].bind(values)
    assert seconds(large, about_one, 5) * TIMES_FASTER < seconds(large, library[name].bind({}), 1)
