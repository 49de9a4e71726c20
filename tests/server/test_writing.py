"""Writes over HTTP, to a register of their own: each test writes after the other's writes."""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.writes.audit import read_log
from graph.writes.tokens import Scope, Tokens
from server.app import create_app
from server.evaluation import Answer, InProcess, PublicQuery, Truncation
from server.settings import read_settings
from server.snapshot import Snapshot
from tests.graph.made_pages import Made

TURTLE = "text/turtle"
RDF_XML = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">
  <rdf:Description rdf:about="http://e.example/a"><e:b>c</e:b></rdf:Description>
</rdf:RDF>
"""
FACT = "<http://example.org/a> <http://example.org/b> "


@pytest.fixture(scope="module")
def written_data(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "data"
    shutil.copytree(data, folder)
    return folder


@pytest.fixture(scope="module")
def client(written_data: Path) -> FlaskClient:
    return create_app(read_settings({"data": str(written_data)}, {})).test_client()


def bearing(folder: Path, *scopes: Scope) -> dict[str, str]:
    _, secret = Tokens(folder).make("a test", scopes)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module")
def updating(written_data: Path) -> dict[str, str]:
    return bearing(written_data, Scope.UPDATE)


@pytest.fixture(scope="module")
def uploading(written_data: Path) -> dict[str, str]:
    return bearing(written_data, Scope.PAGES)


def update(client: FlaskClient, text: str, token: Mapping[str, str]) -> TestResponse:
    return client.post("/update", data={"update": text}, headers=token)


def asks(client: FlaskClient, query: str) -> bool:
    answer = client.get("/sparql", query_string={"query": query, "format": "json"})
    truth: bool = answer.get_json(force=True)["boolean"]
    return truth


def test_an_update_is_published_and_answers_with_its_generation(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    answer = update(client, f'INSERT DATA {{ {FACT} "first" }}', updating)
    assert answer.status_code == 200
    assert answer.headers["Salkku-Generation"] == answer.get_json()["generation"]
    assert (answer.get_json()["inserted"], answer.get_json()["removed"]) == (1, 0)
    assert asks(client, f'ASK {{ {FACT} "first" }}')


def test_an_update_may_be_the_body(client: FlaskClient, updating: dict[str, str]) -> None:
    headers = {**updating, "Content-Type": "application/sparql-update"}
    answer = client.post("/update", data=f'INSERT DATA {{ {FACT} "direct" }}', headers=headers)
    assert answer.status_code == 200
    assert asks(client, f'ASK {{ {FACT} "direct" }}')


def test_who_bears_no_token_may_not_write(client: FlaskClient) -> None:
    answer = update(client, "CLEAR ALL", {})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="writing to Salkku"'


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer nobody's", "Bearer x y"])
def test_what_is_no_token_is_refused(client: FlaskClient, header: str) -> None:
    assert update(client, "CLEAR ALL", {"Authorization": header}).status_code == 401


def test_a_cookie_is_no_token(client: FlaskClient, updating: dict[str, str]) -> None:
    client.set_cookie("Authorization", updating["Authorization"])
    assert update(client, "CLEAR ALL", {}).status_code == 401
    client.delete_cookie("Authorization")


def test_a_revoked_token_is_refused_at_once(client: FlaskClient, written_data: Path) -> None:
    token, secret = Tokens(written_data).make("gone", [Scope.UPDATE])
    Tokens(written_data).revoke(token.id)
    answer = update(client, "CLEAR ALL", {"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_a_token_for_pages_may_not_update(client: FlaskClient, uploading: dict[str, str]) -> None:
    answer = update(client, "CLEAR ALL", uploading)
    assert answer.status_code == 403
    assert "update" in answer.get_json(force=True)["detail"]


def test_a_token_for_updates_may_not_upload(client: FlaskClient, updating: dict[str, str]) -> None:
    answer = client.post("/pages?name=a.txt", data="x", headers=updating, content_type="text/plain")
    assert answer.status_code == 403


def test_an_administrator_may_do_both(client: FlaskClient, written_data: Path) -> None:
    admin = bearing(written_data, Scope.ADMIN)
    assert update(client, f'INSERT DATA {{ {FACT} "admin" }}', admin).status_code == 200
    page = Made(name="Ylläpitäjän hanke").text()
    answer = client.post(
        "/pages?name=admin.txt", data=page, headers=admin, content_type="text/plain"
    )
    assert answer.status_code == 200


def test_an_update_that_is_no_sparql_is_told_with_its_place(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    answer = update(client, "INSERT DATA {\n  nothing }", updating)
    assert answer.status_code == 400
    told = answer.get_json(force=True)
    assert (told["line"], told["column"]) == (2, 10)
    assert told["pointer"] == "  nothing }\n         ^"


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_an_update_that_would_go_out_is_refused(
    client: FlaskClient, updating: dict[str, str], text: str
) -> None:
    assert update(client, text, updating).status_code == 403


def test_a_write_that_breaks_the_shapes_is_refused_with_the_report(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    text = "INSERT DATA { <http://example.org/p> a <https://w3id.org/salkku/ontology#Project> }"
    answer = update(client, text, updating)
    assert answer.status_code == 422
    report = answer.get_json(force=True)["report"]
    assert {each["focus"] for each in report} == {"<http://example.org/p>"}
    assert not asks(client, "ASK { <http://example.org/p> ?is ?said }")


def test_a_write_that_contradicts_a_page_is_a_finding_on_it(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    phase = "<https://w3id.org/salkku/ontology#phaseAsPrinted>"
    project = "<http://localhost:8000/id/project/zeppelin-b>"
    answer = update(client, f"DELETE WHERE {{ {project} {phase} ?printed }}", updating)
    assert answer.get_json()["removed"] == 1
    findings = client.get("/queries/findings.csv?project=zeppelin-b").get_data(as_text=True)
    assert "phaseAsPrinted" in findings


@pytest.mark.parametrize("field", ["update", "x"])
def test_there_is_one_update_and_no_other(
    client: FlaskClient, updating: dict[str, str], field: str
) -> None:
    answer = client.post("/update", data={field: ["CLEAR ALL", "CLEAR ALL"]}, headers=updating)
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_an_update_of_a_graph_by_no_absolute_iri_is_refused_by_the_name_of_its_parameter(
    client: FlaskClient, updating: dict[str, str], name: str
) -> None:
    form = {"update": f'INSERT {{ {FACT} "used" }} WHERE {{}}', name: "relative"}
    answer = client.post("/update", data=form, headers=updating)
    assert answer.status_code == 400
    assert answer.get_json(force=True)["detail"].startswith(f"{name}: 'relative' is no absolute")


def test_an_update_is_not_asked_by_get(client: FlaskClient, updating: dict[str, str]) -> None:
    assert client.get("/update?update=CLEAR%20ALL", headers=updating).status_code == 405


def put(
    client: FlaskClient,
    address: str,
    graph: str | bytes,
    token: Mapping[str, str],
    kind: str = TURTLE,
) -> TestResponse:
    return client.put(address, data=graph, headers=token, content_type=kind)


def test_a_graph_is_made_replaced_and_deleted(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    address = "/gsp?graph=http://example.org/g1"
    assert put(client, address, f'{FACT} "old" .', updating).status_code == 201
    assert put(client, address, f'{FACT} "new" .', updating).status_code == 200
    graph = client.get(address, headers={"Accept": TURTLE}).get_data(as_text=True)
    assert ('"new"' in graph, '"old"' in graph) == (True, False)
    assert client.delete(address, headers=updating).status_code == 200
    assert client.get(address).status_code == 404
    assert client.delete(address, headers=updating).status_code == 404


def test_a_graph_grows_by_post(client: FlaskClient, updating: dict[str, str]) -> None:
    address = "/gsp?graph=http://example.org/g2"
    for words in ("one", "two"):
        client.post(address, data=f'{FACT} "{words}" .', headers=updating, content_type=TURTLE)
    graph = client.get(address).get_data(as_text=True)
    assert '"one"' in graph
    assert '"two"' in graph


def test_a_graph_without_a_name_gets_one(client: FlaskClient, updating: dict[str, str]) -> None:
    answer = client.post("/gsp", data=f'{FACT} "new" .', headers=updating, content_type=TURTLE)
    assert answer.status_code == 201
    place = answer.headers["Location"].removeprefix("http://localhost:8000")
    assert '"new"' in client.get(place).get_data(as_text=True)


def test_a_graph_is_named_by_its_own_address(client: FlaskClient, updating: dict[str, str]) -> None:
    put(client, "/gsp/a/b.ttl", "<> <http://example.org/b> <c> .", updating)
    assert asks(
        client,
        "ASK { GRAPH <http://localhost:8000/gsp/a/b.ttl> {"
        " <http://localhost:8000/gsp/a/b.ttl> ?is <http://localhost:8000/gsp/a/c> } }",
    )


def test_a_written_graph_may_hold_blank_nodes(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    address = "/gsp?graph=http://example.org/g3"
    put(client, address, "<http://example.org/a> <http://example.org/b> [] .", updating)
    assert asks(client, "ASK { GRAPH <http://example.org/g3> { ?a ?b ?c FILTER(isBLANK(?c)) } }")


@pytest.mark.parametrize(
    ("kind", "graph"),
    [
        ("application/n-triples", '<http://e.example/a> <http://e.example/b> "c" .'),
        ("application/ld+json", '{"@id": "http://e.example/a", "http://e.example/b": "c"}'),
        (
            "application/rdf+xml",
            RDF_XML,
        ),
    ],
)
def test_a_graph_may_be_sent_in_any_format(
    client: FlaskClient, updating: dict[str, str], kind: str, graph: str
) -> None:
    address = f"/gsp?graph=http://example.org/{quote(kind)}"
    assert put(client, address, graph, updating, kind).status_code == 201
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    assert (
        answer.get_data(as_text=True).strip() == '<http://e.example/a> <http://e.example/b> "c" .'
    )


def test_graphs_may_be_sent_as_files_of_a_form(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    files = [
        (BytesIO(b'_:x <http://e.example/b> "1" .'), "a.ttl", TURTLE),
        (BytesIO(b'_:x <http://e.example/b> "2" .'), "b.nt", "application/n-triples"),
    ]
    address = "/gsp?graph=http://example.org/form"
    client.post(address, data={"graph": files}, headers=updating)
    assert asks(
        client,
        "ASK { GRAPH <http://example.org/form> {"
        " ?one ?b '1' . ?two ?b '2' FILTER(?one != ?two) } }",
    )


def test_a_graph_that_cannot_be_read_is_refused_with_its_place(
    client: FlaskClient, updating: dict[str, str]
) -> None:
    answer = put(client, "/gsp?graph=http://example.org/bad", "<a> <b>", updating)
    assert answer.status_code == 400
    assert "line" in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "image/png", "application/n-quads"])
def test_a_graph_in_no_known_format_is_refused(
    client: FlaskClient, updating: dict[str, str], kind: str
) -> None:
    answer = put(client, "/gsp?graph=http://example.org/odd", "x", updating, kind)
    assert answer.status_code in {400, 415}


@pytest.mark.parametrize(
    "address", ["/gsp", "/gsp?graph=relative", "/gsp?default&graph=http://example.org/g"]
)
def test_exactly_one_graph_is_named(
    client: FlaskClient, updating: dict[str, str], address: str
) -> None:
    assert put(client, address, "", updating).status_code == 400


def test_reading_a_graph_needs_no_token(client: FlaskClient) -> None:
    answer = client.get("/gsp?default", headers={"Accept": TURTLE})
    assert answer.status_code == 200
    assert "Zeppelin" in answer.get_data(as_text=True)


def test_only_who_may_update_cancels_an_update(
    client: FlaskClient, updating: dict[str, str], uploading: dict[str, str]
) -> None:
    form = {"id": "no-such-update"}
    assert client.post("/update/cancel", data=form).status_code == 401
    assert client.post("/update/cancel", data=form, headers=uploading).status_code == 403
    answer = client.post("/update/cancel", data=form, headers=updating)
    assert (answer.status_code, "id" in answer.get_data(as_text=True)) == (404, True)
    odd = client.post("/update", data={"update": "CLEAR ALL", "id": "?"}, headers=updating)
    assert odd.status_code == 400


class OfOneTriple(InProcess):
    """Answers with one triple and says that there are more."""

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        del snapshot
        assert query.graph is not None
        cut = Truncation(kept=1, limit=1, total=2)
        return Answer(b"<a:a> <a:b> <a:c> .", query.graph, truncation=cut)


def test_a_graph_that_would_be_cut_is_an_error_for_whoever_would_put_it_back(
    written_data: Path,
) -> None:
    settings = read_settings({"data": str(written_data)}, {})
    client = create_app(settings, OfOneTriple()).test_client()
    question = client.get("/sparql?query=CONSTRUCT%20WHERE%7B?s?p?o%7D")
    assert (question.status_code, question.headers["Salkku-Truncated"]) == (200, "true")
    for _ in range(2):  # made, and kept
        refusal = client.get("/gsp?default", headers={"Accept": TURTLE})
        assert refusal.status_code == 503
        assert "more than 1 triples" in refusal.get_data(as_text=True)
        assert "salkku export" in refusal.get_data(as_text=True)


def test_the_head_of_a_graph_is_told(client: FlaskClient) -> None:
    assert client.head("/gsp?default").status_code == 200
    assert client.head("/gsp?graph=http://example.org/none").status_code == 404


def test_an_uploaded_page_is_published(client: FlaskClient, uploading: dict[str, str]) -> None:
    page = Made(name="Ladattu hanke").text().encode()
    answer = client.post("/pages", data={"page": (BytesIO(page), "ladattu.txt")}, headers=uploading)
    assert answer.get_json()["read"] == 1
    assert "Ladattu hanke" in client.get("/fi/projects/ladattu-hanke").get_data(as_text=True)


def test_a_page_that_is_none_is_refused_by_its_name(
    client: FlaskClient, uploading: dict[str, str]
) -> None:
    answer = client.post(
        "/pages", data={"page": (BytesIO(b"nothing"), "ei.txt")}, headers=uploading
    )
    assert answer.status_code == 422
    assert "ei.txt:" in answer.get_json(force=True)["detail"]
    assert "salkku-pages-" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["..", "../../evil.txt", "a/b/c.txt", "\\\\x\\y.txt"])
def test_the_name_of_a_page_leads_nowhere_else(
    client: FlaskClient, uploading: dict[str, str], name: str, written_data: Path
) -> None:
    page = Made(name="Toisaalle").text().encode()
    client.post("/pages", data={"page": (BytesIO(page), name)}, headers=uploading)
    assert not [*written_data.parent.rglob("evil*"), *written_data.parent.rglob("y.txt")]


def test_every_write_is_a_line_of_the_log_without_what_was_written(
    client: FlaskClient, updating: dict[str, str], written_data: Path
) -> None:
    before = len(read_log(written_data))
    update(client, f'INSERT DATA {{ {FACT} "kept quiet" }}', updating)
    update(client, "nonsense kept quiet", updating)
    lines = read_log(written_data)[before:]
    assert [line.outcome for line in lines] == ["published", "refused"]
    assert b"kept quiet" not in (written_data / "audit.log").read_bytes()


# What breakers send


def test_too_large_a_body_is_told_with_the_limit(
    written_data: Path, updating: dict[str, str]
) -> None:
    settings = read_settings({"data": str(written_data), "write_size": 1}, {})
    small = create_app(settings).test_client()
    answer = put(small, "/gsp?graph=http://example.org/large", b"#" * (2 << 20), updating)
    assert answer.status_code == 413
    assert "1 MiB" in answer.get_json(force=True)["detail"]


def test_a_body_without_a_token_is_not_even_read(client: FlaskClient) -> None:
    class Untouched(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    answer = client.post("/update", input_stream=Untouched(b"x"), content_length=1)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("If-Match", '"x"', 501),
        ("If-None-Match", "*", 501),
        ("Content-Encoding", "gzip", 415),
        ("Content-Range", "bytes 0-1/2", 400),
        ("Content-Type", "text/turtle; charset=utf-16", 415),
        ("Content-Type", "text/turtle, text/turtle", 415),
    ],
)
def test_a_graph_under_a_condition_or_in_disguise_is_not_written(
    client: FlaskClient, updating: dict[str, str], name: str, value: str, status: int
) -> None:
    address = "/gsp?graph=http://example.org/disguised"
    headers = {"Content-Type": TURTLE, **updating, name: value}
    assert client.put(address, data=f'{FACT} "x" .', headers=headers).status_code == status
    assert client.get(address).status_code == 404


def test_a_token_in_the_address_is_none(client: FlaskClient, updating: dict[str, str]) -> None:
    secret = updating["Authorization"].removeprefix("Bearer ")
    address = f"/update?access_token={secret}&token={secret}"
    assert client.post(address, data={"update": "CLEAR ALL"}).status_code == 401


def test_a_wrong_scope_is_a_line_of_the_log(
    client: FlaskClient, uploading: dict[str, str], written_data: Path
) -> None:
    before = len(read_log(written_data))
    update(client, "CLEAR ALL", uploading)
    (line,) = read_log(written_data)[before:]
    assert (line.outcome, line.kind, line.reason) == ("refused", "update", "scope")


def test_a_graph_that_cannot_be_read_is_a_line_of_the_log(
    client: FlaskClient, updating: dict[str, str], written_data: Path
) -> None:
    put(client, "/gsp?graph=http://example.org/bad", "quiet", updating)
    line = read_log(written_data)[-1]
    assert (line.kind, line.subject, line.outcome) == ("put", "http://example.org/bad", "refused")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/gsp?graph=http://example.org/%C3%A4", "http://example.org/ä"),
        ("/gsp?graph=http://example.org/%2531", "http://example.org/%31"),
        ("/gsp/%C3%A4%20b", "http://localhost:8000/gsp/%C3%A4%20b"),
        ("/gsp/?graph=http://example.org/slash", "http://example.org/slash"),
    ],
)
def test_what_names_a_graph_is_decoded_once(
    client: FlaskClient, updating: dict[str, str], address: str, name: str
) -> None:
    assert put(client, address, f'{FACT} "x" .', updating).status_code == 201
    assert asks(client, f"ASK {{ GRAPH <{name}> {{ ?a ?b ?c }} }}")


@pytest.mark.parametrize("name", ["http://example.org/a b", "http://example.org/%FF", "", "a"])
def test_what_is_no_name_of_a_graph_is_refused(
    client: FlaskClient, updating: dict[str, str], name: str
) -> None:
    answer = put(client, f"/gsp?graph={quote(name, safe='%:/')}", "", updating)
    assert answer.status_code == 400


def test_a_form_that_is_not_utf_8_is_refused(client: FlaskClient, updating: dict[str, str]) -> None:
    form = "application/x-www-form-urlencoded"
    answer = client.post("/update", data=b"update=%FF", headers=updating, content_type=form)
    assert answer.status_code == 400


def test_an_empty_graph_is_there(client: FlaskClient, updating: dict[str, str]) -> None:
    address = "/gsp?graph=http://example.org/empty"
    assert put(client, address, "", updating).status_code == 201
    answer = client.get(address)
    assert (answer.status_code, answer.get_data()) == (200, b"")
    assert put(client, address, "", updating).status_code == 200


def test_a_graph_that_is_read_has_a_validator_and_tells_that_it_is_whole(
    client: FlaskClient,
) -> None:
    answer = client.get("/gsp?default", headers={"Accept": TURTLE})
    assert answer.headers["Salkku-Truncated"] == "false"
    again = client.get(
        "/gsp?default", headers={"Accept": TURTLE, "If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_script_of_another_origin_may_not_bear_a_token(client: FlaskClient) -> None:
    answer = client.options("/gsp?default", headers={"Origin": "http://evil.example"})
    assert "Authorization" not in answer.headers["Access-Control-Allow-Headers"]
    assert "PUT" in answer.headers["Allow"]


# Several pages


def test_a_zip_archive_of_pages_is_one_upload(
    client: FlaskClient, uploading: dict[str, str]
) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        for name in ("pakattu", "toinen"):
            packed.writestr(f"{name}.txt", Made(name=f"Hanke {name}").text())
    answer = client.post(
        "/pages", data=archive.getvalue(), headers=uploading, content_type="application/zip"
    )
    assert answer.get_json()["read"] == 2


def test_an_archive_that_is_none_is_refused(client: FlaskClient, uploading: dict[str, str]) -> None:
    answer = client.post("/pages", data=b"x", headers=uploading, content_type="application/zip")
    assert answer.status_code == 422
    assert answer.get_json(force=True)["detail"].startswith("pages.zip")


def test_good_pages_are_taken_and_the_others_refused_by_name(
    client: FlaskClient, uploading: dict[str, str]
) -> None:
    files = [
        (BytesIO(Made(name="Hyvä hanke").text().encode()), "hyva.txt"),
        (BytesIO(b"nothing"), "huono.pdf"),
    ]
    told = client.post("/pages", data={"page": files}, headers=uploading).get_json()
    assert (told["read"], told["published"]) == (1, True)
    assert [reason.partition(":")[0] for reason in told["refused"]] == ["huono.pdf"]


def test_two_pages_of_one_name_are_refused(client: FlaskClient, uploading: dict[str, str]) -> None:
    page = Made(name="Kaksi").text().encode()
    files = [(BytesIO(page), "a.txt"), (BytesIO(page), "b/a.txt")]
    answer = client.post("/pages", data={"page": files}, headers=uploading)
    assert answer.status_code == 400
    assert "a.txt" in answer.get_json(force=True)["detail"]


def test_the_same_page_again_publishes_nothing(
    client: FlaskClient, uploading: dict[str, str]
) -> None:
    page = Made(name="Sama hanke").text()
    first, again = (
        client.post("/pages?name=sama.txt", data=page, headers=uploading, content_type="text/plain")
        for _ in range(2)
    )
    assert first.get_json()["published"]
    told = again.get_json()
    assert (told["published"], told["read"], told["unchanged"]) == (False, 0, 1)
    assert told["generation"] == first.get_json()["generation"]
