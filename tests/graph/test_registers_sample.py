"""The sample register comes with excerpts of the registers that it can be linked to."""

from pathlib import Path

import pytest

from graph.extract.page import Reading, read_page
from graph.generations.directory import DataDirectory
from graph.links.eura import EuraLinker
from graph.links.thresholds import verdict
from graph.names.book import NameBook
from graph.register import load_register
from graph.registers.entry import Entry
from graph.registers.kept import FOLDER, Registers
from graph.registers.listing import READABLE
from graph.registers.loading import Request, load
from graph.sample import sample_pages
from graph.sample.registers import FILES, load_sample_registers
from ontology.registers import eura_code


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    load_sample_registers(folder)
    return folder


@pytest.fixture(scope="module")
def entries(folder: Path) -> dict[str, list[Entry]]:
    settings = DataDirectory.open(folder).settings
    loaded = Registers.open(folder, settings.registers)
    return {name: list(register.entries()) for name, register in loaded.items()}


def test_every_register_has_an_excerpt(entries: dict[str, list[Entry]]) -> None:
    assert entries.keys() == READABLE.keys() == FILES.keys()
    assert all(entries.values())


def test_the_directory_is_made_for_the_sample(folder: Path) -> None:
    directory = DataDirectory.open(folder)
    assert directory.settings.register.sample
    assert directory.is_empty()


def test_abolished_municipalities_are_there_too(entries: dict[str, list[Entry]]) -> None:
    found = {entry.names[0].text: entry for entry in entries["municipalities"]}
    assert found["Oulu"].end is None
    assert found["Haukipudas"].end is not None


def test_what_was_loaded_before_stays(tmp_path: Path) -> None:
    other = tmp_path / "data"
    load_sample_registers(other)
    directory = DataDirectory.open(other)
    path = tmp_path / "other.json"
    path.write_text('{"projects": [{"code": "S12345", "name": "Malliprojekti"}]}')
    digest = load(directory, Request("eura", (str(path),))).about.digest
    before = sorted((other / FOLDER).iterdir())
    load_sample_registers(other)
    assert DataDirectory.open(other).settings.registers["eura"] == digest
    assert sorted((other / FOLDER).iterdir()) == before


def test_sample_projects_are_found_in_the_invented_entries(folder: Path) -> None:
    register = load_register("sample")
    book = NameBook.load(register)
    settings = DataDirectory.open(folder).settings
    linker = EuraLinker.of(Registers.open(folder, settings.registers), book)
    assert linker is not None
    reading = Reading(register, book)
    with sample_pages() as pages:
        records = [read_page(page.read_bytes(), page.name, reading) for page in pages.iterdir()]
    published = {
        eura_code(proposal.target): proposal
        for record in records
        for proposal in linker.propose(record)
        if verdict(proposal.register, proposal.relation, proposal.score) == "automatic"
    }
    assert published.keys() == {"S99001", "S99002", "S99003", "A99001", "A99002"}
    assert [code for code, proposal in published.items() if proposal.conflicts] == ["S99002"]


def test_the_readme_of_the_excerpts_names_every_file(root: Path) -> None:
    readme = (root / "graph/sample/registers/README.md").read_text("utf-8")
    for file in (root / "graph/sample/registers").iterdir():
        named = file.name.replace("-2013.", "-<year>.").replace("-2020.", "-<year>.")
        assert named.replace("-2026.", "-<year>.") in readme or file.suffix in {".py", ".md", ""}
