"""The query page as the server makes it, with or without a script to come."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.errors import QueryError
from ontology.terms import PREFIXES
from server.app import create_app
from server.display.answer_chart import ChartChoice, chart_of
from server.display.answer_table import CHARACTERS_SHOWN, LARGEST_SHOWN, Cell, Shown
from server.evaluation import Answer, Busy, FileBody, PublicQuery, QueryStopped, Truncation
from server.http.formats import RESULTS, TURTLE
from server.pages.query import refused
from server.settings import read_settings
from server.snapshot import Snapshot
from tests.server.browsing import built_bundle

SELECT = "SELECT ?year ?amount WHERE { VALUES (?year ?amount) { (2024 10) (2025 20) } }"


def page(client: FlaskClient, **parameters: str) -> str:
    return client.get("/en/sparql", query_string=parameters).text


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def test_the_scripts_of_the_query_page_are_loaded_by_no_other_page(client: FlaskClient) -> None:
    built_bundle()
    assert "/bundle/query.js" in page(client)
    for address in ("/en/", "/en/projects", "/en/organisations", "/en/ontology"):
        assert "/bundle/query.js" not in client.get(address).text


def test_scripts_and_styles_come_from_this_host_and_from_files_alone(client: FlaskClient) -> None:
    policy = client.get("/en/sparql").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    text = page(client, query=SELECT)
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?! type=\"module\" src=\"/static/)", text)


DATA = 'FILTER(STRSTARTS(STR(?s), "http://localhost:8000/"))'


@pytest.mark.parametrize("pattern", ["?s ?term ?o", "?s a ?term"])
def test_every_term_of_the_data_is_offered_to_the_editor(client: FlaskClient, pattern: str) -> None:
    offered = {word["iri"] for word in client.get("/fi/sparql/words.json").json["terms"]}  # type: ignore[index]  # the answer is JSON
    query = f"SELECT DISTINCT ?term WHERE {{ {pattern} {DATA} }}"
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
    used = set(answer.text.split()[1:])
    assert len(used) > 5
    assert used <= offered


@pytest.mark.parametrize(
    ("language", "label"), [("fi", "hanke"), ("sv", "projekt"), ("en", "project")]
)
def test_the_words_come_in_the_language_of_the_page(
    client: FlaskClient, language: str, label: str
) -> None:
    told = client.get(f"/{language}/sparql/words.json").json
    assert told is not None
    assert told["prefixes"]["sk"] == PREFIXES["sk"]
    named = {word["iri"]: word["label"] for word in told["terms"]}
    assert named[PREFIXES["sk"] + "Project"].lower() == label


def test_the_questions_stand_below_their_topics(client: FlaskClient) -> None:
    text = page(client)
    funding = text.index("<summary>Funding")
    assert text.index("question=funding_by_year") > funding
    assert "<summary>Rahoitus" in client.get("/fi/sparql").text


def test_a_question_brings_its_chart_along(client: FlaskClient) -> None:
    text = page(client, question="funding_by_year")
    assert '<input type="hidden" name="series" value="instrument">' in text


def test_an_answer_with_numbers_has_a_chart_of_them(client: FlaskClient) -> None:
    text = page(client, query=SELECT, kind="line")
    assert "<option selected>year</option>" in text
    assert "<option selected>amount</option>" in text
    assert '<option value="line" selected>' in text
    assert 'class="chart"' not in page(client, query="SELECT ?s WHERE { ?s ?p ?o }")


def test_an_answer_has_a_permanent_link_with_its_chart(client: FlaskClient) -> None:
    link = re.search(r'class="permanent" href="([^"]+)"', page(client, query=SELECT, kind="line"))
    assert link
    again = client.get(link[1].replace("&amp;", "&")).text
    assert '<option value="line" selected>' in again


def test_a_place_in_a_wrong_query_is_told_to_the_editor(client: FlaskClient) -> None:
    text = page(client, query="SELECT * WHERE {\n  ?s a sk:\n}")
    assert 'role="alert" data-line="2" data-column="8"' in text
    assert "  ?s a sk:\n       ^" in text


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (QueryError("nonsense"), 400),
        (QueryStopped("time", "too long"), 504),
        (QueryStopped("memory", "too much"), 503),
        (Busy("later", 5), 503),
    ],
)
def test_what_stops_a_query_has_its_status(
    problem: QueryError | QueryStopped | Busy, status: int
) -> None:
    told = refused(problem, SELECT)
    assert (told.status, told.message, told.pointer) == (status, str(problem), "")


def test_who_asks_too_much_on_the_page_is_told_to_wait(data: Path) -> None:
    evaluator = Scripted(Answer(ONE_ROW, RESULTS[0], seconds=100.0))
    client = asking(data, evaluator)
    assert client.get("/en/sparql", query_string={"query": SELECT}).status_code == 200
    answer = client.get("/en/sparql", query_string={"query": SELECT + " #"})
    assert answer.status_code == 429
    assert re.search(r"in \d+ seconds", answer.text)
    assert len(evaluator.asked) == 1


class Scripted:
    """An evaluator that says what it is told to, and notes which queries may be cancelled."""

    def __init__(self, reply: Answer | QueryStopped) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        del snapshot
        self.asked.append(query.id)
        if isinstance(self.reply, QueryStopped):
            raise self.reply
        return self.reply

    def cancel(self, query: str) -> bool:
        return query in self.asked


def asking(data: Path, evaluator: Scripted) -> FlaskClient:
    """Who asks a query page whose queries *evaluator* answers."""
    return create_app(read_settings({"data": str(data)}, {}), evaluator).test_client()


ONE_ROW = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"x"}}]}}'


def test_a_stopped_query_is_told_on_the_page(data: Path) -> None:
    evaluator = Scripted(QueryStopped("time", "It took more than 20 seconds."))
    answer = asking(data, evaluator).get("/en/sparql", query_string={"query": SELECT})
    assert answer.status_code == 504
    assert "It took more than 20 seconds." in answer.text


def test_time_and_rows_and_what_was_cut_stand_above_the_answer(data: Path) -> None:
    cut = Truncation(kept=1, limit=1, total=1234)
    client = asking(data, Scripted(Answer(ONE_ROW, RESULTS[0], 1.25, cut)))
    said = words(page(client, query=SELECT))
    assert "1 row, 1.250 s" in said
    assert "It holds 1 of 1,234 rows or triples; an answer may have at most 1." in said


def test_an_answer_too_large_for_a_page_is_told_and_not_read(data: Path) -> None:
    file = BytesIO(ONE_ROW)
    client = asking(data, Scripted(Answer(FileBody(file, LARGEST_SHOWN + 1), RESULTS[0])))
    assert "too large to be shown here" in page(client, query=SELECT)
    assert file.closed


def test_of_a_large_graph_the_beginning_is_read(data: Path) -> None:
    file = BytesIO("# ääni\n".encode() * 100_000)
    client = asking(data, Scripted(Answer(FileBody(file, file.getbuffer().nbytes), TURTLE)))
    text = page(client, query="CONSTRUCT WHERE { ?s ?p ?o }")
    assert text.count("# ääni") == CHARACTERS_SHOWN // 7
    assert "Only the beginning is shown here" in text
    assert file.closed


def test_who_names_a_query_may_cancel_it(data: Path) -> None:
    evaluator = Scripted(Answer(ONE_ROW, RESULTS[0]))
    client = asking(data, evaluator)
    page(client, query=SELECT, id="a-query-of-mine")
    assert evaluator.asked == ["a-query-of-mine"]
    assert client.post("/sparql/cancel", data={"id": "a-query-of-mine"}).status_code == 204
    assert client.post("/sparql/cancel", data={"id": "of-somebody-else"}).status_code == 404
    assert client.get("/sparql/cancel").status_code == 405


def numbers(*values: str) -> list[Cell]:
    return [Cell(value, numeric=bool(value)) for value in values]


def texts(*values: str) -> list[Cell]:
    return [Cell(value) for value in values]


def links(*values: str) -> list[Cell]:
    return [Cell(value, address=f"/{value}") for value in values]


def answer_of(**columns: list[Cell]) -> Shown:
    rows = tuple(zip(*columns.values(), strict=True))
    return Shown((), columns=tuple(columns), rows=rows, total=len(rows))


def choice(answer: Shown, **wish: str) -> ChartChoice:
    found = chart_of(answer, wish)
    assert found is not None
    return found


def test_years_lie_along_a_chart_and_amounts_stand_on_it() -> None:
    found = choice(answer_of(amount=numbers("5", "6"), year=numbers("2024", "2025")))
    assert (found.x, found.y, found.series) == ("year", "amount", "")


def test_names_lie_along_a_chart_rather_than_addresses() -> None:
    answer = answer_of(who=links("a", "b"), name=texts("A", "B"), sum=numbers("1", ""))
    found = choice(answer)
    assert (found.x, found.y) == ("name", "sum")


def test_a_chart_of_years_alone_counts_them_as_amounts() -> None:
    assert choice(answer_of(name=texts("A"), year=numbers("2024"))).y == "year"


def test_a_wish_that_the_answer_cannot_fulfil_is_no_wish() -> None:
    answer = answer_of(name=texts("A"), sum=numbers("1"))
    found = choice(answer, x="nope", y="name", kind="pie", series="nope")
    assert found == ChartChoice("bar", "name", "sum", "", ("sum",))


@pytest.mark.parametrize(
    "answer",
    [
        answer_of(name=texts("A")),
        answer_of(sum=numbers("1")),
        answer_of(name=texts("A"), mixed=[Cell("x")]),
        answer_of(name=[], sum=[]),
    ],
)
def test_without_numbers_beside_something_else_there_is_no_chart(answer: Shown) -> None:
    assert chart_of(answer, {}) is None
