"""Where a project is from: its lines, with nobody's withheld phone, address or name on them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.privacy.policy import Contacts
from graph.register import Register
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_pages import Made, put
from tests.server.conftest import NOW
from tests.server.test_pages import words

ENDED = Made(
    name="Mennyt hanke",
    phase="Päättynyt",
    start="1.1.2015",
    end="31.12.2016",
    contacts=(
        "Projektipäällikkö Maija Meikäläinen, p. 040 000 0000, maija.meikalainen (at) example.fi"
    ),
)
ADDRESSES = ("/pages/gone", "/projects/mennyt-hanke")
PHONES = ("040 000 0000", "+358400000000", "+358 40 0000000")
EMAILS = ("maija.meikalainen (at) example.fi", "maija.meikalainen@example.fi")
NAMES = ("Meikäläinen", "meikalainen")


def served(folder: Path, register: Register, contacts: Contacts) -> FlaskClient:
    put(folder / "pages", "gone", ENDED)
    options = BuildOptions(
        sources=(folder / "pages",), register=register, contacts=contacts, now=NOW
    )
    build(folder / "data", options)
    return create_app(read_settings({"data": str(folder / "data")}, {})).test_client()


@pytest.mark.parametrize(
    ("contacts", "told", "withheld"),
    [
        (Contacts.FULL, ("Meikäläinen", PHONES[0], EMAILS[0]), ()),
        (Contacts.ONGOING, ("Meikäläinen", "[…]"), (*PHONES, *EMAILS)),
        (Contacts.NAMES, ("Meikäläinen", "[…]"), (*PHONES, *EMAILS)),
        (Contacts.NONE, ("[…]",), (*PHONES, *EMAILS, *NAMES)),
    ],
)
def test_what_is_withheld_is_on_neither_page_and_the_rule_is_told(
    tmp_path: Path,
    oulu: Register,
    contacts: Contacts,
    told: tuple[str, ...],
    withheld: tuple[str, ...],
) -> None:
    client = served(tmp_path, oulu, contacts)
    for language in ("fi", "sv", "en"):
        source, project = (client.get(f"/{language}{address}").text for address in ADDRESSES)
        assert [word for word in withheld if word in source + project] == []
        assert all(word in source for word in told)
        assert ('class="notice"' in source) is (contacts is not Contacts.FULL)


def test_the_line_of_a_finding_tells_it_in_the_words_of_the_reader(client: FlaskClient) -> None:
    source = client.get("/sv/pages/rich").text
    told = words(source.split('class="finding-of-line"')[1].split("</p>")[0])
    assert "är inte namnet på en organisation" in words(source)
    assert told.endswith(".")


def test_a_line_tells_again_only_what_it_says_in_other_words(client: FlaskClient) -> None:
    source = client.get("/en/pages/rich").text
    lines = [words(line) for line in source.split('<li id="line-')[1:]]
    objective = next(line for line in lines if "Kuullaan nuoria" in line)
    assert objective.count("Kuullaan nuoria") == 1
    funder = next(line for line in lines if "1.1.2025" in line)
    assert "First day : 1 Jan 2025" in funder


def test_a_line_tells_dates_money_and_concepts_as_the_reader_writes_them(
    client: FlaskClient,
) -> None:
    source = words(client.get("/sv/pages/rich").text)
    assert "1 jan. 2025" in source
    assert "Sidans slutsumma : Σ (2025): 70 000 €" in source.replace("\u202f", " ").replace(
        "\xa0", " "
    )
    assert "running" not in source


def test_a_page_counts_its_lines(client: FlaskClient) -> None:
    said = words(client.get("/en/pages/rich").text)
    assert "lines from which something was understood" in said
    assert "with text from which nothing was" in said


def test_a_page_that_is_not_there_or_was_withdrawn_is_not_found(client: FlaskClient) -> None:
    assert client.get("/en/pages/nowhere").status_code == 404
    assert client.get("/en/pages/gone").status_code == 404
