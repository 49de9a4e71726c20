"""docs/engines.md, held against the code."""

import re
from pathlib import Path

import pytest

from graph.engines.dialects.gathering.part import KEPT, MOST
from graph.engines.dialects.virtuoso import AT_ONCE, LONGEST_INTEGER, NOT_KEPT
from graph.engines.publishing.addresses import CUSTOMS
from graph.engines.publishing.checking import FEW, SAMPLE
from graph.engines.publishing.publishing import KEEP
from graph.questions.library import load_library
from ontology.iris import Iris


@pytest.fixture(scope="module")
def document(root: Path) -> str:
    return (root / "docs" / "engines.md").read_text("utf-8")


def rows(document: str, heading: str) -> list[list[str]]:
    """The rows of the first table below *heading*, without its head."""
    below = document.partition(f"{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table, heading
    lines = table[0].splitlines()[2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


def test_the_addresses_are_those_that_are_derived(document: str) -> None:
    told = {tuple(row[:3]) for row in rows(document, "### Addresses")}
    derived = {tuple(f"...{end}" for end in custom[:3]) for custom in CUSTOMS}
    assert derived <= told
    assert all("/repositories/" in row[0] for row in told - derived)


def test_the_questions_that_are_not_compared_are_those_that_ask_others(document: str) -> None:
    told = {row[0] for row in rows(document, "## Questions that were not compared")}
    assert told == {name for name, question in load_library().items() if question.services}


def test_the_literals_that_virtuoso_does_not_keep_are_told(document: str) -> None:
    told = document.partition("What cannot be worked around")[2]
    for datatype in NOT_KEPT:
        assert f"xsd:{datatype.value.rpartition('#')[2]}`" in told
    assert f"`xsd:integer` of more than {LONGEST_INTEGER} digits" in told


def test_the_figures_are_those_of_the_code(document: str) -> None:
    assert f"newest generations ({KEEP})" in document
    assert f"some {SAMPLE} subjects" in document
    assert f"({AT_ONCE:,}".replace(",", " ") in document
    assert f"beyond {MOST // 1_000_000} million, or beyond {(MOST - KEPT) // 1_000_000}" in document
    assert FEW == 1_000_000
    assert "up to a million" in document


def test_the_graphs_are_called_as_the_code_calls_them(document: str) -> None:
    iris = Iris()
    graphs = iris.graphs_elsewhere()
    told = [row[0].replace("{base}", iris.base) for row in rows(document, "## Publishing")]
    assert told[0] == graphs.default("ID").value
    assert told[2] == graphs.catalogue().value
    assert told[3] == graphs.begun().value
