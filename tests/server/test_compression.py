"""Pages and files are sent small to whoever can read that."""

import gzip

import pytest
from flask.testing import FlaskClient

from tests.server.test_caching import PAGE

GZIP = {"Accept-Encoding": "gzip"}


def stylesheet(client: FlaskClient) -> str:
    return client.get("/fi/").text.split('rel="stylesheet" href="')[1].split('"')[0]


@pytest.mark.parametrize("address", [PAGE, "/projects.json", "/projects/aanekas-kokeilu.jsonld"])
def test_a_text_is_encoded_for_who_accepts_it(client: FlaskClient, address: str) -> None:
    plain, small = client.get(address), client.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data)
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in small.vary


def test_static_files_are_encoded_too(client: FlaskClient) -> None:
    with client.get(stylesheet(client), headers=GZIP) as small:
        assert small.headers["Content-Encoding"] == "gzip"
        assert b"--paper" in gzip.decompress(small.data)
        assert (small.cache_control.max_age or 0) > 1_000_000


def test_what_is_small_already_stays_as_it_is(client: FlaskClient) -> None:
    for address in ("/projects.xlsx", "/robots.txt"):
        answer = client.get(address, headers=GZIP)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers


def test_each_encoding_has_an_etag_and_gets_304(client: FlaskClient) -> None:
    plain, small = client.get(PAGE), client.get(PAGE, headers=GZIP)
    assert plain.headers["ETag"] != small.headers["ETag"]
    shown = {"If-None-Match": small.headers["ETag"]}
    assert client.get(PAGE, headers={**GZIP, **shown}).status_code == 304
    assert client.get(PAGE, headers=shown).status_code == 200
