"""What other sites may show in a frame, and the page that says how."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

FRAMES = [
    "/en/embed/chart/funding_by_year",
    "/sv/embed/table/projects",
    "/fi/embed/network",
    "/fi/embed/network?start=organisation/oulun-kaupunki",
]


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_may_stand_on_any_site_and_says_whose_data_it_shows(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert 'rel="license"' in answer.text
    assert re.search(r"\d{8}T\d{6}\.\d{3}Z-", answer.text)
    assert '<base target="_blank">' in answer.text


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_sets_no_cookie_and_is_not_for_search_engines(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert '<meta name="robots" content="noindex">' in answer.text


def test_nothing_else_may_stand_in_frames_of_others(client: FlaskClient) -> None:
    for address in ("/en/", "/en/network", "/en/embed/", "/en/queries/funding_by_year"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy


def test_charts_and_tables_need_no_script(client: FlaskClient) -> None:
    for address in FRAMES[:2]:
        assert "<script" not in client.get(address).text


def test_a_frame_shows_what_its_parameters_choose(client: FlaskClient) -> None:
    whole = client.get("/en/embed/table/projects").text
    one = client.get("/en/embed/table/projects?project=aurinko").text
    assert "Zeppelin" in whole
    assert "Aurinko" in one
    assert "Zeppelin" not in one


def test_an_answer_that_cannot_be_drawn_is_a_table(client: FlaskClient) -> None:
    assert 'class="answer"' in client.get("/en/embed/chart/projects").text


def test_what_is_unknown_or_misspelt_is_refused(client: FlaskClient) -> None:
    assert client.get("/en/embed/chart/no_such_question").status_code == 404
    assert client.get("/en/embed/table/projects?colour=red").status_code == 400
    assert client.get("/en/embed/?what=hologram").status_code == 400


@pytest.mark.parametrize(
    ("parameters", "frame"),
    [
        ("", "/en/embed/chart/funding_by_year"),
        (
            "?what=table&question=organisations&kind=municipality",
            "/en/embed/table/organisations?kind=municipality",
        ),
        (
            "?what=network&start=organisation/oulun-kaupunki&start=organisation/kempeleen-kunta",
            (
                "/en/embed/network?start=organisation%2Foulun-kaupunki"
                "&start=organisation%2Fkempeleen-kunta"
            ),
        ),
    ],
)
def test_the_snippet_shows_what_was_chosen(
    client: FlaskClient, parameters: str, frame: str
) -> None:
    page = client.get(f"/en/embed/{parameters}").text
    written = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert written
    snippet = unescape(written[1])
    source = re.search(r'<iframe src="([^"]*)" title="[^"]+"', snippet)
    assert source
    assert unescape(source[1]) == f"http://localhost{frame}"
    assert client.get(frame).status_code == 200


def test_the_page_names_every_parameter(client: FlaskClient) -> None:
    page = client.get("/en/embed/?what=network").text
    for name in ("start", "role", "year", "size", "ties"):
        assert f"<code>{name}</code>" in page
    page = client.get("/en/embed/?what=chart&question=funding_by_year").text
    assert "<code>instrument</code>" in page
    assert "<code>lang</code>" not in page


def test_the_page_of_a_question_leads_to_its_embedding(client: FlaskClient) -> None:
    page = client.get("/en/queries/funding_by_year?year=2025").text
    address = "/en/embed/?year=2025&what=chart&question=funding_by_year"
    assert address in unescape(page)
    assert "/en/embed/chart/funding_by_year?year=2025" in unescape(client.get(address).text)
