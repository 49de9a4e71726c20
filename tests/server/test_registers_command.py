"""The registers of others, as somebody at a terminal lists and loads them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.register import load_register
from server.command import salkku
from tests.graph.register_stand_in import Served, serving

FACTS = json.dumps({"projects": [{"code": "S12345", "name": "Malliprojekti"}]})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    DataDirectory.create(tmp_path / "data", DirectorySettings(register=load_register("sample")))
    return tmp_path / "data"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(FACTS)
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(salkku, ["registers", *map(str, words)])


def test_all_registers_are_listed_before_any_is_loaded(tmp_path: Path) -> None:
    result = run("--data", tmp_path / "nowhere")
    assert result.exit_code == 0
    for name in ("yso", "yso-places", "municipalities", "ror", "eura", "ytunnus"):
        assert name in result.stdout
    assert result.stdout.count("not loaded") == 6


def test_a_loaded_register_is_listed_with_version_entries_and_source(
    data: Path, facts: Path
) -> None:
    assert run("load", "eura", facts, "--data", data, "--version", "2026-11").exit_code == 0
    told = run("--data", data).stdout
    assert told.count("not loaded") == 5
    assert "2026-11" in told
    assert "facts.json" in told


def test_a_register_that_is_gone_is_listed_as_damaged(data: Path, facts: Path) -> None:
    run("load", "eura", facts, "--data", data)
    (folder,) = (data / "registers").iterdir()
    shutil.rmtree(folder)
    result = run("--data", data)
    assert result.exit_code == 0
    assert "damaged; load it again" in result.stdout


def test_loading_says_what_was_read_and_what_comes_next(data: Path, facts: Path) -> None:
    result = run("load", "eura", facts, "--data", data)
    loaded, following = result.stdout.splitlines()
    assert loaded == "Loaded eura: 1 entry, 3 triples."
    assert following == f"salkku link --data {data} links to it and publishes it."


def test_loading_the_same_again_says_so(data: Path, facts: Path) -> None:
    run("load", "eura", facts, "--data", data)
    result = run("load", "eura", facts, "--data", data)
    assert result.exit_code == 0
    assert result.stdout == "Nothing changed: eura says the same as before (1 entry).\n"


def test_what_cannot_be_read_is_one_line(data: Path, facts: Path) -> None:
    facts.write_text("<html>")
    result = run("load", "eura", facts, "--data", data)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {facts}: a web page and no register; check the address\n"


def test_a_download_that_is_refused_is_one_line(data: Path) -> None:
    with serving({"/facts.json": Served(b"", 503)}) as address:
        result = run("load", "eura", f"{address}/facts.json", "--data", data)
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"Error: {address}/facts.json: refused with 503")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["load", "kanto"], "'kanto' is not one of"),
        (["load", "yso", "a.nt", "--endpoint", "http://127.0.0.1/sparql"], "not both"),
    ],
)
def test_a_wrong_call_is_told(data: Path, words: list[str], says: str) -> None:
    result = run(*words, "--data", data)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_folder_that_is_no_data_directory_is_told(tmp_path: Path, facts: Path) -> None:
    result = run("load", "eura", facts, "--data", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "there is no data directory; salkku build makes one" in result.stderr
