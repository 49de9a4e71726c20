"""A register is fetched, read and kept whole; whatever goes wrong leaves the one before."""

import gzip
import json
import shutil
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.errors import DataDirectoryError, RegisterError
from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.links.text.labels import Labels
from graph.register import load_register
from graph.registers import fetching, keeping
from graph.registers.kept import FOLDER, KeptRegister, Registers
from graph.registers.listing import READABLE
from graph.registers.loading import Loaded, Request, load
from graph.remote import RemoteStore
from ontology.registers import LICENCE_NAMES, ORIGINS, wikidata, yso
from ontology.terms import Rdf, Skos
from tests.graph.register_stand_in import Served, serving

EURA_FACTS: Mapping[str, Any] = {"projects": [{"code": "S12345", "name": "Malliprojekti"}]}
YSO_TEXT = "".join(
    f"<{yso(slug).value}> <{predicate.value}> {value} .\n"
    for slug, label in (("p5", "kissat"), ("p94099", "Mallila"))
    for predicate, value in (
        (Rdf.type, f"<{Skos.Concept.value}>"),
        (Skos.prefLabel, f'"{label}"@fi'),
    )
).encode()


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory.create(
        tmp_path / "data", DirectorySettings(register=load_register("sample"))
    )


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(EURA_FACTS))
    return path


def kept(directory: DataDirectory, name: str) -> KeptRegister:
    settings = DataDirectory.open(directory.path).settings
    return Registers.open(directory.path, settings.registers)[name]


def folders(directory: DataDirectory) -> list[str]:
    place = directory.path / FOLDER
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def load_from(directory: DataDirectory, name: str, *sources: str | Path) -> Loaded:
    return load(directory, Request(name, tuple(map(str, sources))))


def test_a_register_is_kept_under_its_digest_and_named_in_the_settings(
    directory: DataDirectory, facts: Path
) -> None:
    about, is_new = load_from(directory, "eura", facts)
    assert is_new
    assert folders(directory) == [f"eura-{about.digest}"]
    register = kept(directory, "eura")
    assert register.about == about
    assert (about.source, about.entries, about.name) == ("facts.json", 1, "eura")
    assert [entry.names[0].text for entry in register.entries()] == ["Malliprojekti"]


def test_the_graph_is_kept_without_blank_nodes_and_counted(
    directory: DataDirectory, facts: Path
) -> None:
    about = load_from(directory, "eura", facts).about
    quads = list(parse(path=str(kept(directory, "eura").graph_path), format=RdfFormat.N_TRIPLES))
    assert len(quads) == about.triples > 0
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)


def test_loading_the_same_again_changes_nothing(directory: DataDirectory, facts: Path) -> None:
    first = load_from(directory, "eura", facts).about
    again = load_from(directory, "eura", facts)
    assert again == Loaded(first, is_new=False)
    assert len(folders(directory)) == 1


def test_a_changed_source_is_kept_beside_the_one_before(
    directory: DataDirectory, facts: Path
) -> None:
    before = load_from(directory, "eura", facts).about
    facts.write_text(json.dumps({"projects": [{**EURA_FACTS["projects"][0], "name": "Uusi"}]}))
    after = load_from(directory, "eura", facts)
    assert after.is_new
    assert len(folders(directory)) == 2
    assert kept(directory, "eura").about.digest == after.about.digest != before.digest


