"""The documents, held against the code."""

import re
from pathlib import Path

import click
import pytest

from server.command import PLACES, salkku
from server.settings import SETTINGS, Setting

TABLE_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    return [[cell.strip(" `") for cell in row.split(" | ")] for row in TABLE_ROW.findall(text)]


def command(name: str) -> click.Command:
    assert isinstance(salkku, click.Group)
    found = salkku.get_command(click.Context(salkku), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", PLACES)
def test_the_readme_names_every_command(name: str, readme: str) -> None:
    assert re.search(rf"`(?:salkku )?{name}\b", readme)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_readme_tells_every_setting_as_it_is(setting: Setting, readme: str) -> None:
    option = f"--{setting.name.replace('_', '-')}"
    told = {row[1]: row for row in rows(readme) if len(row) == 4}
    assert setting.variable in told
    assert told[setting.variable][0] == ("none" if setting.secret else option)
    assert told[setting.variable][3] == setting.help


@pytest.mark.parametrize("option", ["--base-iri", "--contacts", "--register", "--names"])
def test_what_a_data_directory_is_told_is_an_option_of_build(option: str, readme: str) -> None:
    assert option in {row[0] for row in rows(readme)}
    assert option in {text for parameter in command("build").params for text in parameter.opts}


def test_the_changelog_tells_software_and_vocabulary_apart(root: Path) -> None:
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", changelog, re.MULTILINE) == ["Software", "Vocabulary"]


def test_every_path_that_the_readme_links_to_is_there(readme: str, root: Path) -> None:
    linked = re.findall(r"\]\(((?!http)[^)]+)\)", readme)
    assert linked
    assert [path for path in linked if not (root / path).exists()] == []
