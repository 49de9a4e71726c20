"""The review of links: who may see it, what it shows, and what a decision comes to."""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.links import linkers
from graph.links.decisions import Choice
from graph.links.link import Proposal
from graph.links.thresholds import THRESHOLDS
from graph.records import PageRecord
from graph.register import Register
from graph.writes.tokens import Scope, Tokens
from server.app import create_app
from server.review.decisions import choices_in
from server.review.session import COOKIE
from server.review.table import read_table
from server.settings import read_settings
from tests.graph.made_pages import Made, put
from tests.graph.made_registers import NumberLinker, WordLinker, load

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PAGES = {
    "quiet": Made(name="Uusi toimintatapa kouluun"),
    "other": Made(name="Toimintatapa talteen"),
}
DECIDING = "application/json"
LIMITS = THRESHOLDS["yso", "subject"]
SCORE = round((LIMITS.ask + LIMITS.publish) / 2, 2)


class Unsure(WordLinker):
    """Proposes the same, never sure enough to be published, and always enough to be asked about."""

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        for said in super().propose(record):
            yield msgspec.structs.replace(said, score=SCORE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Path:
    """A data directory with links that wait: of two projects to concepts, of bodies to numbers."""
    folder = tmp_path_factory.mktemp("review")
    for key, page in PAGES.items():
        put(folder / "pages", key, page)
    options = BuildOptions(sources=(folder / "pages",), register=oulu, now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linkers, "PROJECTS", (Unsure.of,))
        patch.setattr(linkers, "ORGANISATIONS", (NumberLinker.of,))
        build(folder / "data", options)
        load(folder / "data", "yso", "ytunnus")
        build(folder / "data", options)
    return folder / "data"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def app(folder: Path) -> Flask:
    return create_app(read_settings({"data": str(folder)}, {}))


@pytest.fixture
def token(folder: Path) -> str:
    return Tokens(folder).make("reviewer", [Scope.UPDATE])[1]


@pytest.fixture
def desk(client: FlaskClient, token: str) -> FlaskClient:
    """A client whose session has begun."""
    assert begin(client, token).status_code == 303
    return client


def seal_of(page: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def begin(client: FlaskClient, token: str):  # type: ignore[no-untyped-def]  # the answer of a test client
    seal = seal_of(client.get("/en/links").text)
    return client.post("/en/links", data={"do": "login", "token": token, "seal": seal})


def links(desk: FlaskClient, more: str = "") -> list[str]:
    """The ids of the links that are shown, in their order."""
    return re.findall(r'data-link="([0-9a-f]+)"', desk.get(f"/en/links{more}").text)


def decide(desk: FlaskClient, **verdicts: str):  # type: ignore[no-untyped-def]  # as above
    fields = {f"link-{link}": verdict for link, verdict in verdicts.items()}
    seal = seal_of(desk.get("/en/links").text)
    data = {**fields, "do": "decide", "seal": seal}
    return desk.post("/en/links", data=data, headers={"Accept": DECIDING})


def send(desk: FlaskClient, table: str):  # type: ignore[no-untyped-def]  # as above
    seal = seal_of(desk.get("/en/links").text)
    file = (io.BytesIO(table.encode()), "links.csv")
    data = {"do": "table", "seal": seal, "file": file}
    return desk.post("/en/links", data=data, content_type="multipart/form-data")


def test_who_shows_no_token_sees_no_link(client: FlaskClient) -> None:
    page = client.get("/en/links")
    assert 'type="password"' in page.text
    assert "data-link" not in page.text
    assert client.get("/en/links.csv").status_code == 401


def test_a_token_that_is_not_known_begins_nothing(client: FlaskClient) -> None:
    answer = begin(client, "salkku_no-such-token")
    assert answer.status_code == 403
    assert client.get_cookie(COOKIE) is None


def test_a_token_for_pages_alone_begins_nothing(client: FlaskClient, folder: Path) -> None:
    assert begin(client, Tokens(folder).make("pages", [Scope.PAGES])[1]).status_code == 403


def test_the_cookie_holds_no_secret_and_stays_with_this_site(
    client: FlaskClient, token: str
) -> None:
    answer = begin(client, token)
    cookie = answer.headers["Set-Cookie"]
    assert token not in cookie
    assert token not in answer.location
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age=3600" in cookie


def test_the_pages_of_a_reviewer_are_kept_by_nobody(desk: FlaskClient) -> None:
    assert desk.get("/en/links").headers["Cache-Control"] == "no-store"
    assert desk.get("/en/links.csv").headers["Cache-Control"] == "no-store"


def test_a_token_that_is_revoked_ends_the_session(desk: FlaskClient, folder: Path) -> None:
    Tokens(folder).revoke(Tokens(folder).all()[0].id)
    assert 'type="password"' in desk.get("/en/links").text


def test_a_session_is_ended_by_its_reviewer(desk: FlaskClient) -> None:
    seal = seal_of(desk.get("/en/links").text)
    desk.post("/en/links", data={"do": "logout", "seal": seal})
    assert 'type="password"' in desk.get("/en/links").text


def test_a_link_stands_between_our_project_and_the_registers_concept(desk: FlaskClient) -> None:
    page = desk.get("/en/links?register=yso").text
    assert "Uusi toimintatapa kouluun" in page
    assert "toimintatapa</a>" in page
    assert "Name: Uusi toimintatapa kouluun" in page
    assert f"{SCORE:g}" in page


def test_links_are_chosen_by_register_relation_and_score(desk: FlaskClient) -> None:
    everything = links(desk)
    concepts = links(desk, "?register=yso")
    assert len(concepts) == 3
    assert links(desk, "?relation=subject") == concepts
    assert len(links(desk, "?register=ytunnus")) == len(everything) - len(concepts)
    assert links(desk, "?register=yso&least=0.99") == []


def test_a_form_without_a_seal_decides_nothing(desk: FlaskClient) -> None:
    before = links(desk)
    data = {"do": "decide", f"link-{before[0]}": "accepted"}
    assert desk.post("/en/links", data=data).status_code == 403
    assert links(desk) == before


def test_who_has_no_session_decides_nothing(client: FlaskClient) -> None:
    seal = seal_of(client.get("/en/links").text)
    data = {"do": "decide", "seal": seal, "link-00": "accepted"}
    assert client.post("/en/links", data=data).status_code == 401


def test_what_is_accepted_is_published_in_one_generation(desk: FlaskClient) -> None:
    first, second, third = links(desk, "?register=yso")
    answer = decide(desk, **{first: "accepted", second: "rejected", third: "accepted"})
    assert answer.json["decided"] == 3
    assert desk.get("/healthz").status_code == 200
    assert not {first, second, third} & {*links(desk)}
    assert sorted(links(desk, "?state=accepted")) == sorted([first, third])
    assert links(desk, "?state=rejected") == [second]
    assert "Confirmed by a person" in desk.get("/en/projects/toimintatapa-talteen").text


def test_what_was_decided_is_taken_back(desk: FlaskClient) -> None:
    first = links(desk)[0]
    decide(desk, **{first: "rejected"})
    assert first not in links(desk)
    decide(desk, **{first: "undecided"})
    assert first in links(desk)


def test_without_a_script_the_form_leads_back_to_the_list(desk: FlaskClient) -> None:
    first = links(desk)[0]
    seal = seal_of(desk.get("/en/links").text)
    data = {"do": "decide", "seal": seal, f"link-{first}": "accepted"}
    answer = desk.post("/en/links?register=yso", data=data, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.location == "/en/links?register=yso&decided=1"
    assert "1 decision is published." in desk.get(answer.location).text


def test_a_link_that_is_not_there_is_told(desk: FlaskClient) -> None:
    answer = decide(desk, abcdef="accepted")
    assert answer.status_code == 404
    assert "abcdef" in answer.json["detail"]


def test_a_table_of_links_is_decided_and_sent_back(desk: FlaskClient) -> None:
    table = desk.get("/en/links.csv?register=yso").text
    header, first, *_ = table.splitlines()
    assert header.startswith("\ufefflink,decision,entity,entity_name")
    link = first.partition(",")[0]
    answer = send(desk, table.replace(f"{link},pending", f"{link},accepted"))
    assert answer.location == "/en/links?decided=1"
    assert links(desk, "?state=accepted") == [link]


def test_a_wrong_line_is_told_by_its_number_and_nothing_is_taken(desk: FlaskClient) -> None:
    before = links(desk)
    table = f"link,decision\n{before[0]},accepted\n{before[1]},perhaps\nabcdef,rejected\n"
    answer = send(desk, table)
    assert answer.status_code == 400
    assert "3: &#39;perhaps&#39; decides nothing" in answer.text
    assert links(desk) == before


def test_a_table_that_names_an_unknown_link_is_refused_by_line(desk: FlaskClient) -> None:
    answer = send(desk, "link,decision\nabcdef,rejected\n")
    assert "2: there is no link abcdef" in answer.text


def test_a_table_of_a_spreadsheet_is_read_with_its_separators_and_letters() -> None:
    read = read_table("link;decision;entity_name\r\nab;Accepted;Äänekäs\r\n".encode("cp1252"))
    assert read.choices == ((2, Choice("ab", "accepted")),)
    assert not read.errors


def test_lines_that_were_left_alone_decide_nothing() -> None:
    assert read_table(b"link,decision\nab,pending\ncd,\n").choices == ()


def test_a_table_without_its_columns_is_told_so() -> None:
    assert "link and decision" in read_table(b"a,b\n1,2\n").errors[0]
    assert "link and decision" in read_table(b"").errors[0]


def test_fields_that_are_left_alone_decide_nothing() -> None:
    fields = [("link-ab", "accepted"), ("link-cd", ""), ("seal", "x")]
    assert choices_in(fields) == (Choice("ab", "accepted"),)
