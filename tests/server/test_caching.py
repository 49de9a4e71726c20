"""What a client already holds is not worked out again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_pages import Made, put

PAGE = "/fi/projects/aanekas-kokeilu"


@pytest.mark.parametrize("address", [PAGE, "/projects/aanekas-kokeilu.ttl", "/sparql?query=ASK{}"])
def test_whoever_shows_the_etag_again_gets_304(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert first.status_code == 200
    assert again.status_code == 304
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.data == b""


def test_another_etag_gets_the_whole_answer(client: FlaskClient) -> None:
    assert client.get(PAGE, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_format_has_an_etag_of_its_own(client: FlaskClient) -> None:
    tags = {
        client.get("/sparql?query=ASK{}", headers={"Accept": accept}).headers["ETag"]
        for accept in ("application/sparql-results+json", "application/sparql-results+xml")
    }
    assert len(tags) == 2


def test_an_address_without_a_language_has_an_etag_for_each(client: FlaskClient) -> None:
    ours = client.get("/reconcile", headers={"Accept-Language": "fi"})
    shown = {"Accept-Language": "sv", "If-None-Match": ours.headers["ETag"]}
    theirs = client.get("/reconcile", headers=shown)
    assert theirs.status_code == 200
    assert theirs.json != ours.json
    assert client.get("/reconcile", headers={**shown, "Accept-Language": "fi"}).status_code == 304


@pytest.mark.parametrize("address", ["/fi/queries/projects", PAGE, "/sparql"])
def test_a_page_that_tells_one_host_is_not_kept_for_another(
    client: FlaskClient, address: str
) -> None:
    ours = client.get(address)
    theirs = client.get(
        address, headers={"Host": "other.example", "If-None-Match": ours.headers["ETag"]}
    )
    assert theirs.status_code == 200
    assert "other.example" in theirs.text
    assert "other.example" not in ours.text
    assert "Host" in ours.vary


@pytest.mark.parametrize("address", [PAGE, "/projects/aanekas-kokeilu.ttl", "/sparql?query=ASK{}"])
def test_whoever_wants_it_only_if_there_is_none_gets_304(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    answer = client.get(address, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status"), [("/fi/projects/nope", 404), ("/sparql?query=nonsense", 400)]
)
def test_of_what_is_not_there_nobody_is_told_that_it_is_unchanged(
    client: FlaskClient, address: str, status: int
) -> None:
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == status


def test_an_error_has_no_etag(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/fi/projects/nope").headers


def test_what_is_posted_has_no_etag(client: FlaskClient) -> None:
    assert "ETag" not in client.post("/sparql", data={"query": "ASK {}"}).headers


def test_static_files_may_be_kept_for_long(client: FlaskClient) -> None:
    page = client.get("/fi/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert (answer.cache_control.max_age or 0) > 1_000_000


def test_a_new_generation_is_served_without_a_restart(tmp_path: Path) -> None:
    pages, data = tmp_path / "pages", tmp_path / "data"
    now = datetime(2026, 11, 21, tzinfo=UTC)
    put(pages, "a", Made(name="Ensimmäinen"))
    build(data, BuildOptions(sources=(pages,), now=now))
    client = create_app(read_settings({"data": str(data)}, {})).test_client()
    before = client.get("/fi/projects")
    put(pages, "b", Made(name="Toinen"))
    build(data, BuildOptions(sources=(pages,), now=now))
    after = client.get("/fi/projects", headers={"If-None-Match": before.headers["ETag"]})
    assert "Toinen" not in before.text
    assert after.status_code == 200
    assert "Toinen" in after.text


def test_while_nothing_is_published_everything_is_503_but_it_says_so(tmp_path: Path) -> None:
    pages, data = tmp_path / "pages", tmp_path / "data"
    put(pages, "a")
    build(data, BuildOptions(sources=(pages,)))
    (data / "current").unlink()
    client = create_app(read_settings({"data": str(data)}, {})).test_client()
    page = client.get("/sv/", headers={"Accept": "text/html"})
    assert page.status_code == 503
    assert "inte tillgänglig" in page.text
    assert client.get("/projects/a.ttl").content_type == "application/problem+json"
    assert client.get("/healthz").status_code == 503
