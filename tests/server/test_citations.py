"""Citations: what they say, and how each format keeps it whole."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from server.citations.bibtex import bibtex, latex
from server.citations.citation import Citation, one_line
from server.citations.ris import ris

MADE = Citation(
    key="aanekas-kokeilu",
    title="Äänekäs kokeilu",
    publisher="Oulun kaupunki",
    register="Hankerekisteri",
    iri="http://localhost:8000/id/project/aanekas-kokeilu",
    generation="20261121T000000.000Z-abcdef01",
    time=datetime(2026, 11, 21, tzinfo=UTC),
    licence="CC BY 4.0",
    language="fi",
)
ADDRESS = "/projects/aanekas-kokeilu"


def titled(title: str) -> Citation:
    return Citation(**{f: getattr(MADE, f) for f in MADE.__struct_fields__} | {"title": title})


def braces(text: str) -> int:
    """How deep the braces of *text* are open at its end, as BibTeX counts them."""
    return text.count("{") - text.count("}")


def test_an_entry_names_what_is_cited_and_as_of_when() -> None:
    entry = bibtex(MADE)
    assert entry.startswith("@misc{aanekas-kokeilu,\n")
    assert "  author = {{Oulun kaupunki}},\n" in entry
    assert "  title = {{Äänekäs kokeilu}},\n" in entry
    assert "  year = {2026},\n  month = nov,\n" in entry
    assert "  url = {http://localhost:8000/id/project/aanekas-kokeilu},\n" in entry
    assert "20261121T000000.000Z-abcdef01" in entry
    assert "  language = {finnish}\n}\n" in entry


@pytest.mark.parametrize("title", ["{", "}", "a}b{c", r"\{", "{{", "\\", r"\}"])
def test_braces_in_a_title_leave_the_entry_balanced(title: str) -> None:
    assert braces(bibtex(titled(title))) == 0
    assert len(re.findall("^@", bibtex(titled(title)), re.MULTILINE)) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50 % & 3 $", r"50 \% \& 3 \$"),
        ("a_b#c", r"a\_b\#c"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("{a}", r"\textbraceleft{}a\textbraceright{}"),
        ("\\", r"\textbackslash{}"),
        ("Ääkköset, Åbo", "Ääkköset, Åbo"),
    ],
)
def test_what_means_something_to_latex_is_written_as_what_prints_it(
    text: str, written: str
) -> None:
    assert latex(text) == written


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", " a\t b ", "a\u2028b", "a\x00\x07b"])
def test_a_text_of_a_citation_is_of_one_line(text: str) -> None:
    assert one_line(text) == "a b"


def test_a_record_has_its_type_first_and_its_end_last() -> None:
    lines = ris(MADE).split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "TI  - Äänekäs kokeilu" in lines
    assert "UR  - http://localhost:8000/id/project/aanekas-kokeilu" in lines
    assert "DA  - 2026/11/21/" in lines


@pytest.mark.parametrize(
    ("extension", "media_type", "begins"),
    [
        ("bib", "application/x-bibtex", "@misc{aanekas-kokeilu,"),
        ("ris", "application/x-research-info-systems", "TY  - DATA"),
    ],
)
def test_a_citation_is_a_file(
    client: FlaskClient, extension: str, media_type: str, begins: str
) -> None:
    answer = client.get(f"{ADDRESS}.{extension}")
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert answer.text.startswith(begins)
    assert "Äänekäs kokeilu" in answer.text
    assert f'filename="aanekas-kokeilu.{extension}"' in answer.headers["Content-Disposition"]


def test_the_register_is_named_in_the_language_asked_for(client: FlaskClient) -> None:
    assert "Uleåborgs stads" in client.get(f"{ADDRESS}.ris?lang=sv").text
    assert "Oulun kaupungin" in client.get(f"{ADDRESS}.ris").text


def test_a_project_that_is_not_there_cannot_be_cited(client: FlaskClient) -> None:
    assert client.get("/projects/nowhere.bib").status_code == 404


def test_a_withdrawn_project_is_gone(client: FlaskClient) -> None:
    assert client.get("/projects/poistuva-hanke.ris").status_code == 410
