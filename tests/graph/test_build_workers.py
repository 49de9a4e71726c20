"""The workers of a build: who does what follows, and in which order it comes back."""

import os
from collections.abc import Iterable

from graph.build.workers import FEW, MANY, Crew


def test_workers_who_remember_much_are_relieved_by_others() -> None:
    with Crew(jobs=2) as crew:
        before = set(crew.work(_process, range(9), FEW + 1, size=1))
        crew.relieve(MANY)
        before |= set(crew.work(_process, range(9), FEW + 1, size=1))
        crew.relieve(MANY + 1)
        after = set(crew.work(_process, range(9), FEW + 1, size=1))
    assert len(before) <= crew.jobs
    assert after.isdisjoint(before)


def _process(_: Iterable[int]) -> int:
    return os.getpid()
