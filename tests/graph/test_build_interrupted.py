"""A build that is killed, or whose disk is full, leaves what was published as it was."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.retention import sweep
from tests.graph.contents import content_of
from tests.graph.made_pages import Made, put, put_many
from tests.waiting import PATIENCE

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BUILD: tuple[str | Path, ...] = (
    sys.executable,
    "-c",
    "from server.command import salkku; salkku()",
    "build",
)
KILLS = 20
SOONER = 0.8
"""How much sooner the next is killed when one had ended before it was."""

NO_SPACE = "no space left|disk I/O error"
"""What is said when a file may not grow; SQLite has other words for a limit than for a disk."""


def write_turn(pages: Path, turn: int, number: int = 12) -> None:
    """Let the pages say which *turn* it is: many of them in every third, one in the others."""
    changed = range(number) if turn % 3 == 0 else (turn % number,)
    for page in changed:
        put(pages, f"p{page}", Made(name=f"Kokeilu {page} vuorolla {turn}"))


def served(data: Path) -> set[str]:
    """The names of the projects that are published, when all that is published is whole."""
    generation = DataDirectory.open(data).generation()
    content = content_of(list(generation.open_store()))
    counts = generation.manifest.counts
    assert (content.quads, content.digest) == (counts.quads, generation.manifest.hash)
    records = [generation.page(entry.key) for entry in generation.records.entries()]
    assert len(records) == counts.projects
    assert all(generation.page_of(e.slug) for e in generation.records.entries())
    return {record.name.text for record in records if record}


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_generation(tmp_path: Path) -> None:
    pages, data = tmp_path / "pages", tmp_path / "data"
    write_turn(pages, 0)
    started = time.monotonic()
    subprocess.run([*BUILD, pages, "--data", data], check=True, capture_output=True)
    takes = time.monotonic() - started
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    killed = 0
    for turn in range(1, KILLS + 1):
        before = served(data)
        write_turn(pages, turn)
        contacts = ("full", "names")[turn % 2]
        command = [*BUILD, pages, "--data", data, "--contacts", contacts]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0, takes))
        running.send_signal(signal.SIGKILL)
        if running.wait() == -signal.SIGKILL:
            killed += 1
        else:  # a machine that was busy before is not any more
            takes *= SOONER
        names = {Path(page).read_text("utf-8").split("\n")[0] for page in pages.iterdir()}
        wanted = {name.removeprefix("Hankkeen nimi").strip(" \u00a0") for name in names}
        assert served(data) in (before, wanted)
    assert killed > KILLS // 2
    subprocess.run([*BUILD, pages, "--data", data], check=True, capture_output=True)
    assert served(data) == wanted
    assert not list(data.rglob(".part-*"))


@pytest.mark.slow
def test_the_workers_of_a_killed_build_end_too(tmp_path: Path) -> None:
    put_many(tmp_path / "pages", 900)
    command = [*BUILD, tmp_path / "pages", "--data", tmp_path / "data", "--jobs", "2"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children: list[psutil.Process] = []
    deadline = time.monotonic() + PATIENCE
    while len(children) < 3 and running.poll() is None and time.monotonic() < deadline:
        children = psutil.Process(running.pid).children(recursive=True)
        time.sleep(0.02)
    assert len(children) >= 2
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert not alive


@pytest.mark.slow
def test_many_pages_are_read_by_several_processes(tmp_path: Path) -> None:
    put_many(tmp_path / "pages", 450)
    options = BuildOptions(sources=(tmp_path / "pages",), now=NOW)
    build(tmp_path / "one", options)
    several = BuildOptions(sources=(tmp_path / "pages",), now=NOW, jobs=2)
    report = build(tmp_path / "two", several)
    manifests = [DataDirectory.open(tmp_path / d).generation().manifest for d in ("one", "two")]
    assert manifests[0].hash == manifests[1].hash
    assert manifests[0].counts == manifests[1].counts
    assert report.read == 450


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process may grow beyond *size* bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [1_000, 20_000, 60_000])
def test_a_full_disk_leaves_what_was_published(tmp_path: Path, size: int) -> None:
    put_many(tmp_path / "pages", 12)
    options = BuildOptions(sources=(tmp_path / "pages",), now=NOW)
    data = tmp_path / "data"
    published = build(data, options).generation
    for page in range(1, 13):
        put(tmp_path / "pages", f"p{page}", Made(name=f"Uusi {page}", abstract=("teksti " * 999,)))
    with files_of_at_most(size), pytest.raises(DataDirectoryError, match=NO_SPACE) as told:
        build(data, options)
    assert "\n" not in str(told.value)
    assert DataDirectory.open(data).current_id() == published
    assert served(data) == {f"Kokeilu p{page}" for page in range(1, 13)}
    assert not [path for path in data.rglob(".part-*") if path.is_dir()]
    assert build(data, options).counts.projects == 12


def test_a_directory_that_may_not_be_written_is_one_clear_line(tmp_path: Path) -> None:
    put_many(tmp_path / "pages", 1)
    (tmp_path / "file").touch()
    with pytest.raises(DataDirectoryError, match="cannot be written"):
        build(tmp_path / "file", BuildOptions(sources=(tmp_path / "pages",), now=NOW))


def test_what_a_killed_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    put_many(tmp_path / "pages", 3)
    options = BuildOptions(sources=(tmp_path / "pages",), now=NOW)
    build(tmp_path / "data", options)
    left = tmp_path / "data" / "generations" / ".part-12345678" / "store"
    left.mkdir(parents=True)
    build(tmp_path / "data", options)
    assert not left.exists()
    sweep(DataDirectory.open(tmp_path / "data"))
