"""The engine compacts a new store after all others, and is not kept back for ever."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build.loading import Loader
from graph.quads.content import Content

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the niceness of a thread is that of Linux"
)


def test_compaction_runs_after_all_others_while_a_store_is_loaded(tmp_path: Path) -> None:
    with Loader(tmp_path / "store") as loader:
        assert {*_niceness()} == {19}
        loader.settle()
        loader.finish()


@pytest.mark.skipif(os.geteuid() != 0, reason="not everybody may hurry a thread again")
def test_compaction_is_let_go_once_everything_is_loaded(tmp_path: Path) -> None:
    with Loader(tmp_path / "store") as loader:
        loader.settle()
        assert {*_niceness()} == {os.getpriority(os.PRIO_PROCESS, 0)}
        loader.finish()


@pytest.mark.skipif(os.geteuid() != 0, reason="not everybody may hurry a thread again")
def test_compaction_is_let_go_when_loading_was_given_up(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Loader(tmp_path / "store"):
        raise KeyError
    assert {*_niceness()} == {os.getpriority(os.PRIO_PROCESS, 0)}


def test_what_was_loaded_is_whole_with_compaction_kept_back(tmp_path: Path) -> None:
    with Loader(tmp_path / "store") as loader:
        for number in range(40):
            line = f"<http://localhost/{number}> <http://localhost/p> <http://localhost/o> .\n"
            loader.add(line.encode() * 4000, Content(4000))
        loader.settle()
        loader.finish()
        assert len(loader.store) == 40


def _niceness() -> Iterator[int]:
    """The niceness of each thread that compacts."""
    for name in Path("/proc/self/task").glob("*/comm"):
        if name.read_text().strip() == "rocksdb:low":
            yield os.getpriority(os.PRIO_PROCESS, int(name.parent.name))
