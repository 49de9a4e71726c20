"""What grows is told as it grows, and a run goes on where it stopped."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.__main__ import bench
from bench.build import Task
from bench.processes import CommandFailed
from bench.scale import run as scaling
from bench.scale.chart import chart
from bench.scale.figures import Figure, Size, growth
from bench.scale.run import Plan, measured, run
from bench.scale.steps import Site, Step
from bench.sparql.ground import Ground
from bench.sparql.services import Peer, started


def size(projects: int, **values: float) -> Size:
    return Size(projects, tuple(Figure(name, "s", value) for name, value in values.items()))


def site(folder: Path) -> Site:
    return Site(Task(folder, 10, 1, validation=True), cores=1, requests=1, seconds=1)


def test_growth_is_that_of_ten_times_the_projects() -> None:
    sizes = [size(100, build=2.0), size(1_000, build=20.0), size(100_000, build=2_000.0)]
    assert [*growth("build", sizes)] == pytest.approx([10, 10])


def test_what_was_not_measured_at_a_size_has_no_growth_from_it() -> None:
    sizes = [size(100, build=2.0), size(1_000), size(10_000, build=3.0)]
    assert [*growth("build", sizes)] == [None, None]


def test_a_bar_is_as_long_as_what_it_draws_grows() -> None:
    sizes = [size(100, build=2.0, triples=1.0), size(1_000, build=20.0, triples=2.0)]
    _, triples, build = chart(sizes).splitlines()
    assert (triples.count("█"), build.count("█")) == (6, 30)


def steps(taken: list[str], failing: str = "") -> dict[str, Step]:
    def step(name: str) -> Step:
        def take(_: Site) -> Iterator[Figure]:
            taken.append(name)
            if name == failing:
                raise CommandFailed("no room")
            yield Figure(name, "s", 1.0)

        return take

    return {name: step(name) for name in ("write", "build", "browse")}


def test_a_run_goes_on_behind_the_steps_that_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    monkeypatch.setattr(scaling, "STEPS", steps(taken, failing="build"))
    assert measured(site(tmp_path)).failed == {"build": "no room"}
    monkeypatch.setattr(scaling, "STEPS", steps(taken))
    assert [figure.name for figure in measured(site(tmp_path)).figures] == [
        *("write", "build", "browse")
    ]
    assert taken == ["write", "build", "build", "browse"]


def test_what_is_not_to_be_kept_is_gone_after_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaling, "STEPS", steps([]))
    plan = Plan(tmp_path, [100, 10, 100], seed=1, requests=1, seconds=1, cores=1, keep=False)
    assert [one.projects for one in run(plan)] == [10, 100]
    assert not [*tmp_path.iterdir()]


def test_a_server_that_does_not_come_is_told_and_ended(tmp_path: Path) -> None:
    peer = Peer("nobody", lambda _, __: (sys.executable, "-c", "raise SystemExit(3)"))
    with (
        pytest.raises(CommandFailed, match="nobody does not answer"),
        started(peer, Ground(tmp_path, 1)),
    ):
        pass


@pytest.mark.slow
def test_the_scale_bench_tells_figures_and_growth(tmp_path: Path) -> None:
    asked = ["--projects", "20", "--projects", "60", "--requests", "3", "--seconds", "1"]
    result = CliRunner().invoke(bench, ["scale", *asked, "--keep", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert [one["failed"] for one in told["sizes"]] == [{}, {}]
    assert told["growth"]["triples"][0] == pytest.approx(10, rel=0.7)
