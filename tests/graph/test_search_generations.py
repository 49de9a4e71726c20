"""Each generation has an index that tells what its store tells, however it was made."""

import hashlib
from pathlib import Path
from random import Random

import pytest

from graph.build import building
from graph.build.completing import complete_unless_written
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.durable import drop
from graph.generations.generation import Generation
from graph.generations.lock import only_writer
from graph.privacy.policy import Contacts
from graph.search.filling.touched import read_touched
from graph.search.schema import COLUMNS, FORMS
from graph.search.wish import Wish
from graph.search.words.lexicon import Lexicon
from tests.graph.answers_told import LIBRARY
from tests.graph.index_answers import answers, assert_index_tells_what_the_store_does
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_writes import Made
from tests.graph.test_build_history import any_history


@pytest.fixture
def patching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every build but the first patch a store."""
    monkeypatch.setattr(building, "PATCHABLE", 0)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def found(generation: Generation, q: str = "", **more: object) -> set[str]:
    """The slugs of what is found."""
    wish = Wish(q=q, **more)  # type: ignore[arg-type]  # what a test asks for
    return set(generation.open_index().slugs(wish, generation.manifest.day))


def weight(generation: Generation, slug: str, name: str) -> int:
    """In how many projects the entity *slug* takes part, as a suggestion says."""
    suggested = generation.open_index().suggest(name, 50)
    return next(one.weight for one in suggested if one.slug == slug)


# Builds


def test_a_first_build_tells_in_both_ways_the_same(made: Made, tmp_path: Path) -> None:
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "anew")


def assert_any_history_is_indexed_well(path: Path, chance: Random, builds: int) -> None:
    for house, scratch, _ in any_history(path, chance, builds):
        assert_index_tells_what_the_store_does(house.generation(), scratch)


@pytest.mark.usefixtures("patching")
@pytest.mark.parametrize("seed", range(2))
def test_after_any_history_the_index_tells_what_the_store_does(tmp_path: Path, seed: int) -> None:
    assert_any_history_is_indexed_well(tmp_path, Random(seed), builds=4)  # noqa: S311 - no secret


@pytest.mark.slow
@pytest.mark.usefixtures("patching")
@pytest.mark.parametrize("seed", range(100, 106))
def test_so_it_does_after_a_long_history(tmp_path: Path, seed: int) -> None:
    assert_any_history_is_indexed_well(tmp_path, Random(seed), builds=15)  # noqa: S311 - no secret


@pytest.mark.usefixtures("patching")
def test_a_changed_page_is_found_by_its_new_words_alone(made: Made) -> None:
    put(made.pages, "p2", Page(name="Otsikko"))
    made.build()
    generation = made.directory.generation()
    assert found(generation, "otsikko") == {"kokeilu-p2"}
    assert found(generation, "kokeilu", exact=True, kind="project") == {"kokeilu-p1", "kokeilu-p3"}


@pytest.mark.usefixtures("patching")
def test_the_withdrawn_are_not_found(made: Made) -> None:
    assert "kokeilu-p2" in found(made.directory.generation(), "kokeilu")
    (made.pages / "p2.txt").unlink()
    made.build(prune=True)
    generation = made.directory.generation()
    assert generation.withdrawn("kokeilu-p2")
    assert "kokeilu-p2" not in found(generation, "kokeilu")
    assert weight(generation, "oulun-kaupunki", "oulun") == 2


@pytest.mark.usefixtures("patching")
def test_older_files_never_change(made: Made) -> None:
    def sums(folder: Path) -> dict[str, str]:
        files = (file for file in folder.rglob("*") if file.is_file())
        return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}

    first = made.directory.generation()
    before, told = sums(first.index_path), answers(first.open_index(), first.manifest.day)
    put(made.pages, "p2", Page(name="Toinen", portfolio="Toinen salkku 2021-2027"))
    made.build()
    made.write("DELETE WHERE { project:kokeilu-p1 ?p ?o }")
    assert found(made.directory.generation(), "kokeilu") != found(first, "kokeilu")
    assert sums(first.index_path) == before
    assert answers(first.open_index(), first.manifest.day) == told


# Writes


WRITES = (
    (
        "DELETE { ?p dcterms:title ?t } INSERT { ?p dcterms:title 'Palvelupolku'@fi }"
        " WHERE { ?p dcterms:title ?t FILTER(?p = project:kokeilu-p1) }"
    ),
    "DELETE WHERE { project:kokeilu-p2 a ?class }",
    (
        "DELETE { ?p sk:phase ?o } INSERT { ?p sk:phase <https://w3id.org/salkku/phase/ended> }"
        " WHERE { ?p sk:phase ?o FILTER(?p = project:kokeilu-p3) }"
    ),
    (
        "DELETE { ?o org:classification ?k } INSERT { ?o org:classification"
        " <https://w3id.org/salkku/organisation-kind/company> } WHERE { ?o org:classification ?k }"
    ),
    "DELETE WHERE { ?p sk:implementer ?o }",
    "DELETE { ?s sk:text ?t } INSERT { ?s sk:text 'Kirjastosta.'@fi } WHERE { ?s sk:text ?t }",
    (
        "INSERT DATA { project:kokeilu-p1 sk:section :part . :part a sk:Section ; sk:position 9 ;"
        " sk:line 1 ; sk:text 'Muualla kerrottu.'@fi }"
    ),
)


def test_every_write_is_indexed(made: Made, tmp_path: Path) -> None:
    for number, text in enumerate(WRITES):
        made.write(text)
        assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / f"{number}")
    put(made.pages, "p4", Page(name="Kokeilu p4", funders=("Tekes",)))
    made.build()
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "replayed")


@pytest.mark.usefixtures("patching")
def test_what_a_write_touched_once_and_does_no_more_is_as_the_pages_tell(
    made: Made, tmp_path: Path
) -> None:
    put(made.pages, "p2", Page(name="Kokeilu p2", phase="Päättynyt"))
    made.build()
    made.write(
        "INSERT { ?p sk:logosAsPrinted 'x' ; sk:section :note . :note a sk:Section ; sk:line 1 ;"
        " sk:position 9 ; sk:text 'Kirjastohanke'@fi } WHERE"
        " { ?p a sk:Project FILTER NOT EXISTS { ?other sk:phaseAsPrinted 'Suunnitteilla' } }"
    )
    assert len(found(made.directory.generation(), "kirjastohanke")) == 3
    put(made.pages, "p2", Page(name="Kokeilu p2", phase="Suunnitteilla"))
    made.build()
    assert not found(made.directory.generation(), "kirjastohanke")
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "anew")


def test_a_part_that_is_told_elsewhere_is_indexed_with_its_project(made: Made) -> None:
    made.write(WRITES[-1])
    made.write(
        "DELETE { ?s sk:text ?t } INSERT { ?s sk:text 'Toisin sanottu.'@fi }"
        " WHERE { ?s sk:text ?t FILTER(?s = :part) }"
    )
    assert found(made.directory.generation(), "toisin") == {"kokeilu-p1"}


def test_a_write_that_stands_apart_leaves_the_index_as_it_is(made: Made) -> None:
    before = {file.name for file in made.directory.generation().index_path.rglob("*.idx")}
    made.write("INSERT DATA { GRAPH :notes { project:kokeilu-p1 :note 'kirjasto' } }")
    after = {file.name for file in made.directory.generation().index_path.rglob("*.idx")}
    assert after == before


# What is withheld


def knows(generation: Generation, word: str) -> bool:
    """Whether any text in the index has the *word*, in any form of it that is a form of its own."""
    return Lexicon(FORMS.open(generation.index_path)).form(word) is not None


def test_the_forgotten_are_in_no_index(made: Made) -> None:
    before = made.directory.generation()
    assert found(before, "maija")
    assert knows(before, "meikäläinen")
    forget(made.folder, "Maija Meikäläinen", BuildOptions(now=made.clock))
    after = made.directory.generation()
    assert not found(after, "maija")
    assert not knows(after, "meikäläinen")
    assert not before.folder.exists()


def test_nobody_is_found_where_nobody_is_published(made: Made) -> None:
    made.build(contacts=Contacts.NONE)
    generation = made.directory.generation()
    assert not found(generation, kind="person")
    assert not knows(generation, "maija")


def test_people_are_found_by_their_names_and_projects_are_not(made: Made) -> None:
    generation = made.directory.generation()
    hits = generation.open_index().find(Wish(q="maija"), generation.manifest.day).hits
    assert {hit.kind for hit in hits} == {"person"}
    assert not found(generation, "projektipäällikkö")
    assert not found(generation, "040")


# Generations without an index


def test_a_generation_without_an_index_says_so_in_one_sentence(made: Made) -> None:
    generation = made.directory.generation()
    drop(generation.index_path)
    with pytest.raises(DataDirectoryError, match="made without a search index; salkku build"):
        generation.open_index()


def test_a_write_on_a_generation_without_an_index_makes_one(made: Made, tmp_path: Path) -> None:
    drop(made.directory.generation().index_path)
    made.write(WRITES[0])
    assert found(made.directory.generation(), "palvelupolku") == {"kokeilu-p1"}
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "anew")


def test_an_index_of_an_older_make_is_made_anew(made: Made, tmp_path: Path) -> None:
    drop(made.directory.generation().index_path / COLUMNS)
    made.write(WRITES[0])
    assert found(made.directory.generation(), "palvelupolku") == {"kokeilu-p1"}
    drop(made.directory.generation().index_path / COLUMNS)
    assert complete_unless_written(made.directory, LIBRARY) == ["search index"]
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "anew")


def test_an_index_is_made_for_a_generation_without_one(made: Made, tmp_path: Path) -> None:
    assert complete_unless_written(made.directory, LIBRARY) == []
    drop(made.directory.generation().index_path)
    assert complete_unless_written(made.directory, LIBRARY) == ["search index"]
    assert_index_tells_what_the_store_does(made.directory.generation(), tmp_path / "anew")


def test_whoever_writes_is_not_waited_for_to_make_an_index(made: Made) -> None:
    drop(made.directory.generation().index_path)
    with only_writer(made.folder):
        assert complete_unless_written(made.directory, LIBRARY) == []


def test_an_import_makes_the_index_anew_and_knows_what_writes_touched(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 0)
    made.write(WRITES[-2])
    generation = made.directory.generation()
    export_archive(made.directory, generation, tmp_path / "archive.zip")
    import_archive(tmp_path / "archive.zip", tmp_path / "other")
    other = DataDirectory.open(tmp_path / "other").generation()
    assert_index_tells_what_the_store_does(other, tmp_path / "anew")
    assert read_touched(other.folder) == read_touched(generation.folder) != frozenset()
