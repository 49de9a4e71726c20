"""What is served: the newest generation, whatever happens while it is opened."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.build.building import build
from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server.snapshot import Served, Snapshot
from tests.graph.made_pages import put_many

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_generation_that_goes_while_it_is_opened_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(tmp_path / "pages", 3)
    build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",), now=NOW))
    served = Served(DataDirectory.open(tmp_path / "data"), load_library())
    opened = DataDirectory._opened

    def just_before_somebody_is_forgotten(self: DataDirectory, name: str) -> object:
        monkeypatch.undo()
        generation = opened(self, name)
        forget(tmp_path / "data", "Maija Meikäläinen", BuildOptions(now=NOW))
        return generation

    monkeypatch.setattr(DataDirectory, "_opened", just_before_somebody_is_forgotten)
    snapshot = served.now()
    assert isinstance(snapshot, Snapshot)
    assert snapshot.id == DataDirectory.open(tmp_path / "data").current_id()
    assert served.now() is snapshot
