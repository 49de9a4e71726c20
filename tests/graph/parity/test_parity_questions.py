"""Every named question gives the same rows at an engine as from the embedded store."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import pytest

from graph.questions.library import load_library
from graph.questions.question import Question
from tests.graph.parity.asking import cases, difference_of
from tests.graph.parity.conftest import Graphs

LIBRARY = load_library()
HERE_ONLY = {name: question for name, question in LIBRARY.items() if not question.services}
"""Questions that ask nobody else: what Wikidata and Finto answer is no matter of the graph."""

LISTS = {"links": "evidence"}
"""Columns that are lists in one text, which have no order (SPARQL 1.1 Query, section 18.5.1.7)."""

FEW = 2
"""About so many things the larger graph is asked: everything, and one value."""

TOO_MUCH = frozenset({"statements", "triples_by_property", "related_projects"})
"""What takes every triple, or each pair of projects, for its rows about everything."""

OF_LARGE = [
    name
    for name, question in HERE_ONLY.items()
    if question.parameters or (question.columns and name not in TOO_MUCH)
]
"""What the larger graph is asked: not for all of its triples, which are compared as it comes."""

WORD = "word"
"""The parameter that is looked for in every text: on the sample that is enough."""


Values = Mapping[str, str]


def things(graphs: Graphs, question: Question, most: int | None) -> Iterator[Values]:
    """What *question* is asked about: *most* things of a larger graph, and what is in time."""
    about = cases(question, graphs.embedded)
    if most is None:
        return about
    gives_rows = question.columns and question.name not in TOO_MUCH
    return islice((v for v in about if (v or gives_rows) and WORD not in v), most)


def answers_differ(graphs: Graphs, question: Question, about: Iterable[Values]) -> Iterator[str]:
    for values in about:
        query = question.bind(values, graphs.generation.iris)
        unordered = LISTS.get(question.name, "")
        stores = graphs.embedded, graphs.there
        if told := difference_of(*stores, graphs.known, query, unordered):
            yield f"{dict(values)}: {told}"


def differences(graphs: Graphs, name: str, most: int | None = None) -> list[str]:
    """Where the answers differ, asked about *most* things, None: about all that there are."""
    question = LIBRARY[name]
    return list(answers_differ(graphs, question, things(graphs, question, most)))


@pytest.mark.slow
@pytest.mark.parametrize("name", HERE_ONLY)
def test_a_question_has_the_same_rows_on_the_sample(name: str, sample: Graphs) -> None:
    assert differences(sample, name) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_LARGE)
def test_a_question_has_the_same_rows_on_generated_projects(name: str, generated: Graphs) -> None:
    assert differences(generated, name, FEW) == []
