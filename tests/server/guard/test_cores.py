"""Workers keep to their cores, and what takes long may leave them: in processes of their own."""

import os
import subprocess
import sys

ASKED = """
import os, threading
from server.guard.cores import load_on_core, take_any_core

print(*load_on_core({number}, {workers}, lambda: sorted(os.sched_getaffinity(0))))
free = threading.Thread(target=lambda: (take_any_core(), print(*sorted(os.sched_getaffinity(0)))))
free.start()
free.join()
print(*sorted(os.sched_getaffinity(0)))
"""


def cores_of(number: int, workers: int) -> list[list[int]]:
    """The cores of that worker, of a thread that takes any, and of the worker afterwards."""
    command = [sys.executable, "-c", ASKED.format(number=number, workers=workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [[int(core) for core in line.split()] for line in done.stdout.splitlines()]


def test_workers_have_a_core_each_which_only_what_takes_long_leaves() -> None:
    cores = sorted(os.sched_getaffinity(0))
    for number in range(len(cores) + 1):
        own = [cores[number % len(cores)]]
        assert cores_of(number, len(cores) + 1) == [own, cores, own]


def test_fewer_workers_than_cores_may_use_them_all() -> None:
    cores = sorted(os.sched_getaffinity(0))
    assert cores_of(0, len(cores) - 1) == [cores] * 3
