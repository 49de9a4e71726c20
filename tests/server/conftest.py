"""A small register, built once, and clients that ask the application that serves it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.privacy.policy import Contacts
from graph.register import Register, load_register
from graph.sample import sample_pages
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_pages import Made, put
from tests.server.browsing import open_browser

COMUNICA = "@comunica/query-sparql@5.4.1"
OVERRIDDEN = {"overrides": {"undici": "7.30.2"}}
"""The undici that Comunica would take, 8, needs Node 22; this one runs on Node 20 as well."""
NOW = datetime(2026, 11, 21, tzinfo=UTC)

MONEY = """Rahoitus

2025

2026

Yhteensä

ESR 70 %

50 000

70 000

120 001

Oulun kaupunki

20 000

30 000

50 000

YHTEENSÄ

70 000

100 000

170 000
"""

PAGES = {
    "rich": Made(
        name="Äänekäs kokeilu",
        start="1.1.2025",
        funders=("Oulun kaupunki", "Sosiaali- ja terveysministeriö", "kaikki kylän väki"),
        implementers=("Sivistyspalvelut, nuorisotyö", "Kempele"),
        contacts="Projektipäällikkö Maija Meikäläinen, maija.meikalainen (at) example.fi",
        abstract=(
            "Tavoitteet:",
            "a. Kuullaan nuoria.",
            "b. Kokeillaan ääntä.",
            *MONEY.splitlines(),
        ),
    ),
    "plain": Made(name="Zeppelin <b>", phase="Päättynyt", start="1.5.2015", end="31.12.2016"),
    "planned": Made(name="Aurinko", phase="Suunnitteilla", start="1.1.2027", end="31.12.2027"),
}
GONE = Made(name="Poistuva hanke", start="1.1.2024", end="31.12.2024")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Path:
    """A data directory with three projects, and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("register")
    pages, directory = folder / "pages", folder / "data"
    for key, page in {**PAGES, "gone": GONE}.items():
        put(pages, key, page)
    options = BuildOptions(sources=(pages,), register=oulu, contacts=Contacts.FULL, now=NOW)
    build(directory, options)
    (pages / "gone.txt").unlink()
    build(directory, BuildOptions(sources=(pages,), prune=True, now=NOW))
    return directory


@pytest.fixture(scope="session")
def app(data: Path) -> Flask:
    return create_app(read_settings({"data": str(data), "rows_shown": 5}, {}))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the sample register, as a newcomer sees it first."""
    data = tmp_path_factory.mktemp("sample") / "data"
    with sample_pages() as folder:
        build(data, BuildOptions(sources=(folder,), register=load_register("sample")))
    return data


@pytest.fixture(scope="session")
def sample_app(sample_data: Path) -> Flask:
    return create_app(read_settings({"data": str(sample_data)}, {}))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window, for the tests of one module."""
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def comunica(root: Path) -> list[str]:
    """The command that asks endpoints by Comunica, which npm installs once beside the venv."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not there: Comunica cannot be run")
    folder = root / ".venv" / "comunica"
    script = folder / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(json.dumps(OVERRIDDEN))
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), COMUNICA]
        installed = subprocess.run(command, capture_output=True, text=True, check=False)
        if installed.returncode:
            pytest.skip(f"npm cannot install {COMUNICA}: {installed.stderr[-300:]}")
    return [node, str(script)]
