"""How questions are answered, whatever is asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.search.document import EntityDocument
from graph.search.found import Understood
from graph.search.index import SearchIndex
from graph.search.wish import Wish
from tests.graph.made_documents import DAY, make_index

TEXTS = {
    "unemployed": "Työttömien nuorten polku",
    "services": "Työllisyyspalvelut uudistuvat",
    "kolarctic": "Kolarctic-ohjelma",
}

WITHOUT_GRAMMAR = """
import sys
from datetime import date
from pathlib import Path
from graph.search.index import SearchIndex
from graph.search.wish import Wish
index = SearchIndex.open(Path(sys.argv[1]))
assert index.slugs(Wish(q="työttömällekin"), date.min) == ["unemployed"]
assert index.suggest("nuor")
assert "pyvoikko" not in sys.modules
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking") / "index"
    make_index(
        folder,
        [EntityDocument(kind="project", slug=slug, names=(text,)) for slug, text in TEXTS.items()],
    )
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> SearchIndex:
    return SearchIndex.open(folder)


def understood(index: SearchIndex, q: str) -> tuple[Understood, ...]:
    return index.find(Wish(q=q), DAY, facets=()).understood


def test_who_asks_does_not_load_the_grammar(folder: Path) -> None:
    command = (sys.executable, "-c", WITHOUT_GRAMMAR, str(folder))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("työtön", Understood("työtön", ("työttömien",), "base")),
        ("palvelu", Understood("palvelu", ("työllisyyspalvelut",), "base")),
        ("palvleu", Understood("palvleu", ("työllisyyspalvelut",), "close")),
        ("tyollisyys", Understood("tyollisyys", ("työllisyyspalvelut",), "close")),
        ("polku", Understood("polku", ("polku",), "written")),
        ("xyzzy", Understood("xyzzy", (), "written")),
    ],
)
def test_every_word_is_told_with_what_it_was_taken_for(
    index: SearchIndex, q: str, told: Understood
) -> None:
    assert understood(index, q) == (told,)


def test_each_word_is_told_once_and_what_is_left_out_is_not(index: SearchIndex) -> None:
    words = [one.word for one in understood(index, 'polku Polku OR "nuorten polku" -palvelu')]
    assert words == ["polku", "nuorten"]


def test_a_question_of_nothing_is_understood_as_nothing(index: SearchIndex) -> None:
    assert understood(index, " - ") == ()
    assert index.find(Wish(q=" - "), DAY).total == len(TEXTS)


def test_what_only_leaves_out_finds_the_rest(index: SearchIndex) -> None:
    assert set(index.slugs(Wish(q="-työtön"), DAY)) == {"services", "kolarctic"}


def test_an_error_in_what_is_left_out_leaves_out_what_is_meant(index: SearchIndex) -> None:
    assert set(index.slugs(Wish(q="-palvleu"), DAY)) == {"unemployed", "kolarctic"}