def test_another_version_of_the_reading_code_is_another_digest(
    directory: DataDirectory, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_from(directory, "eura", facts)
    monkeypatch.setattr(keeping, "READER", keeping.READER + 1)
    assert load_from(directory, "eura", facts).is_new


def test_a_version_can_be_told_where_the_source_does_not(
    directory: DataDirectory, facts: Path
) -> None:
    assert load(directory, Request("eura", (str(facts),), version="2026")).about.version == "2026"


def test_all_files_of_a_folder_are_read_and_a_readme_is_not(
    directory: DataDirectory, facts: Path
) -> None:
    (facts.parent / "facts").mkdir()
    facts.rename(facts.parent / "facts/a.json")
    other = {"projects": [{"code": "A12345", "name": "Toinen"}]}
    (facts.parent / "facts/b.json.gz").write_bytes(gzip.compress(json.dumps(other).encode()))
    (facts.parent / "facts/README.md").write_text("words")
    about = load_from(directory, "eura", facts.parent / "facts").about
    assert (about.entries, about.source) == (2, "a.json, b.json.gz")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "facts.json: empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html>Welcome</html>", "a web page and no register; check the address"),
        (b"\xef\xbb\xbf\n <HTML>", "a web page"),
        (b"\x1f\x8b\x08 not packed", "cannot be unpacked"),
        (b'{"projects": [', "not the JSON of this register"),
        (b'{"items": []}', "projects"),
        (b"\x00\x01\x02", "not the JSON"),
    ],
)
def test_a_changed_format_is_one_line_and_leaves_the_old_copy(
    directory: DataDirectory, facts: Path, content: bytes, says: str
) -> None:
    before = load_from(directory, "eura", facts).about
    facts.write_bytes(content)
    with pytest.raises(RegisterError, match=says) as caught:
        load_from(directory, "eura", facts)
    assert "\n" not in str(caught.value)
    assert kept(directory, "eura").about == before
    assert len(folders(directory)) == 1


