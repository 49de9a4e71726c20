"""``python -m bench`` says what it measured, for people and for programs."""

import json

import pytest
from click.testing import CliRunner

from bench.__main__ import bench
from bench.processes import CommandFailed


def test_the_extract_bench_prints_a_table() -> None:
    result = CliRunner().invoke(bench, ["extract", "--pages", "20"])
    assert result.exit_code == 0
    assert "precision" in result.output
    assert "20 pages" in result.output


def test_the_extract_bench_prints_json() -> None:
    result = CliRunner().invoke(bench, ["extract", "--pages", "20", "--json"])
    assert json.loads(result.output)["pages"] == 20


@pytest.mark.slow
def test_the_build_bench_measures_build_load_and_change() -> None:
    result = CliRunner().invoke(bench, ["build", "--pages", "20", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["turns"] == 3
    assert told["triples"] > 1_000
    assert [row["seconds"] > 0 for row in told["rows"]] == [True] * 5
    assert list(told["ratios"]) == ["salkku build", "salkku build --no-validation"]


def test_what_a_bench_could_not_run_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise CommandFailed("salkku build: no room")

    monkeypatch.setattr("bench.build.run", fail)
    result = CliRunner().invoke(bench, ["build", "--pages", "2"])
    assert (result.exit_code, result.output) == (1, "Error: salkku build: no room\n")
