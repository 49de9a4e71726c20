"""The document of the interface: whole, valid, and true of every route and every question."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, ValidationError
from openapi_spec_validator import validate
from werkzeug.routing import Map

from graph.questions.headings import load_headings
from graph.questions.library import load_library
from server.api.document import LIMITS
from server.api.sections import SECTIONS
from server.lists.selection import CHOICES
from server.settings import read_settings

LANGUAGES = ("fi", "sv", "en")
FOR_PROGRAMS = {"pages.changes_atom", "pages.words"}
"""The pages that are none, but answers for programs."""

FOR_PEOPLE = ("pages.", "review.")
"""How the endpoints of pages begin, and those of the review, which needs the session of a page."""

BESIDE = {"static", "favicon", "robots"}
"""What is no interface: files of pages, and what browsers and crawlers ask every site for."""

METHODS = {"GET", "POST", "PUT", "DELETE"}
UNKNOWN = "no-such-thing"

Document = dict[str, Any]
Told = tuple[str, str, dict[str, Any]]


def told(document: Document) -> Iterator[Told]:
    """Every operation: its path, its method, itself."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@pytest.fixture(scope="module")
def document(app: Flask) -> Document:
    answer = app.test_client().get("/api")
    assert answer.mimetype == "application/json"
    found: Document = answer.get_json()
    return found


def value_of(parameter: Mapping[str, Any]) -> str:
    """An example of a *parameter* of a path, or any value that fits."""
    schema = parameter["schema"]
    return str(parameter.get("example", schema.get("enum", [UNKNOWN])[0]))


def filled(path: str, operation: Mapping[str, Any]) -> str:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            value = quote(value_of(parameter), safe="")
            path = path.replace(f"{{{parameter['name']}}}", value)
    return path


def address(path: str, operation: Mapping[str, Any]) -> str:
    """The address of an *operation* with all its examples."""
    said = [
        (parameter["name"], parameter["example"])
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query" and "example" in parameter
    ]
    return f"{filled(path, operation)}?{urlencode(said)}"


def for_programs(routes: Map) -> set[tuple[str, str]]:
    """The rules that answer programs, each with its methods."""
    return {
        (rule.rule, method)
        for rule in routes.iter_rules()
        for method in METHODS & (rule.methods or METHODS)
        if rule.endpoint not in BESIDE
        and (rule.endpoint in FOR_PROGRAMS or not rule.endpoint.startswith(FOR_PEOPLE))
    }


def test_the_document_is_valid(document: Document) -> None:
    validate(document)
    assert document["openapi"] == "3.1.0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_there_in_every_language(
    client: FlaskClient, document: Document, language: str
) -> None:
    usual, document = document, client.get(f"/api/openapi.json?lang={language}").get_json()
    assert [[path, [*methods]] for path, methods in document["paths"].items()] == [
        [path, [*methods]] for path, methods in usual["paths"].items()
    ]
    summaries = {operation["operationId"]: operation["summary"] for *_, operation in told(document)}
    assert (
        summaries["list_projects"]
        == {"fi": "Hankkeet", "sv": "Projekt", "en": "Projects"}[language]
    )
    assert summaries["question_projects"] == load_library()["projects"].title(language)  # type: ignore[arg-type]  # one of the three


def test_a_language_there_is_not_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/api?lang=no")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_people_are_led_to_the_page_and_programs_get_the_document(client: FlaskClient) -> None:
    led = client.get("/api", headers={"Accept": "text/html", "Accept-Language": "sv"})
    assert (led.status_code, led.headers["Location"]) == (302, "/sv/api")
    for accept in ("*/*", "application/json", "application/vnd.oai.openapi+json", ""):
        answer = client.get("/api", headers={"Accept": accept})
        assert (answer.status_code, answer.mimetype) == (200, "application/json")


def test_every_operation_has_a_route(app: Flask, document: Document) -> None:
    routes = app.url_map.bind("localhost")
    mounted = {"/sparql", "/sparql/cancel"}
    for path, method, operation in told(document):
        if path not in mounted:
            endpoint, _ = routes.match(filled(path, operation), method.upper())
            assert endpoint in FOR_PROGRAMS or not endpoint.startswith(FOR_PEOPLE), path


def test_every_route_for_programs_has_an_operation(app: Flask, document: Document) -> None:
    routes = app.url_map
    adapter, matched = routes.bind("localhost"), set[tuple[str, str]]()
    for path, method, operation in told(document):
        if path in {"/sparql", "/sparql/cancel"}:
            matched |= {(path, "GET"), (path, method.upper())}
            continue
        rule, _ = adapter.match(filled(path, operation), method.upper(), return_rule=True)
        matched.add((rule.rule, method.upper()))
    below = "/<any(fi, sv, en):language>/reconcile"
    asked = for_programs(routes)
    left = {
        (rule, method)
        for rule, method in asked - matched
        if not rule.startswith(below)  # told once, by the addresses without a language
        and not rule.startswith("/sparql")  # which stand beside the routes, by GET and POST
    }
    assert left == set()


def test_every_question_is_told_with_its_parameters_and_columns(document: Document) -> None:
    library, headings = load_library(), load_headings()
    tables = {name: question for name, question in library.items() if question.columns}
    paths = {f"/queries/{name}.{{extension}}" for name in tables}
    assert {path for path in document["paths"] if path.endswith(".{extension}")} >= paths
    assert paths == {
        path
        for path, _, operation in told(document)
        if operation["operationId"].startswith("question_") and "{extension}" in path
    }
    for name, question in tables.items():
        operation = document["paths"][f"/queries/{name}.{{extension}}"]["get"]
        said = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
        assert said == [*(p.name for p in question.parameters), "page", "size"]
        content = operation["responses"]["200"]["content"]["application/sparql-results+json"]
        schema = content["schema"]
        assert schema["properties"]["head"]["properties"]["vars"]["const"] == [*question.columns]
        row = schema["properties"]["results"]["properties"]["bindings"]["items"]["properties"]
        assert {column: cell["description"] for column, cell in row.items()} == {
            column: headings[column]["en"] for column in question.columns
        }