def test_a_file_that_is_too_large_is_refused(
    directory: DataDirectory, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10)
    with pytest.raises(RegisterError, match="larger than"):
        load_from(directory, "eura", facts)


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("eura", "missing.json", "missing.json: cannot be read: No such file"),
        ("eura", "", "eura: offers no download; name a file or a folder; its home is https:"),
        ("municipalities", "", "municipalities: offers no download"),
        ("ytunnus", "missing.tsv", "neither a file nor a number"),
        ("ytunnus", "0187690-2", "fails the check digit"),
        ("kanto", "x", "kanto: no such register; there are: yso, yso-places,"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(
    directory: DataDirectory, name: str, source: str, says: str
) -> None:
    with pytest.raises(RegisterError, match=says):
        load_from(directory, name, *filter(None, [source]))
    assert folders(directory) == []


def test_an_empty_folder_says_which_files_are_read(
    directory: DataDirectory, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(RegisterError, match=r"nothing: no file in it ends with \.csv"):
        load_from(directory, "eura", tmp_path / "nothing")


def test_a_register_is_downloaded_from_an_address(directory: DataDirectory) -> None:
    body = gzip.compress(json.dumps(EURA_FACTS).encode())
    with serving({"/facts.json.gz": Served(body)}) as address:
        about = load_from(directory, "eura", f"{address}/facts.json.gz").about
    assert (about.entries, about.source) == (1, f"{address}/facts.json.gz")


@pytest.mark.parametrize(
    ("served", "says"),
    [
        (Served(b"gone", 404), "refused with 404 Not Found; try again, or name a file"),
        (Served(b"broken", 500), "refused with 500"),
        (Served(json.dumps(EURA_FACTS).encode(), missing=7), "broke off, 7 bytes are missing"),
        (Served(b"<html>Log in</html>"), "a web page and no register"),
        (Served(b""), "empty"),
    ],
)
def test_a_failed_download_leaves_the_old_copy(
    directory: DataDirectory, facts: Path, served: Served, says: str
) -> None:
    before = load_from(directory, "eura", facts).about
    with (
        serving({"/facts.json": served}) as address,
        pytest.raises(RegisterError, match=f"{address}/facts.json: {says}"),
    ):
        load_from(directory, "eura", f"{address}/facts.json")
    assert kept(directory, "eura").about == before
    assert len(folders(directory)) == 1


def test_who_is_not_there_is_told(directory: DataDirectory) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(RegisterError, match=r"cannot be fetched: .*refused; try again"):
        load_from(directory, "eura", f"http://127.0.0.1:{port}/facts.json")


@pytest.fixture
def finto() -> Iterator[str]:
    """An endpoint with a graph a vocabulary, of 2 500 concepts and one place."""
    store = Store()
    numbers = {"yso": range(1, 2501), "yso-places": range(94_099, 94_100)}
    for name, slugs in numbers.items():
        graph = NamedNode(ORIGINS[READABLE[name].name].graph)
        for number in slugs:
            node = yso(f"p{number}")
            label = Literal(f"aihe {number}", language="fi")
            store.add(Quad(node, Rdf.type, Skos.Concept, graph))
            store.add(Quad(node, Skos.prefLabel, label, graph))
    with serving({}, store) as address:
        yield f"{address}/sparql"


def test_a_vocabulary_is_asked_by_sparql_piece_by_piece(
    directory: DataDirectory, finto: str
) -> None:
    about = load(directory, Request("yso", endpoint=finto)).about
    assert (about.entries, about.triples, about.source) == (2500, 5000, finto)
    assert load(directory, Request("yso-places", endpoint=finto)).about.entries == 1


@pytest.mark.parametrize(
    ("name", "file", "entries"),
    [
        ("ror", "ror/ror_finland.jsonl", 535),
        ("eura", "eura/projects.json", 12),
        ("municipalities", "municipalities/municipality_key_2026.csv", 308),
        ("ytunnus", "municipalities/municipality-codes-all-time.tsv", 1215),
    ],
)
def test_real_files_are_loaded_from_where_they_are_served(
    directory: DataDirectory, shared: Path, name: str, file: str, entries: int
) -> None:
    body = (shared / "registries" / file).read_bytes()
    with serving({"/file": Served(body)}) as address:
        assert load_from(directory, name, f"{address}/file").about.entries == entries


def test_the_real_extract_is_the_same_by_sparql_as_from_its_file(
    directory: DataDirectory, shared: Path
) -> None:
    path = shared / "registries/yso/yso-extract-with-structure.ttl"
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(ORIGINS["yso"].graph))
    with serving({}, store) as address:
        asked = load(directory, Request("yso", endpoint=f"{address}/sparql", version="x"))
    read = load(directory, Request("yso", (str(path),), version="x"))
    assert asked.about.entries == 270
    assert not read.is_new


def test_an_endpoint_that_has_nothing_of_it_is_told(directory: DataDirectory) -> None:
    with serving({}, Store()) as address, pytest.raises(RegisterError, match="sparql: empty"):
        load(directory, Request("yso", endpoint=f"{address}/sparql"))


def test_a_vocabulary_has_an_endpoint_of_its_own(
    directory: DataDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def concepts(store: RemoteStore, graph: str) -> list[Triple]:
        asked.append((store.endpoint, graph))
        return [quad.triple for quad in parse(YSO_TEXT, RdfFormat.N_TRIPLES)]

    monkeypatch.setattr(fetching, "_concepts", concepts)
    about = load(directory, Request("yso", endpoint=fetching.OWN)).about
    assert asked == [(ORIGINS["yso"].endpoint, ORIGINS["yso"].graph)]
    assert about.source == ORIGINS["yso"].endpoint


def test_only_vocabularies_are_asked_by_sparql(directory: DataDirectory, finto: str) -> None:
    with pytest.raises(RegisterError, match="eura: cannot be asked by SPARQL"):
        load(directory, Request("eura", endpoint=finto))


def test_the_trade_register_is_asked_about_one_number(
    directory: DataDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = {"businessId": {"value": "2170029-2"}, "names": [{"name": "Malli Oy", "type": "1"}]}
    body = json.dumps({"companies": [company]}).encode()
    with serving({"/companies?businessId=2170029-2": Served(body)}) as address:
        monkeypatch.setattr(
            fetching, "_address_of", lambda _, source: f"{address}/companies?businessId={source}"
        )
        load_from(directory, "ytunnus", "2170029-2")
    [entry] = kept(directory, "ytunnus").entries()
    assert entry.names[0].text == "Malli Oy"


def test_numbers_are_gathered_without_any_source(directory: DataDirectory, facts: Path) -> None:
    applicant = {"name": "Mallilan kaupunki", "ytunnus": "0187690-1"}
    project = {**EURA_FACTS["projects"][0], "applicant": applicant}
    facts.write_text(json.dumps({"projects": [project]}))
    load_from(directory, "eura", facts)
    about = load_from(directory, "ytunnus").about
    assert (about.entries, about.source, about.licence) == (1, "eura", "")


def test_concepts_can_be_searched_once_they_are_loaded(
    directory: DataDirectory, tmp_path: Path
) -> None:
    (tmp_path / "yso.nt").write_bytes(YSO_TEXT)
    about = load_from(directory, "yso", tmp_path / "yso.nt").about
    assert about.entries == 1
    assert (directory.path / FOLDER / f"yso-{about.digest}" / "index").is_dir()


def test_a_load_that_cannot_be_written_leaves_nothing(
    directory: DataDirectory, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(part: Path, path: Path) -> None:
        del part, path
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "reveal_folder", full)
    with pytest.raises(DataDirectoryError, match="no space left to write"):
        load_from(directory, "eura", facts)
    assert folders(directory) == []
    assert DataDirectory.open(directory.path).settings.registers == {}


def test_a_damaged_register_says_how_to_load_it_again(
    directory: DataDirectory, facts: Path
) -> None:
    load_from(directory, "eura", facts)
    (kept(directory, "eura").folder / "entries.msgpack").write_bytes(b"\x91")
    with pytest.raises(DataDirectoryError, match="load it again with salkku registers load"):
        list(kept(directory, "eura").entries())


def test_a_register_is_loaded_though_another_one_is_gone(
    directory: DataDirectory, facts: Path, tmp_path: Path
) -> None:
    load_from(directory, "eura", facts)
    shutil.rmtree(kept(directory, "eura").folder)
    (tmp_path / "yso.nt").write_bytes(YSO_TEXT)
    assert load_from(directory, "yso", tmp_path / "yso.nt").about.entries == 1
    with pytest.raises(DataDirectoryError, match=r"eura.*load it again"):
        load_from(directory, "ytunnus")


@pytest.mark.parametrize("damage", ["", "about.json", "entries.msgpack", "graph.nt"])
def test_a_damaged_register_is_whole_when_it_is_loaded_again(
    directory: DataDirectory, facts: Path, damage: str
) -> None:
    load_from(directory, "eura", facts)
    folder = kept(directory, "eura").folder
    (folder / damage).unlink() if damage else shutil.rmtree(folder)
    load_from(directory, "eura", facts)
    register = kept(directory, "eura")
    assert [entry.names[0].text for entry in register.entries()] == ["Malliprojekti"]
    assert register.graph_path.is_file()


def test_of_numbers_gathered_before_a_damaged_copy_is_left_out(
    directory: DataDirectory, facts: Path
) -> None:
    applicant = {"name": "Mallilan kaupunki", "ytunnus": "0187690-1"}
    project = {**EURA_FACTS["projects"][0], "applicant": applicant}
    facts.write_text(json.dumps({"projects": [project]}))
    load_from(directory, "eura", facts)
    load_from(directory, "ytunnus")
    shutil.rmtree(kept(directory, "ytunnus").folder)
    assert load_from(directory, "ytunnus").about.entries == 1


def test_the_words_of_labels_are_made_ready_when_concepts_are_loaded(
    directory: DataDirectory, tmp_path: Path
) -> None:
    (tmp_path / "yso.nt").write_bytes(YSO_TEXT)
    load_from(directory, "yso", tmp_path / "yso.nt")
    register = kept(directory, "yso")
    labels = Labels.of(register.folder, lambda: pytest.fail("read again"))
    assert [sense.label for sense in labels.senses("kissa")] == ["kissat"]


def test_entries_are_found_by_whatever_leads_to_them(
    directory: DataDirectory, tmp_path: Path
) -> None:
    record = {
        "id": "https://ror.org/03yj89h83",
        "name": "Malli",
        "status": "active",
        "types": ["Education"],
        "external_ids": {"Wikidata": {"all": ["Q1"], "preferred": None}},
    }
    other = {**record, "id": "https://ror.org/04b181w54", "external_ids": {}}
    (tmp_path / "ror.json").write_text(json.dumps([record, other]))
    load_from(directory, "ror", tmp_path / "ror.json")
    ways = {"03yj89h83", wikidata("Q1").value, "https://ror.org/04b181w54"}
    found = kept(directory, "ror").entries_at({*ways, "nothing"})
    assert found.keys() == ways
    assert found["03yj89h83"] == found[wikidata("Q1").value]


def test_every_register_has_an_origin_with_titles_in_three_languages() -> None:
    assert list(READABLE) == list(ORIGINS)
    for origin in ORIGINS.values():
        assert origin.titles.keys() == {"fi", "sv", "en"}
        assert origin.licence in LICENCE_NAMES
