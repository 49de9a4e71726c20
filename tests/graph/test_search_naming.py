"""Things found by what they are called: just so, in other forms, or nearly."""

from datetime import date
from pathlib import Path

import pytest

from graph.registers import indexing
from graph.registers.entry import Entry, Identifier, Name
from graph.registers.indexing import INDEX, index_register
from graph.search.document import KINDS, EntityDocument
from graph.search.index import SearchIndex
from graph.search.words.finnish import Analysis
from graph.search.words.names import base_name, likeness, pieces, plain_name, whole_names
from graph.search.writing import IndexWriter
from ontology.registers import yso

DOCUMENTS = (
    EntityDocument(kind="project", slug="silta", names=("Metsän silta 2",), weight=1),
    EntityDocument(kind="project", slug="silta-3", names=("Metsän silta 3",)),
    EntityDocument(kind="project", slug="polku", names=("Kaupungin polku", "Stadens stig")),
    EntityDocument(
        kind="organisation",
        slug="esimerkki-nuorisotyo",
        names=("Nuorisotyö",),
        texts=("Esimerkki",),
    ),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    folder = tmp_path_factory.mktemp("named")
    with IndexWriter(folder) as writer:
        for document in DOCUMENTS:
            writer.add(document)
        writer.commit()
    return SearchIndex.open(folder)


def called(index: SearchIndex, name: str) -> list[str]:
    return [found.slug for found in index.called(name, KINDS, 5)]


def alike(index: SearchIndex, name: str) -> list[str]:
    return [found.slug for found in index.alike(name, KINDS, 5)]


def test_a_name_is_plain_without_case_and_punctuation() -> None:
    assert plain_name(" EU:n  Oulun–seutu! ") == "eu:n oulun-seutu"
    assert base_name("metsän silta", str.upper) == "=METSÄN SILTA"


def test_what_stands_in_brackets_may_be_left_out_of_a_name() -> None:
    document = EntityDocument(kind="place", slug="p1", names=("Lumijoki (kunta)",))
    assert whole_names(document, str)[:2] == ["lumijoki kunta", "lumijoki"]


def test_likeness_is_from_nothing_to_everything_whatever_the_order_of_words() -> None:
    assert likeness(pieces("silta"), pieces("silta")) == 1
    assert likeness(pieces("metsän silta"), pieces("silta metsän")) == 1
    assert likeness(pieces("silta"), pieces("xyz")) == 0
    assert likeness(pieces(""), pieces("")) == 0
    assert 0.5 < likeness(pieces("sillan rakentaminen"), pieces("silta rakentaminen")) < 1


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("metsän SILTA 2", ["silta"]),
        ("Stadens stig", ["polku"]),
        ("kaupungin polku", ["polku"]),
        ("metsien silta 2", ["silta"]),
        ("Esimerkki, nuorisotyö", ["esimerkki-nuorisotyo"]),
        ("silta", []),
        ("", []),
        ("word " * 40, []),
    ],
)
def test_a_thing_is_called_by_any_of_its_names(
    index: SearchIndex, name: str, slugs: list[str]
) -> None:
    assert called(index, name) == slugs


def test_only_the_kinds_asked_for_are_found(index: SearchIndex) -> None:
    assert index.called("Nuorisotyö", ["project"], 5) == []
    assert index.alike("nuorisotyö silta", ["organisation"], 5)[0].kind == "organisation"
    assert index.called("Nuorisotyö", [], 5) == []


def test_names_that_share_the_most_words_are_alike(index: SearchIndex) -> None:
    assert alike(index, "metsän silta 2 xyzzy")[0] == "silta"
    assert {*alike(index, "metsien sillat")} == {"silta", "silta-3"}
    assert alike(index, "kaupungin ratikka polku oikealla")[0] == "polku"
    assert alike(index, "xyzzy") == alike(index, "") == []


def test_a_mistyped_word_is_found_and_not_taken_for_the_right_one(index: SearchIndex) -> None:
    assert "silta" in called(index, "metsän sitla 2")
    (found,) = index.called("metsän sitla 2", KINDS, 1)
    assert index.base_name("metsän sitla 2") not in found.bases
    assert index.base_name("metsan silta 2") in found.bases


def test_a_thing_is_there_by_its_kind_and_slug(index: SearchIndex) -> None:
    found = index.entity("project", "silta")
    assert found is not None
    assert (found.name, found.weight, found.names) == ("Metsän silta 2", 1, ("metsän silta 2",))
    assert index.entity("organisation", "silta") is None


def test_a_register_is_indexed_by_all_names_of_its_concepts(tmp_path: Path) -> None:
    names = (Name("lakes", "en"), Name("järvi", "fi", preferred=False), Name("järvet", "fi"))
    entries = [
        Entry(kind="concept", iri=yso("p1").value, names=names),
        Entry(kind="place", iri=yso("p2").value, names=(Name("Oulu", "fi", since=date.min),)),
        Entry(kind="project", iri=yso("p3").value, names=(Name("Hanke"),)),
        Entry(kind="concept", names=(Name("nimetön"),), identifiers=(Identifier("yso", "p4"),)),
    ]
    index_register(tmp_path, entries)
    index = SearchIndex.open(tmp_path / INDEX)
    (lakes,) = index.called("LAKES", ["subject"], 5)
    assert (lakes.slug, lakes.name) == ("p1", "järvet")
    assert called(index, "järven") == ["p1"]
    assert called(index, "Oulussa") == ["p2"]
    assert called(index, "Hanke") == called(index, "nimetön") == []


def test_the_grammar_is_asked_only_about_finnish_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(word: str) -> Analysis:
        asked.append(word)
        return Analysis(())

    monkeypatch.setattr(indexing, "analysed", note)
    names = (Name("sjöar", "sv"), Name("lakes", "en"), Name("vesi-järvet", "fi"))
    index_register(tmp_path, [Entry(kind="concept", iri=yso("p1").value, names=names)])
    assert {*asked} == {"vesi-järvet", "vesi", "järvet"}


def test_a_register_without_concepts_has_no_index(tmp_path: Path) -> None:
    index_register(tmp_path, [Entry(kind="project", names=(Name("Hanke"),))])
    assert not (tmp_path / INDEX).exists()
