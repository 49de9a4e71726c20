"""Every operation of the interface, asked with what fits its description and with what does not.

The document makes the requests (schemathesis); no answer may be a server error, none may be of a
status, a media type or a shape that the document does not tell.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from graph.writes.tokens import Scope, Tokens
from server.app import create_app
from server.settings import read_settings

EXAMPLES: Final = 10
"""How many requests of each kind an operation gets: those that fit, and those that do not."""

OF_WRITES: Final = 4
"""The same for what may publish a generation."""

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
AS_IT_IS: Final = (
    "application/sparql-query",
    "application/sparql-update",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/zip",
    "application/xhtml+xml",
    "text/html",
    "text/turtle",
)
"""The media types of bodies that are sent as the bytes or the text that was made."""

Operation = schemathesis.APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]

pytestmark = pytest.mark.slow


class Site(NamedTuple):
    """An application whose register may be written, and the headers of who may write it."""

    app: Flask
    headers: Mapping[str, str]


def site_of(data: Path, folder: Path) -> Site:
    """The application on a copy of *data* in *folder*."""
    shutil.copytree(data, folder)
    _, token = Tokens(folder).make("fuzzed", (Scope.UPDATE, Scope.PAGES))
    app = create_app(read_settings({"data": str(folder), "query_budget": 0}, {}))
    return Site(app, {"Accept-Encoding": "identity", "Authorization": f"Bearer {token}"})


@pytest.fixture(scope="module")
def site(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(data, tmp_path_factory.mktemp("fuzzed") / "data")


@schemathesis.serializer(*AS_IT_IS)
def as_it_is(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """The body as it was made."""
    del context
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def operations(app: Flask) -> Iterator[Operation]:
    """All operations that the document of *app* tells."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def cases(operation: Operation) -> st.SearchStrategy[Case]:
    """Requests that fit *operation*, and such that do not."""
    fitting, other = (
        operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode
    )
    return st.one_of(fitting, other)


def complaints(
    operation: Operation, headers: Mapping[str, str], answers: Counter[int]
) -> list[str]:
    """What is wrong with the *answers* to requests to *operation*, which are counted."""
    writes = operation.method.upper() != "GET" and not operation.path.startswith("/sparql")

    @settings(
        max_examples=OF_WRITES if writes else EXAMPLES,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(operation))
    def ask(case: Case) -> None:
        answer = case.call(headers=dict(headers))
        answers[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    try:
        ask()
    except FailureGroup as found:
        return [f"{operation.label}: {found}"]
    return []


def test_no_request_breaks_the_interface(site: Site) -> None:
    answers = Counter[int]()
    told = [
        complaint
        for operation in operations(site.app)
        for complaint in complaints(operation, site.headers, answers)
    ]
    assert told == []
    assert {200, 201, 303, 400, 404, 422} <= answers.keys()


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"400":', '"418":'),
        ('"application/sparql-results+json":', '"application/x-other":'),
        ('"const":["project",', '"const":["projekt",'),
    ],
    ids=["status", "media type", "shape"],
)
def test_a_document_that_is_not_true_is_found_out(site: Site, was: str, becomes: str) -> None:
    text = site.app.test_client().get("/api/openapi.json").text
    assert was in text
    schema = schemathesis.openapi.from_dict(json.loads(text.replace(was, becomes)))
    schema.app = site.app
    operation = schema["/projects.{extension}"]["GET"]
    assert complaints(operation, site.headers, Counter[int]())


WRITTEN: Final = {
    "sparql_by_body": 200,
    "sparql_cancel": 404,
    "reconcile_by_body": 200,
    "update": 200,
    "update_cancel": 404,
    "gsp_put": 201,
    "gsp_get": 200,
    "gsp_post": 200,
    "gsp_delete": 200,
    "gsp_put_placed": 201,
    "gsp_post_placed": 200,
    "gsp_delete_placed": 200,
    "pages": 200,
}
"""What the examples of bodies come to, made in this order."""


@pytest.fixture(scope="module")
def fresh(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(data, tmp_path_factory.mktemp("examples") / "data")


def test_the_examples_of_bodies_do_what_they_say(fresh: Site) -> None:
    """The register is read again after each: every one publishes a generation."""
    client, came_to = fresh.app.test_client(), dict[str, int]()
    for name in WRITTEN:
        document = client.get("/api").get_json()
        path, method, operation = next(
            (path, method, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
            if operation["operationId"] == name
        )
        parameters = operation.get("parameters", ())
        query = {p["name"]: p["example"] for p in parameters if "example" in p}
        body = operation.get("requestBody", {}).get("content", {"": {"example": ""}})
        media_type, content = next(iter(body.items()))
        answer = client.open(
            path.replace("{place}", "example"),
            method=method.upper(),
            query_string=query,
            data=content["example"],
            headers={**fresh.headers, "Content-Type": media_type},
        )
        came_to[name] = answer.status_code
    assert came_to == WRITTEN
