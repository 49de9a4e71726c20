"""Writers that are many, and writers that are killed: no write is lost, none is half made."""

import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from graph.errors import DataDirectoryError
from graph.generations.durable import TEMPORARY
from graph.generations.lock import only_writer
from graph.generations.retention import sweep
from graph.quads.content import content_of_digest
from graph.writes.delta import content_of
from graph.writes.publishing import publish
from graph.writes.write import Published, Update
from tests.graph.made_writes import Made
from tests.waiting import PATIENCE, wait_until

WRITER: Final = """
import sys
from pathlib import Path
from graph.writes.publishing import publish
from graph.writes.write import Update
for number in range(int(sys.argv[2]), 10_000):
    text = f"INSERT DATA {{ <n:{number}> <n:half> 'one' , 'two' }}"
    publish(Path(sys.argv[1]), Update(text=text), by="tester")
    print(number, flush=True)
"""
"""A process that writes without end, and says which writes it was told are published."""

KILLS: Final = 20


def numbers(made: Made) -> list[int]:
    """The numbers of the writes that stand in the graph; both halves of one or none."""
    found = [
        (int(quad.subject.value.removeprefix("n:")), quad.object.value)  # type: ignore[union-attr]  # what the process writes
        for quad in made.quads()
        if str(quad.subject).startswith("<n:")
    ]
    firsts = {number for number, half in found if half == "one"}
    assert firsts == {number for number, half in found if half == "two"}
    return sorted(firsts)


def told_before_it_was_killed(made: Made, start: int, seconds: float) -> list[int]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(made.folder), str(start)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    return [int(line) for line in (first + rest).split()]


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_was_told(tmp_path: Path) -> None:
    made = Made(tmp_path)
    chance = random.Random(3)  # noqa: S311 - moments, no secrets
    told: list[int] = []
    for _ in range(KILLS):
        start = max(numbers(made), default=-1) + 1
        told += told_before_it_was_killed(made, start, chance.uniform(0, 0.25))
        manifest = made.manifest
        content = content_of(made.quads())
        assert content == content_of_digest(manifest.counts.quads, manifest.hash)
        assert manifest.writes is not None
        assert manifest.writes.number == len(numbers(made))
    assert set(told) <= set(numbers(made))
    assert len(numbers(made)) <= len(told) + KILLS
    sweep(made.directory)
    assert not [*made.directory.generations_folder.glob(f"{TEMPORARY}*")]


def write_some(folder: Path, writer: int, writes: int) -> list[Published]:
    """Make *writes* writes, one after another; run in a process of its own."""
    return [
        publish(
            folder,
            Update(text=f"INSERT DATA {{ <n:{writer}> <n:wrote> {number} }}"),
            by=f"writer {writer}",
        )
        for number in range(writes)
    ]


def test_eight_writers_at_once_are_all_heard_each_with_a_generation(tmp_path: Path) -> None:
    made = Made(tmp_path)
    writers, writes = 8, 2
    with ProcessPoolExecutor(writers, multiprocessing.get_context("spawn")) as pool:
        asked = [pool.submit(write_some, made.folder, turn, writes) for turn in range(writers)]
        answers = [answer for each in asked for answer in each.result()]
    assert len({answer.generation for answer in answers}) == writers * writes
    assert sorted(answer.number for answer in answers) == [*range(1, writers * writes + 1)]
    wrote = [quad for quad in made.quads() if "<n:wrote>" in str(quad)]
    assert len(wrote) == writers * writes


# The queue


def wait_in_line(folder: Path, name: str) -> None:
    """Take the lock and note it; run in a process of its own."""
    with only_writer(folder, patience=10 * PATIENCE), (folder / "turns").open("a") as file:
        file.write(name)


def test_writers_take_turns_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    waiting = []
    with only_writer(tmp_path):
        for number, name in enumerate("abcd", 1):
            waiting.append(context.Process(target=wait_in_line, args=(tmp_path, name)))
            waiting[-1].start()
            until_waiting(tmp_path, number)
    for process in waiting:
        process.join()
    assert (tmp_path / "turns").read_text() == "abcd"
    assert tickets(tmp_path) == 0


def test_one_that_ends_while_it_waits_holds_nobody_up(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with only_writer(tmp_path):
        first, second = (
            context.Process(target=wait_in_line, args=(tmp_path, name)) for name in "ab"
        )
        first.start()
        until_waiting(tmp_path, 1)
        second.start()
        until_waiting(tmp_path, 2)
        first.kill()
        first.join()
    second.join()
    assert (tmp_path / "turns").read_text() == "b"


def test_patience_has_an_end(tmp_path: Path) -> None:
    with only_writer(tmp_path):
        begun = time.monotonic()
        with pytest.raises(DataDirectoryError, match=str(os.getpid())), only_writer(tmp_path, 0.2):
            pass
        assert 0.2 <= time.monotonic() - begun < PATIENCE
    assert tickets(tmp_path) == 0


def tickets(folder: Path) -> int:
    return sum(1 for path in folder.glob("queue/*") if re.match(r"\d", path.name))


def until_waiting(folder: Path, number: int) -> None:
    wait_until(lambda: tickets(folder) == number, f"{number} writers wait")
