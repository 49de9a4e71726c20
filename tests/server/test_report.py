"""Reporting an error: a message to send oneself, and nothing for programs."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from server.http.form_seal import LONGEST, SHORTEST, FormSeal
from server.pages.report import Message, is_address

ADDRESS = "/en/projects/aanekas-kokeilu/report"
MINUTE = timedelta(minutes=1)


def seal_of(text: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', text)
    assert found
    return found[1]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form that comes back at once pass."""
    monkeypatch.setattr("server.http.form_seal.SHORTEST", timedelta(0))


def send(client: FlaskClient, **fields: str) -> str:
    form = {"message": "The end is wrong.", "seal": seal_of(client.get(ADDRESS).text), **fields}
    answer = client.post(ADDRESS, data=form)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("at_once")
def test_the_form_ends_in_a_message_that_finds_the_record(client: FlaskClient) -> None:
    text = send(client)
    assert "Your message is ready" in text
    assert "The end is wrong." in text
    assert "Permanent address: http://localhost:8000/id/project/aanekas-kokeilu" in text
    assert re.search(r"Generation: \d{8}T", text)
    assert 'href="mailto:palaute@ouka.fi?subject=' in text


@pytest.mark.usefixtures("at_once")
def test_what_a_reader_writes_is_text_and_never_markup(client: FlaskClient) -> None:
    assert "<script>x" not in send(client, message="</textarea><script>x</script>")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    "fields", [{"website": "http://spam.example"}, {"seal": ""}, {"seal": "other.1.x"}]
)
def test_what_only_a_program_would_send_gets_no_message(
    client: FlaskClient, fields: dict[str, str]
) -> None:
    text = send(client, **fields)
    assert "Your message is ready" not in text
    assert "The end is wrong." in text


def test_who_is_faster_than_people_is_asked_once_more(client: FlaskClient) -> None:
    text = send(client)
    assert "Please press the button once more" in text
    assert "The end is wrong." in text


@pytest.mark.usefixtures("at_once")
def test_an_empty_message_is_asked_for(client: FlaskClient) -> None:
    assert "Write what is wrong before you go on." in send(client, message="  ")


@pytest.mark.usefixtures("at_once")
def test_a_message_is_cut_where_mail_programs_would(client: FlaskClient) -> None:
    assert "x" * 4000 in send(client, message="x" * 5000)
    assert "x" * 4001 not in send(client, message="x" * 5000)


def test_the_form_is_kept_by_nobody(client: FlaskClient) -> None:
    answer = client.get(ADDRESS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.text
    assert 'tabindex="-1" autocomplete="off"' in answer.text


def test_a_record_that_is_not_there_cannot_be_reported(client: FlaskClient) -> None:
    assert client.get("/en/projects/nowhere/report").status_code == 404


@pytest.mark.parametrize(
    ("age", "holds"),
    [
        (SHORTEST - timedelta(seconds=2), False),
        (MINUTE, True),
        (LONGEST - MINUTE, True),
        (LONGEST + MINUTE, False),
        (-MINUTE, False),
    ],
)
def test_a_seal_holds_while_a_person_writes(age: timedelta, *, holds: bool) -> None:
    seals = FormSeal(b"secret")
    assert seals.holds(seals.seal("x"), "x", datetime.now(UTC) + age) is holds


def test_a_seal_is_of_one_site_and_one_subject() -> None:
    later = datetime.now(UTC) + MINUTE
    seal = FormSeal(b"secret").seal("x")
    assert not FormSeal(b"other").holds(seal, "x", later)
    assert not FormSeal(b"secret").holds(seal, "y", later)


def test_the_link_of_a_message_says_what_the_message_says() -> None:
    link = Message("a@example.fi", "Ä & b?", "one\ntwo = 3 + 4 %").link
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "a@example.fi")
    assert parse_qs(parts.query) == {"subject": ["Ä & b?"], "body": ["one\r\ntwo = 3 + 4 %"]}
    assert Message("", "x", "y").link == ""


@pytest.mark.parametrize(
    ("contact", "address"),
    [("a@example.fi", True), ("https://x.fi/@me", False), ("09 000", False), ("a@b c", False)],
)
def test_only_an_address_is_written_to(contact: str, *, address: bool) -> None:
    assert is_address(contact) is address
