"""What a client says that its host is leads nobody anywhere else."""

import pytest
from flask.testing import FlaskClient


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


def at(address: str) -> dict[str, str]:
    """The address as a server hands it over; the client of tests takes ``//`` for a host."""
    path, _, query = address.partition("?")
    return {"PATH_INFO": path, "QUERY_STRING": query}
