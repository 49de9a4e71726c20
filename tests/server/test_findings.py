"""Findings are told in the language of the reader."""

import pytest
from flask import Flask, g

from server.data.rows import Row
from server.display.findings import finding


def row(what: str, message: str) -> Row:
    return {
        "kind": "https://example.fi/finding/unread",
        "what": what,
        "source_as_printed": None,
        "printed": None,
        "computed": None,
        "message": message,
    }


def told(app: Flask, found: Row) -> str:
    with app.test_request_context("/fi/"):
        g.language = "fi"
        return finding(found)


def test_a_line_left_over_in_a_field_is_told_in_the_readers_language(app: Flask) -> None:
    left = row("start", "this line below the value of the field 'start' was not understood")
    assert told(app, left) == "Sivun riviä ei ymmärretty."


def test_text_that_was_not_understood_is_quoted(app: Flask) -> None:
    found = row("amount not understood", "amount not understood: 'noin kymppi'")
    assert told(app, found) == "Rahamäärää ei ymmärretty: ”noin kymppi”"


@pytest.mark.parametrize(
    ("what", "heading"),
    [
        ("name", "Nimi"),
        ("start date", "Alkaminen"),
        ("end date", "Päättyminen"),
        ("phase", "Käsittelyvaihe"),
        ("implementer", "Toteuttaja"),
        ("funder", "Rahoittaja"),
    ],
)
def test_a_fact_on_which_a_register_disagrees_is_called_by_its_name(
    app: Flask, what: str, heading: str
) -> None:
    found = row(what, f"On the page the {what} is yksi; in EURA it is toinen.")
    assert told(app, found) == f"{heading}: sivulla yksi, rekisterissä (EURA) toinen."
