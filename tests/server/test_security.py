"""What a client says that its host is leads nobody anywhere else."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.register import Register
from server.app import create_app
from server.http.security import is_public
from server.settings import read_settings
from tests.graph.made_pages import put


@pytest.mark.parametrize("host", ["a b", "a/b", "<x>"])
@pytest.mark.parametrize("address", ["/fi", "/fi/projects", "/nowhere"])
def test_a_host_that_is_none_is_refused(client: FlaskClient, address: str, host: str) -> None:
    answer = client.get(address, headers={"Host": host})
    assert answer.status_code == 400
    assert "Host" in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize("address", ["/fi/", "/healthz"])
def test_who_names_no_host_is_answered(client: FlaskClient, address: str) -> None:
    assert client.get(address, headers={"Host": ""}).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "Other.example:8000", ""])
@pytest.mark.parametrize(
    ("address", "place"),
    [("/fi", "/fi/"), ("/fi?a=b", "/fi/?a=b"), ("//fi//projects", "/fi/projects")],
)
def test_a_redirect_names_no_host(client: FlaskClient, address: str, place: str, host: str) -> None:
    answer = client.get("/", headers={"Host": host}, environ_overrides=at(address))
    assert (answer.status_code, answer.headers["Location"]) == (308, place)


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("https://data.example.fi/", "https://data.example.fi/"),
        ("https://w3.example.fi/below/", "http://other.example/"),
        ("http://localhost:8000/", "http://other.example/"),
    ],
)
def test_whole_addresses_name_the_public_host_of_the_data_if_there_is_one(
    tmp_path: Path, oulu: Register, base: str, root: str
) -> None:
    put(tmp_path / "pages", "p")
    options = BuildOptions(sources=(tmp_path / "pages",), base=base, register=oulu)
    build(tmp_path / "data", options)
    client = create_app(read_settings({"data": str(tmp_path / "data")}, {})).test_client()
    page = client.get("/fi/projects/kokeilu-p", headers={"Host": "other.example"}).text
    assert f'<link rel="canonical" href="{root}fi/projects/kokeilu-p">' in page


def test_what_nobody_else_reaches_is_not_public() -> None:
    assert all(map(is_public, ("data.example.fi", "1.1.1.1", "2606:4700::1")))
    for host in ("localhost", "a.localhost", "server", "nas.local", "127.0.0.1", "10.0.0.1", "::1"):
        assert not is_public(host)


def at(address: str) -> dict[str, str]:
    """The address as a server hands it over; the client of tests takes ``//`` for a host."""
    path, _, query = address.partition("?")
    return {"PATH_INFO": path, "QUERY_STRING": query}
