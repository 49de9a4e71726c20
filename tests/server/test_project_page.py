"""The page of a project: each panel, its question and its lines; what is empty is not there."""

import re
from pathlib import Path

import pytest
from flask import Flask
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

RICH = "/en/projects/aanekas-kokeilu"
PANELS = (
    "facts",
    "money",
    "text",
    "contacts",
    "attachments",
    "findings",
    "related",
    "cite",
    "from",
)

YEARS = tuple(str(year) for year in range(2021, 2027))
CROWD = tuple(f"Keksitty Yhdistys {number} ry" for number in range(1, 41))
SOURCES = tuple(f"Keksitty Yhdistys {number} ry" for number in range(1, 11))
TABLE = (
    "Rahoitus",
    *YEARS,
    *(cell for source in SOURCES for cell in (source, *("1 000" for _ in YEARS))),
)
BARE = Made(
    name="Paljas",
    phase="",
    start="",
    end="",
    portfolio="",
    funders=(),
    implementers=(),
    contacts="",
    abstract=(),
)


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Flask:
    """A register with a page that says nothing but its name, and one that says very much."""
    folder = tmp_path_factory.mktemp("extremes")
    put(folder / "pages", "bare", BARE)
    put(folder / "pages", "full", Made(name="Ylen täysi", implementers=CROWD, abstract=TABLE))
    sources = (folder / "pages",)
    build(folder / "data", BuildOptions(sources=sources, register=oulu, now=NOW))
    return create_app(read_settings({"data": str(folder / "data")}, {}))


def panels(text: str) -> list[str]:
    return [name for name in PANELS if f'<h2 id="{name}"' in text]


def test_a_page_without_anything_has_no_empty_panels(extremes: Flask) -> None:
    text = extremes.test_client().get("/en/projects/paljas").text
    assert panels(text) == ["facts", "cite", "from"]
    assert "The page tells no dates." in text
    for name in ("money", "text", "contacts", "attachments", "findings", "related"):
        assert f'href="#{name}"' not in text


def test_many_participants_are_folded_after_the_first_and_all_are_there(extremes: Flask) -> None:
    text = extremes.test_client().get("/en/projects/ylen-taysi").text
    assert "32 more" in text
    participants = text.split('class="who-when"')[1].split("</section>")[0]
    assert all(name in participants for name in CROWD)


def test_many_sources_never_share_a_colour_but_the_last(extremes: Flask) -> None:
    text = extremes.test_client().get("/en/projects/ylen-taysi").text
    swatches = re.findall(r'class="swatch s(\d)"', text)
    assert swatches == ["1", "2", "3", "4", "5", "6", "6", "6", "6", "6"]
    assert len(re.findall(r' id="funding-\d+"', text)) == 60


@pytest.mark.parametrize("slug", ["paljas", "ylen-taysi"])
def test_a_page_is_light(extremes: Flask, slug: str) -> None:
    answer = extremes.test_client().get(f"/fi/projects/{slug}", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < 60_000


def test_the_panels_stand_in_the_order_of_what_people_ask(client: FlaskClient) -> None:
    text = client.get(RICH).text
    assert panels(text) == [name for name in PANELS if name not in {"attachments", "related"}] or (
        panels(text) == [name for name in PANELS if name != "attachments"]
    )
    places = [text.index(f'<h2 id="{name}"') for name in ("facts", "money", "text", "findings")]
    assert places == sorted(places)


def test_each_panel_leads_to_its_question_and_to_its_answer_as_files(client: FlaskClient) -> None:
    text = client.get(RICH).text
    for name in ("project_participants", "project_funding", "project_sections", "findings"):
        assert f'href="/en/queries/{name}?project=aanekas-kokeilu"' in text
        address = f"/queries/{name}.csv?project=aanekas-kokeilu&amp;lang=en"
        assert f'href="{address}"' in text
        assert client.get(address.replace("&amp;", "&")).mimetype == "text/csv"


def test_a_part_leads_to_its_line_and_the_line_leads_back(client: FlaskClient) -> None:
    text, source = client.get(RICH).text, client.get("/en/pages/rich").text
    leads = dict(re.findall(r'id="(funding-\d+)">.*?#line-(\d+)"', text))
    assert len(leads) == 4
    for part, line in leads.items():
        on_line = source.split(f'id="line-{line}"')[1].split('id="line-')[0]
        assert f'href="/en/projects/aanekas-kokeilu#{part}"' in on_line


def test_every_place_to_which_the_source_leads_is_on_the_page(client: FlaskClient) -> None:
    for key, slug in (("rich", "aanekas-kokeilu"), ("plain", "zeppelin-b")):
        source = client.get(f"/fi/pages/{key}").text
        slugs = re.findall(r'href="/fi/projects/([^"#]+)#', source)
        assert set(slugs) == {slug}
        text = client.get(f"/fi/projects/{slug}").text
        for part in re.findall(r'href="/fi/projects/[^"#]+#([^"]+)"', source):
            assert f'id="{part}"' in text


def test_a_sum_that_does_not_add_up_is_told_in_plain_words(client: FlaskClient) -> None:
    said = words(client.get(RICH).text)
    assert "ESR 70 % : printed €120,001, added up €120,000, a difference of €1." in said


def test_whether_it_runs_is_told_with_the_day_and_the_rule(client: FlaskClient) -> None:
    said = words(client.get(RICH).text)
    assert "Yes, on 21 Nov 2026" in said
    assert "A project runs when its printed phase is none of" in said


def test_a_unit_is_shown_with_its_legal_entity(client: FlaskClient) -> None:
    said = words(client.get(RICH).text)
    assert "nuorisotyö City of Oulu" in said


def test_a_related_project_is_shown_with_the_reason(client: FlaskClient) -> None:
    related = words(client.get(RICH).text.split('<h2 id="related"')[1].split("</section>")[0])
    assert "Aurinko" in related
    assert "same portfolio: Esimerkkisalkku" in related
    assert "Oulu" not in related


def test_a_citation_names_the_permanent_address_and_the_generation(client: FlaskClient) -> None:
    text = client.get(RICH).text
    said = words(text.split('<h2 id="cite"')[1].split("</section>")[0])
    assert re.search(
        r"Oulun kaupunki\. \( 21 Nov 2026 \)\. Äänekäs kokeilu \( Generation", said
    ) or ("Oulun kaupunki. (21 Nov 2026). Äänekäs kokeilu (Generation" in said)
    assert "http://localhost:8000/id/project/aanekas-kokeilu" in said
    for extension in ("bib", "ris"):
        assert f'href="/projects/aanekas-kokeilu.{extension}?lang=en"' in text


def test_an_address_made_from_a_pattern_is_marked(tmp_path: Path, oulu: Register) -> None:
    contacts = "Maija Meikäläinen, projektipäällikkö. Sähköposti etunimi.sukunimi (at) example.fi"
    put(tmp_path / "pages", "p", Made(name="Kaava", contacts=contacts))
    options = BuildOptions(
        sources=(tmp_path / "pages",), register=oulu, contacts=Contacts.FULL, now=NOW
    )
    build(tmp_path / "data", options)
    app = create_app(read_settings({"data": str(tmp_path / "data")}, {}))
    said = words(app.test_client().get("/en/projects/kaava").text)
    assert "maija.meikalainen@example.fi (made from the pattern on the page)" in said
