"""``salkku link``: what is linked is published, and the report says how much there is."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from server.command import salkku
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_registers import load, made_linkers

__all__ = ["made_linkers"]

pytestmark = pytest.mark.usefixtures("made_linkers")


def link(data: Path) -> Result:
    return CliRunner().invoke(salkku, ["link", "--data", str(data), "--jobs", "1"])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory of two pages without a register."""
    for key, name in (("p1", "KOKEILU"), ("p2", "Toinen kokeilu")):
        put(tmp_path / "pages", key, Page(name=name))
    build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",)))
    return tmp_path / "data"


def test_links_are_counted_by_register_and_published(data: Path) -> None:
    load(data, "yso")
    result = link(data)
    assert result.exit_code == 0
    current = DataDirectory.open(data).current_id()
    assert result.output.splitlines() == [
        "yso: 1 link published, 1 pending, 0 rejected; 2 changed.",
        f"Published generation {current}.",
    ]
    assert "0 changed" in link(data).output


def test_without_a_register_one_line_says_what_to_do(data: Path) -> None:
    result = link(data)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "no register is loaded to link with; run salkku registers load" in result.output
