"""The page about operation, held against the code: its commands run, its files are accepted."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from graph.generations.directory import DataDirectory
from server.command import salkku
from server.observing.metrics import Metrics
from server.settings import SETTINGS
from tests.debian import debian_program
from tests.graph.made_copies import Publisher, assert_whole
from tests.graph.made_pages import put
from tests.server.pages_of_docs import DOCS, commands, put_in

PAGE = "operations.md"


@pytest.fixture(scope="module")
def text() -> str:
    return (DOCS / PAGE).read_text("utf-8")


def run(command: str, cwd: Path) -> str:
    """What the shell says to *command*, with our own ``salkku`` before all others."""
    path = f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin"
    done = subprocess.run(
        ["sh", "-ec", command], check=True, cwd=cwd, env={"PATH": path}, capture_output=True
    )
    return done.stdout.decode()


def test_every_command_that_the_page_names_is_there(text: str) -> None:
    named = re.findall(r"(?:^|`)salkku ([a-z]+)([^`\n]*)", text, re.MULTILINE)
    assert {"build", "generations", "rollback", "export", "import"} <= {name for name, _ in named}
    assert isinstance(salkku, click.Group)
    for name, rest in named:
        command = salkku.get_command(click.Context(salkku), name)
        assert command is not None, name
        options = {word for parameter in command.params for word in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options


def test_every_setting_that_the_page_names_is_there(text: str) -> None:
    named = set(re.findall(r"SALKKU_[A-Z_]+", text))
    assert named
    assert named <= {setting.variable for setting in SETTINGS}


def test_every_figure_that_the_page_names_is_told(text: str, data: Path) -> None:
    named = set(re.findall(r"`(salkku_[a-z_]+)`", text))
    manifest = DataDirectory.open(data).generation().manifest
    told = Metrics().exposition(manifest).decode()
    families = set(re.findall(r"^# TYPE (\S+)", told, re.MULTILINE))
    assert named
    assert named <= families


def test_every_file_that_the_page_links_to_is_there(text: str) -> None:
    linked = re.findall(r"\]\(((?!http)[^)]+)\)", text)
    assert linked
    assert [path for path in linked if not (DOCS / path).exists()] == []


def test_a_backup_is_restored_by_the_commands_of_the_page(tmp_path: Path) -> None:
    debian_program("rsync", "rsync")
    publisher = Publisher(tmp_path)
    backup, restored = tmp_path / "backup", tmp_path / "restored"
    keep, bring_back = commands(PAGE, "## Backup and restore")
    run(
        put_in(keep, {"/var/lib/salkku": str(publisher.folder), "/backup/salkku": f"{backup}"}),
        tmp_path,
    )
    generation = publisher.publish("Later than the backup")
    there = {"/var/lib/salkku": str(restored), "/backup/salkku": str(backup)}
    told = run(put_in(bring_back, there), tmp_path)
    directory = DataDirectory.open(restored)
    assert f"* {directory.current_id()}" in told
    assert generation not in directory.ids()
    assert_whole(directory.generation().folder)
    publisher.folder = restored
    put(publisher.pages, "p1")
    assert publisher.build() > generation
    assert publisher.directory.generation().page_of("kokeilu-p0") is not None


def test_the_services_are_accepted_by_systemd(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze here, and no systemd is installed for its sake")
    here = {"/opt/salkku/bin/salkku": str(Path(sys.executable).with_name("salkku"))}
    for unit in (DOCS / "operations").glob("salkku*.*"):
        content = unit.read_text("utf-8")
        content = put_in(content, here) if unit.name == "salkku.service" else content
        (tmp_path / unit.name.replace("@", "@reader1.example.fi")).write_text(content)
    units = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run([analyze, "verify", *units], capture_output=True, check=False, text=True)
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line] == []
    assert done.returncode == 0


def test_what_copies_at_each_publication_is_the_command_of_the_page(text: str) -> None:
    (command,) = commands(PAGE, "## Many readers")[:1]
    unit = (DOCS / "operations" / "salkku-copy@.service").read_text("utf-8")
    started = re.search(r"^ExecStart=/usr/bin/(.+)$", unit, re.MULTILINE)
    assert started
    of_page = command.replace("\\\n", " ").replace("'", "").split()
    assert started[1].replace("%i", "reader1.example.fi").split() == of_page
    assert "rsync" in text
