"""A folder that goes with its process, also when that is killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.own_folder import own_folder, sweep_folders

HELD = """
import sys
from pathlib import Path
from server.own_folder import own_folder

with own_folder(Path(sys.argv[1]), "figures-") as folder:
    (folder / "one").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(place: Path) -> Iterator[Path]:
    """The folder that another process has in *place*; it is killed when this is left."""
    command = [sys.executable, "-c", HELD, str(place)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        yield Path(process.stdout.readline().strip())
        process.kill()


def test_a_folder_is_gone_when_it_is_left(tmp_path: Path) -> None:
    with own_folder(tmp_path / "new", "figures-") as folder:
        assert folder.name.startswith("figures-")
        (folder / "one").touch()
    assert [*(tmp_path / "new").iterdir()] == []


def test_what_a_killed_process_left_is_swept_and_not_what_one_needs(tmp_path: Path) -> None:
    others = tmp_path / "figuresque"
    others.mkdir()
    with held(tmp_path) as folder:
        sweep_folders(tmp_path, "figures-")
        assert [*folder.iterdir()] == [folder / "one"]
    assert folder.exists()
    sweep_folders(tmp_path, "figures-")
    assert [*tmp_path.iterdir()] == [others]
