"""What a measured command took is what it took."""

import sys
from pathlib import Path

import pytest

from bench.processes import CommandFailed, disk, measure
from tests.waiting import PATIENCE

MEGABYTES_60 = 60_000_000


def test_the_time_of_a_command_is_measured() -> None:
    measured = measure([sys.executable, "-c", "import time; time.sleep(0.5)"])
    assert 0.5 <= measured.seconds < PATIENCE


def test_the_memory_of_a_child_counts() -> None:
    hold = f"import time; kept = b'x' * {MEGABYTES_60}; time.sleep(1.2)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    assert measure([sys.executable, "-c", parent]).peak > MEGABYTES_60


def test_a_command_that_fails_is_an_error_with_its_words() -> None:
    with pytest.raises(CommandFailed, match="too bad"):
        measure([sys.executable, "-c", "import sys; sys.exit('too bad')"])


def test_a_file_of_two_names_takes_its_place_on_the_disk_once(tmp_path: Path) -> None:
    one = tmp_path / "one"
    one.write_bytes(b"x" * 50_000)
    before = disk(tmp_path)
    (tmp_path / "two").hardlink_to(one)
    assert disk(tmp_path) == before >= 50_000
