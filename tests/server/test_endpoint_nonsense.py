"""Whatever is sent to ``/sparql``, the answer is one of ours and never a 500."""

import json
from urllib.parse import urlencode

from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

PARAMETERS = st.sampled_from(
    ["query", "update", "format", "output", "timeout", "id", "default-graph-uri", "named-graph-uri"]
)
PIECES = st.sampled_from(
    [
        *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "BASE", "PREFIX", "LIMIT"),
        *("FILTER", "OPTIONAL", "SERVICE", "GRAPH", "NOW()", "RAND()", "<a:b>", "<x>", "a:", ":"),
        *("{", "}", "(", ")", "?x", '"a"', "1", ".", ";", ",", "*", "0", "#", "\\u0020", "'''"),
    ]
)
QUERIES = st.lists(PIECES, max_size=12).map(" ".join)
TEXTS = st.text(max_size=40) | QUERIES | st.just("ASK {}")
HEADERS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "QUERY", "OPTIONS", "PUT", "DELETE", "X"])
KINDS = st.sampled_from(
    [
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "application/sparql-update",
        "application/sparql-query; charset=utf-16",
        "multipart/form-data; boundary=x",
        "",
    ]
)
ADDRESSES = st.sampled_from(["/sparql", "/sparql/", "/sparql/cancel"])
KNOWN = {200, 204, 303, 304, 400, 403, 404, 405, 406, 411, 413, 415, 429, 503}

many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@many
@given(
    line=st.tuples(METHODS, ADDRESSES),
    parameters=st.lists(st.tuples(PARAMETERS, TEXTS), max_size=4),
    body=st.binary(max_size=60) | TEXTS.map(str.encode) | st.just(b"query=ASK%20%7B%7D"),
    headers=st.fixed_dictionaries(
        {},
        optional={
            "Accept": HEADERS,
            "Accept-Encoding": HEADERS,
            "Accept-Language": HEADERS,
            "If-None-Match": HEADERS,
            "Content-Type": KINDS | HEADERS,
            "Host": HEADERS,
            "X-Forwarded-For": HEADERS,
            "Content-Length": st.sampled_from(["", "0", "5", "-1", "x", "9" * 30]),
        },
    ),
)
@example(("GET", "/sparql"), [("query", "ASK {}"), ("default-graph-uri", "\ud800")], b"", {})
def test_any_request_is_answered(
    client: FlaskClient,
    line: tuple[str, str],
    parameters: list[tuple[str, str]],
    body: bytes,
    headers: dict[str, str],
) -> None:
    method, address = line
    encoded = urlencode(parameters, errors="surrogatepass")
    answer = client.open(f"{address}?{encoded}", method=method, data=body, headers=headers)
    assert answer.status_code in KNOWN, answer.data
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.content_type == "application/problem+json"
        assert json.loads(answer.data)["status"] == answer.status_code


@many
@given(raw=st.binary(max_size=60))
def test_any_query_string_is_answered(client: FlaskClient, raw: bytes) -> None:
    answer = client.get("/sparql", environ_overrides={"QUERY_STRING": raw.decode("latin-1")})
    assert answer.status_code in KNOWN, answer.data
