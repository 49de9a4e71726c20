"""The commands that build and keep generations, as somebody at a terminal calls them."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from graph.build.options import BuildReport
from graph.build.sources import Refusal
from graph.generations.directory import DataDirectory
from graph.generations.manifest import Counts
from graph.writes.publishing import publish
from graph.writes.write import Update
from server.command import PLACES, salkku
from server.commands.build import exit_code, summary
from tests.graph.made_pages import Made, put, put_many


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    put_many(tmp_path / "pages", 3)
    return tmp_path / "pages"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(salkku, [str(word) for word in words])


def test_building_ends_with_one_summary(pages: Path, data: Path) -> None:
    result = run("build", pages, "--data", data)
    assert result.exit_code == 0
    *_, read, graph, published = result.stdout.splitlines()
    assert read == "Pages: 3 read, 0 unchanged, 0 refused."
    assert graph.startswith("Graph: 3 projects, 1 portfolio, ")
    assert published.startswith(f"Published generation {DataDirectory.open(data).current_id()} (")


def test_building_what_did_not_change_says_so_and_is_well(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    result = run("build", pages, "--data", data)
    assert result.exit_code == 0
    assert "Pages: 0 read, 3 unchanged, 0 refused." in result.stdout
    assert "Nothing changed; current is still generation" in result.stdout


def test_findings_are_listed_with_file_and_line(pages: Path, data: Path) -> None:
    put(pages, "odd", Made(start="1.1.2024", end="31.12.2020"))
    result = run("build", pages, "--data", data)
    assert [line for line in result.stdout.splitlines() if line.startswith("odd.txt:")]


def test_a_refused_page_is_named_and_with_strict_it_is_a_failure(pages: Path, data: Path) -> None:
    (pages / "empty.txt").touch()
    result = run("build", pages, "--data", data)
    assert result.exit_code == 0
    assert f"refused: {pages}/empty.txt:1: " in result.stderr
    assert run("build", pages, "--data", data, "--strict").exit_code == 1


def test_when_nothing_can_be_published_the_exit_code_is_one(tmp_path: Path, data: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run("build", tmp_path / "empty.txt", "--data", data)
    assert result.exit_code == 1
    assert "Nothing could be published." in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("build", "page.txt", "--sample"),
        ("build", "page.txt", "--contacts", "everybody"),
        ("build", "page.txt", "--jobs", "0"),
        ("build", "page.txt", "--register", "atlantis"),
        ("build", "page.txt", "--names", "nowhere.toml"),
        ("nonsense",),
        ("rollback",),
    ],
)
def test_a_wrong_call_is_a_usage_error(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("build", "nowhere.txt"), "nowhere.txt: cannot be opened as a source"),
        (("generations", "--data", "nowhere"), "nowhere: there is no data directory"),
        (("rollback", "x", "--data", "nowhere"), "nowhere: there is no data directory"),
        (("export", "x.nq", "--data", "nowhere"), "nowhere: there is no data directory"),
        (("explain", "nowhere.txt"), "nowhere.txt:1: cannot be opened"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(words: tuple[str, ...], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_register_that_is_no_text_is_one_clear_line(tmp_path: Path, data: Path) -> None:
    (tmp_path / "register.toml").write_bytes(b"\xff\xfe")
    result = run("build", tmp_path, "--data", data, "--register", tmp_path / "register.toml")
    assert result.exit_code == 2
    assert "register.toml: not a register description" in result.stderr


def test_the_sample_says_that_it_is_one(data: Path) -> None:
    result = run("build", "--sample", "--data", data)
    assert result.exit_code == 0
    generation = DataDirectory.open(data).generation()
    assert generation.register.sample
    assert generation.manifest.counts.projects >= 60


def test_generations_are_listed_and_the_current_one_has_a_star(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    put(pages, "p1", Made(name="Uusi"))
    run("build", pages, "--data", data)
    old, new = run("generations", "--data", data).stdout.splitlines()
    assert old.startswith("  2")
    assert new.startswith("* 2")
    assert "3 projects" in new


def test_how_many_generations_are_kept_is_a_setting(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    assert run("generations", "--data", data, "--keep", "3").exit_code == 0
    assert run("generations", "--data", data, "--keep-days", "7").exit_code == 0
    settings = DataDirectory.open(data).settings
    assert (settings.keep, settings.keep_days) == (3, 7)


def test_rolling_back_makes_an_older_generation_current(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    first = DataDirectory.open(data).current_id()
    put(pages, "p1", Made(name="Uusi"))
    run("build", pages, "--data", data)
    assert run("rollback", first, "--data", data).exit_code == 0
    assert DataDirectory.open(data).current_id() == first
    assert run("rollback", "20200101", "--data", data).exit_code == 1


def test_rolling_back_tells_which_writes_are_left_out(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    built = DataDirectory.open(data).current_id()
    first, second = (
        publish(data, Update(text=f"INSERT DATA {{ <a:a> <a:b> {number} }}"), by="x").generation
        for number in (1, 2)
    )
    assert run("rollback", built, "--data", data).stdout.splitlines() == [
        f"Current is generation {built}.",
        f"2 writes made after it are not in it; they return with generation {second}.",
    ]
    assert len(run("rollback", second, "--data", data).stdout.splitlines()) == 1
    told = run("rollback", first, "--data", data).stdout
    assert f"1 write made after it is not in it; it returns with generation {second}." in told


def test_a_data_directory_is_exported_and_imported(pages: Path, data: Path, tmp_path: Path) -> None:
    run("build", pages, "--data", data)
    assert run("export", tmp_path / "all.zip", "--data", data).exit_code == 0
    assert run("import", tmp_path / "all.zip", "--data", tmp_path / "copy").exit_code == 0
    assert (
        DataDirectory.open(tmp_path / "copy").current_id() == DataDirectory.open(data).current_id()
    )
    assert run("export", tmp_path / "graph.ttl", "--data", data).exit_code == 0
    assert "sk:Project" in (tmp_path / "graph.ttl").read_text("utf-8")
    assert run("export", tmp_path / "graph.doc", "--data", data).exit_code == 1


def test_a_person_is_forgotten(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    result = run("forget", "Maija Meikäläinen", "--data", data)
    assert result.exit_code == 0
    assert "Forgotten: maija-meikalainen; changed pages: 3." in result.stdout
    assert run("forget", "Maija Meikäläinen", "--data", data).exit_code == 1


def test_a_page_is_explained_line_by_line(pages: Path) -> None:
    result = run("explain", pages / "p1.txt")
    assert result.exit_code == 0
    first, meaning, *_ = result.stdout.splitlines()
    assert first.strip().startswith("1  Hankkeen nimi")
    assert "Kokeilu p1" in meaning


def test_a_line_of_which_nothing_was_understood_is_marked(tmp_path: Path) -> None:
    page = put(tmp_path, "odd", Made(phase="Käynnissä\nOuto rivi"))
    lines = run("explain", page).stdout.splitlines()
    odd = next(number for number, line in enumerate(lines) if line.endswith("  Outo rivi"))
    assert lines[odd + 1].strip() == "✗ nothing was understood"
    assert "".join(lines).count("✗") == 1


def test_a_folder_is_no_page_to_explain(tmp_path: Path) -> None:
    result = run("explain", tmp_path)
    assert result.exit_code == 2
    assert "is a directory" in result.stderr
    assert ":1:" not in result.stderr


@pytest.mark.parametrize("name", PLACES)
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


def test_the_commands_are_listed() -> None:
    assert {*PLACES} <= {
        line.split()[0] for line in run("--help").stdout.splitlines() if line.strip()
    }


def test_what_a_command_does_is_told_in_one_line_whole() -> None:
    assert "..." not in run("--help").stdout.partition("Commands:")[2]
    assert "..." not in run("ask", "--help").stdout.partition("Commands:")[2]


REPORT = BuildReport(
    generation="20261121T120000.000Z-0",
    published=True,
    read=1,
    unchanged=0,
    withdrawn=0,
    refused=(),
    findings=(),
    findings_read=0,
    counts=Counts(),
    seconds=1.0,
)


@pytest.mark.parametrize(
    ("published", "unchanged", "refused", "strict", "code"),
    [
        (True, 0, 0, False, 0),
        (False, 3, 0, False, 0),
        (False, 0, 1, False, 1),
        (True, 0, 1, False, 0),
        (True, 0, 1, True, 1),
        (False, 3, 1, True, 1),
    ],
)
def test_the_exit_code_says_what_became_of_the_pages(
    published: bool, unchanged: int, refused: int, strict: bool, code: int
) -> None:
    report = msgspec.structs.replace(
        REPORT,
        published=published,
        unchanged=unchanged,
        refused=(Refusal("a.txt", 1, "empty"),) * refused,
    )
    assert exit_code(report, strict=strict) == code


def test_one_is_not_several() -> None:
    one = msgspec.structs.replace(REPORT, counts=Counts(projects=1, people=1, organisations=2))
    assert "1 project, 0 portfolios, 2 organisations, 1 person, 0 findings" in "\n".join(
        summary(one)
    )


@pytest.mark.slow
def test_progress_is_drawn_on_a_terminal_only(pages: Path, data: Path) -> None:
    command = [sys.executable, "-c", "from server.command import salkku; salkku()"]
    ours, theirs = os.openpty()
    words = [*command, "build", str(pages), "--data", str(data)]
    subprocess.run(words, stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    os.close(theirs)
    assert "Reading" in os.read(ours, 100_000).decode()
    os.close(ours)
    quiet = subprocess.run(words, capture_output=True, text=True, check=True)
    assert quiet.stderr == ""


# Where the data is


@pytest.mark.parametrize(
    "words",
    [
        ("generations",),
        ("rollback", "20260101T000000.000Z-00000000"),
        ("forget", "Maija Meikäläinen"),
        ("export", "file.nq"),
        ("ask", "projects"),
        ("serve",),
    ],
)
def test_every_command_takes_the_data_directory_from_the_environment(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALKKU_DATA", str(tmp_path / "else where"))
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, "else where" in result.stderr) == (1, True)


def test_a_build_and_an_import_go_where_the_environment_says(
    pages: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALKKU_DATA", str(data))
    assert run("build", pages).exit_code == 0
    assert run("export", tmp_path / "all.zip").exit_code == 0
    monkeypatch.setenv("SALKKU_DATA", str(tmp_path / "other"))
    imported = run("import", tmp_path / "all.zip")
    assert (imported.exit_code, "must be forgotten here again" in imported.stdout) == (0, True)
    assert DataDirectory.open(tmp_path / "other").current_id()
    assert run("ask", "projects", "--data", data).exit_code == 0


def test_a_damaged_generation_is_listed_as_such(pages: Path, data: Path) -> None:
    run("build", pages, "--data", data)
    first = DataDirectory.open(data).current_id()
    put(pages, "p1", Made(name="Uusi"))
    run("build", pages, "--data", data)
    second = DataDirectory.open(data).current_id()
    (data / "generations" / second / "manifest.json").write_text("{")
    assert "salkku rollback" in run("build", pages, "--data", data).stderr
    listed = run("generations", "--data", data)
    assert (listed.exit_code, first in listed.stdout) == (0, True)
    assert f"! {second}  damaged" in listed.stderr
    assert run("rollback", first, "--data", data).exit_code == 0
    assert run("build", pages, "--data", data).exit_code == 0
