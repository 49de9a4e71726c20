"""Commands run as a user would run them: how long they take, and how much memory at most."""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

SOONEST, LATEST = 0.1, 1.0
"""Seconds between two looks at the memory, which takes the kernel 15 ms for some processes."""

SPARSE = 0.02
"""The longer a command runs, the rarer the looks: after this share of its time."""


class CommandFailed(Exception):
    """A measured command ended with an error: which, and the last lines that it wrote."""


class Measured(NamedTuple):
    """What a command took: *seconds* of wall time, and *peak* bytes of memory."""

    seconds: float
    peak: int


def measure(command: Sequence[str | Path]) -> Measured:
    """Run *command* to its end; memory is that of the process and all its children together.

    Raises CommandFailed when it does not end well.
    """
    with tempfile.TemporaryFile("w+") as output:
        began = time.perf_counter()
        process = psutil.Popen(
            list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, text=True
        )
        try:
            peak = _watch(process)
        finally:
            end(process)
        seconds = time.perf_counter() - began
        if process.returncode:
            output.seek(0)
            raise CommandFailed(f"{command[0]} {command[1]}: {output.read()[-2000:]}")
    return Measured(seconds, peak)


def _watch(process: psutil.Popen) -> int:
    """The peak of the memory that *process* and its children hold, until it ends."""
    peak = 0
    began = time.perf_counter()
    while True:
        peak = max(peak, memory(process))
        pause = SPARSE * (time.perf_counter() - began)
        try:
            process.wait(min(max(pause, SOONEST), LATEST))
        except psutil.TimeoutExpired:
            continue
        return peak


def memory(process: psutil.Process) -> int:
    """The bytes that *process* and its children hold now, shared pages counted once."""
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(map(_share, family))


def _share(process: psutil.Process) -> int:
    try:
        share: int = process.memory_full_info().pss
    except psutil.Error:
        return 0
    return share


def disk(folder: Path) -> int:
    """The bytes that *folder* takes on the disk, a file of several names counted once."""
    files = {
        (status.st_dev, status.st_ino): status.st_blocks * 512
        for file in folder.rglob("*")
        if file.is_file() and (status := file.stat())
    }
    return sum(files.values())


def end(process: psutil.Process) -> None:
    """End *process* and its children, for certain; nothing is done when it has ended."""
    try:
        family = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)
