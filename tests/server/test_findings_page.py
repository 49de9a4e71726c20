"""The page of findings is the same list, whether all are read or a page of them is looked up."""

import re
from collections import Counter
from importlib import import_module

import pytest
from flask.testing import FlaskClient

findings = import_module("server.pages.findings")
"""The module, which the function of its name hides."""


def listed(client: FlaskClient, address: str) -> list[str]:
    """The rows of every page of the list, from the one at *address* on."""
    text = client.get(address).get_data(as_text=True)
    rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", text, re.DOTALL)
    further = re.search(r'rel="next" href="([^"]+)"', text)
    return rows + (listed(client, further[1].replace("&amp;", "&")) if further else [])


@pytest.mark.parametrize("chosen", ["", "?kind=sum", "?q=koulu", "?kind=dates"])
def test_of_a_large_register_the_same_findings_are_listed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    whole = listed(client, f"/en/findings{chosen}")
    monkeypatch.setattr(findings, "READ", 0)
    monkeypatch.setattr(findings, "SIZE", 7)
    again = f"/en/findings{chosen or '?'}&again"  # what was kept is not asked for
    assert Counter(listed(client, again)) == Counter(whole)


def test_the_number_of_findings_is_told_on_every_page(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "READ", 0)
    monkeypatch.setattr(findings, "SIZE", 7)
    text = client.get("/en/findings?page=2&number").get_data(as_text=True)
    total = len(listed(client, "/en/findings?number"))
    assert f"{total} findings" in text


def test_findings_that_were_not_looked_at_are_not_left_out_in_silence(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "projects that fit best were looked at"
    monkeypatch.setattr(findings, "READ", 0)
    whole = client.get("/en/findings?q=oulun&looked").get_data(as_text=True)
    monkeypatch.setattr(findings, "NAMED", 1)
    cut = client.get("/en/findings?q=oulun&cut").get_data(as_text=True)
    assert told not in whole
    assert told in cut
