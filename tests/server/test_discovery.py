"""What crawlers and link previews are told: the sitemap, the heads of pages, the data in them."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import msgspec
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ontology.terms import PREFIXES
from server.discovery import sitemap, structured

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: FlaskClient, address: str) -> list[str]:
    root = ET.fromstring(client.get(address).data)  # noqa: S314 - our own answer
    return [place.text or "" for place in root.iter(f"{SITEMAP}loc")]


def data_block(client: FlaskClient, address: str) -> dict[str, object]:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text, re.DOTALL
    )
    assert found
    told: dict[str, object] = msgspec.json.decode(found[1])
    return told


def test_crawlers_are_told_of_the_sitemap(client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_every_file_of_the_sitemap_is_there(client: FlaskClient) -> None:
    files = locations(client, "/sitemap.xml")
    assert len(files) == 4
    for file in files:
        assert client.get(file).mimetype == "application/xml"


def test_the_sitemap_leads_to_pages_that_are_there(client: FlaskClient) -> None:
    pages = [page for file in locations(client, "/sitemap.xml") for page in locations(client, file)]
    assert "http://localhost/sv/projects/zeppelin-b" in pages
    assert all(client.get(page).status_code == 200 for page in pages)


def test_people_are_left_out_of_the_sitemap(client: FlaskClient) -> None:
    files = locations(client, "/sitemap.xml")
    assert not any("/people/" in page for file in files for page in locations(client, file))


def test_a_long_sitemap_is_cut_into_files(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "ENTITIES", 2)
    files = [file for file in locations(client, "/sitemap.xml") if "sitemap-project-" in file]
    assert [len(locations(client, file)) for file in files] == [6, 3]


@pytest.mark.parametrize("number", [0, 99])
def test_a_file_that_the_sitemap_does_not_have_is_not_found(
    client: FlaskClient, number: int
) -> None:
    assert client.get(f"/sitemap-project-{number}.xml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/en/projects/aanekas-kokeilu", "/fi/organisations/oulun-kaupunki"]
)
def test_the_data_in_a_page_are_those_of_the_graph(client: FlaskClient, address: str) -> None:
    told = data_block(client, address)
    told["@context"] = {"@vocab": PREFIXES["schema"]}
    inside = Store()
    inside.load(msgspec.json.encode(told), format=RdfFormat.JSON_LD)
    graph = Store()
    graph.load(client.get(f"/{address.split('/', 2)[2]}.nt").data, format=RdfFormat.N_TRIPLES)
    entity = NamedNode(told["mainEntity"]["@id"])  # type: ignore[index]  # it is an object
    said = {
        quad.object.value
        for quad in inside.quads_for_pattern(entity, None, None)
        if isinstance(quad.object, Literal)
    }
    known = {
        quad.object.value
        for quad in graph.quads_for_pattern(entity, None, None)
        if isinstance(quad.object, Literal)
    }
    assert said
    assert said <= known


def test_a_project_names_its_funders_in_the_page(client: FlaskClient) -> None:
    entity = data_block(client, "/en/projects/aanekas-kokeilu")["mainEntity"]
    assert isinstance(entity, dict)
    assert {funder["name"] for funder in entity["funder"]} == {
        "City of Oulu",
        "Ministry of Social Affairs and Health",
    }


def test_the_page_about_the_data_describes_the_data_set(client: FlaskClient) -> None:
    told = data_block(client, "/fi/about")
    catalogue = client.get("/catalog.ttl").text
    assert told["@type"] == "Dataset"
    assert f'dcat:version "{told["version"]}"' in catalogue
    assert f"<{told['identifier']}>" in catalogue
    assert told["temporalCoverage"] == "2015/2030"
    assert told["name"] != data_block(client, "/en/about")["name"]


def test_every_download_that_the_page_about_the_data_names_is_there(client: FlaskClient) -> None:
    downloads = data_block(client, "/en/about")["distribution"]
    assert isinstance(downloads, list)
    for download in downloads[:6]:
        answer = client.get(urlsplit(download["contentUrl"]).path)
        assert (answer.status_code, answer.mimetype) == (200, download["encodingFormat"])


def test_no_text_ends_the_data_block() -> None:
    assert "</script><" not in structured.script({"name": "</script><b>"})[35:-9]


def test_a_preview_of_a_page_has_a_title_a_text_and_a_picture(client: FlaskClient) -> None:
    text = client.get("/fi/projects/aanekas-kokeilu").text
    for name in ("og:title", "og:description", "og:url", "og:image"):
        assert re.search(rf'<meta property="{name}" content="[^"]+">', text), name
    picture = re.search(r'og:image" content="http://localhost([^"]+)"', text)
    assert picture
    assert client.get(picture[1].replace("&amp;", "&")).mimetype == "image/png"