@pytest.mark.parametrize("many", CHOICES)
def test_every_list_is_told_with_its_filters(document: Document, many: str) -> None:
    operation = document["paths"][f"/{many}.{{extension}}"]["get"]
    said = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
    assert said == [*CHOICES[many].__struct_fields__, "lang"]


def test_a_question_that_asks_others_may_be_forbidden(document: Document) -> None:
    for name, question in load_library().items():
        if question.columns:
            answers = document["paths"][f"/queries/{name}.{{extension}}"]["get"]["responses"]
            assert ("403" in answers) is bool(question.services), name


def test_the_limits_are_those_of_the_settings(document: Document) -> None:
    settings = read_settings({}, {})
    assert document["x-limits"] == {name: getattr(settings, name) for name in LIMITS}
    assert str(settings.query_seconds) in document["paths"]["/sparql"]["get"]["description"]


def test_what_writes_needs_a_token_and_nothing_else_does(document: Document) -> None:
    scopes = {
        operation["operationId"]: operation.get("security") for *_, operation in told(document)
    }
    needed = {name for name, security in scopes.items() if security}
    assert needed == {
        "update",
        "update_cancel",
        "pages",
        *(
            f"gsp_{method}{place}"
            for method in ("put", "post", "delete")
            for place in ("", "_placed")
        ),
    }
    assert scopes["pages"] == [{"token": ["pages"]}]


def test_no_two_operations_have_one_name(document: Document) -> None:
    names = [operation["operationId"] for *_, operation in told(document)]
    assert len(set(names)) == len(names)
    assert {tag["name"] for tag in document["tags"]} == {*SECTIONS}


def fitting(answer_type: str | None, operation: Mapping[str, Any], status: int) -> bool:
    told = operation["responses"][str(status)].get("content", {})
    return not told or answer_type in told


def test_every_example_is_answered_as_it_is_told(client: FlaskClient, document: Document) -> None:
    """Each format of each address is asked for with the examples of the document."""
    run = 0
    for path, method, operation in told(document):
        if method != "get" or "example" not in str(operation) or path.startswith("/dumps/{"):
            continue
        answer = client.get(address(path, operation))
        kind = HTTPStatus(answer.status_code)
        missing = any(
            "example" not in p and p["in"] == "path" for p in operation.get("parameters", ())
        )
        others = bool(operation["responses"].get("403")) and "/queries/" in path
        allowed = {403} if others else {404} if missing else {200, 302, 303}
        assert kind in allowed, (path, kind, answer.text[:300])
        assert fitting(answer.mimetype, operation, kind) or kind >= HTTPStatus.BAD_REQUEST, path
        run += 1
    assert run > len(load_library())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_every_operation(
    client: FlaskClient, document: Document, language: str
) -> None:
    page = client.get(f"/{language}/api").text
    for path, _, operation in told(document):
        assert f'href="/{language}/api/{operation["operationId"]}"' in page
        assert f"<code>{path}</code>" in page


def test_every_operation_has_a_page_with_a_field_for_each_parameter(
    client: FlaskClient, document: Document
) -> None:
    for *_, operation in told(document):
        answer = client.get(f"/en/api/{operation['operationId']}")
        assert answer.status_code == 200
        for parameter in operation.get("parameters", ()):
            assert parameter["name"] != "try"
            assert f'name="{parameter["name"]}"' in answer.text


def test_the_form_writes_the_request(client: FlaskClient) -> None:
    page = client.get("/en/api/list_projects?extension=csv&year=2015&q=nuoret&try=1").text
    assert "curl &#39;http://localhost/projects.csv?q=nuoret&amp;year=2015&#39;" in page
    assert 'data-address="/projects.csv?q=nuoret&amp;year=2015"' in page


def test_a_write_is_shown_as_a_command_and_never_made(client: FlaskClient) -> None:
    page = client.get("/en/api/update?try=1").text
    assert "Authorization: Bearer TOKEN" in page
    assert "data-address" not in page


def test_an_operation_that_is_not_there_is_told(client: FlaskClient) -> None:
    assert client.get("/en/api/no_such").status_code == 404


def test_an_answer_is_led_to_only_when_its_address_is_whole(client: FlaskClient) -> None:
    without = client.get("/en/api/identifier_wikidata?identifier=").text
    page = client.get("/en/api/identifier_wikidata?identifier=Q1757").text
    assert 'href="/id/wikidata/"' not in without
    assert 'href="/id/wikidata/Q1757"' in page


@pytest.mark.parametrize(
    "name", [name for name, question in load_library().items() if question.needs]
)
def test_a_question_is_led_to_only_with_what_it_needs(client: FlaskClient, name: str) -> None:
    lead = f'<a href="/queries/{name}.json?{load_library()[name].needs[0]}='
    assert lead in client.get(f"/en/api/question_{name}").text
    assert "Open the answer" not in client.get(f"/en/api/question_{name}?try=1").text


def test_the_list_of_files_is_what_the_document_says(app: Flask, document: Document) -> None:
    answer = app.test_client().get("/dumps/", headers={"Accept": "application/json"})
    listed: Document = answer.get_json()
    schema = document["components"]["schemas"]["Files"]
    Draft202012Validator(schema).validate(listed)
    with pytest.raises(ValidationError):
        Draft202012Validator(schema).validate({**listed, "files": [{"name": "salkku.nq"}]})
