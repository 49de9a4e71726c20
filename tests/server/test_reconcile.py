"""The reconciliation service: what is found, how it is scored, and what is refused."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7
from werkzeug.test import TestResponse

from graph.generations.directory import DataDirectory
from graph.registers.loading import Request, load
from server.app import create_app
from server.reconcile.asked import BATCH
from server.reconcile.marks import Mark, read_mark
from server.reconcile.properties import PROPERTIES
from server.settings import read_settings
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_writes import Made

SWAGGER = "http://swagger.io/v2/body(schema)"
"""To where the schema of a manifest refers for ways to log in; the service has none."""

ANYTHING = {"definitions": {"securityDefinitions": {"additionalProperties": True}}}
OULU = "organisation/oulun-kaupunki"
ORGANISATION = "<http://localhost:8000/id/organisation/oulun-kaupunki>"
LAKE = Page(
    name="Nuorten järvihanke",
    start="1.1.2015",
    end="31.12.2016",
    phase="Päättynyt",
    funders=("Oulun kaupunki",),
    implementers=("Kempele",),
)
TWIN = LAKE._replace(start="1.1.2020", end="31.12.2021", funders=("Kempele",))
FOREST = LAKE._replace(
    name="Metsäpolku <i>",
    implementers=("Kempele", "Sivistyspalvelut"),
    contacts="Projektipäällikkö Liisa Esimerkki",
)

YSO = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix yso: <http://www.yso.fi/onto/yso/> .
yso:p1 a skos:Concept ; skos:inScheme yso: ; skos:prefLabel "järvet"@fi , "sjöar"@sv , "lakes"@en ;
    skos:broader yso:p2 .
yso:p2 a skos:Concept ; skos:inScheme yso: ; skos:prefLabel "vesistöt"@fi , "water bodies"@en .
"""

LINKS = f"""
PREFIX schema: <http://schema.org/>
INSERT DATA {{
  {ORGANISATION} org:identifier "0187690-1"^^sk:ytunnus , "564"^^sk:municipalityCode ;
    schema:sameAs <https://ror.org/00a0b1c23> , <http://www.wikidata.org/entity/Q1757> .
  project:nuorten-jarvihanke sk:registerRecord
      <https://www.eura2014.fi/rrtiepa/projekti.php?projektikoodi=S20469> ;
    dcterms:subject <http://www.yso.fi/onto/yso/p1> .
}}
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with namesakes, links, and a small register of concepts."""
    folder = tmp_path_factory.mktemp("reconcile")
    pages = {"lake": LAKE, "twin": TWIN, "forest": FOREST}
    for key, page in pages.items():
        put(folder / "pages", key, page)
    made = Made(folder, 0)
    concepts = folder / "yso.ttl"
    concepts.write_text(YSO, "utf-8")
    load(DataDirectory.open(made.folder), Request("yso", (str(concepts),)))
    made.build()
    made.write(LINKS)
    return made.folder


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    options: dict[str, str | int | None] = {"data": str(data), "query_budget": 0}
    return create_app(read_settings(options, {})).test_client()


def ask(client: FlaskClient, place: str = "/reconcile", **query: Any) -> list[dict[str, Any]]:
    """The candidates of one query."""
    answer = client.post(place, data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = body(answer)["q"]["result"]
    return result


def body(answer: TestResponse) -> Any:
    """What is answered, as JSON."""
    return answer.get_json()


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in found]


def features(found: dict[str, Any]) -> Mapping[str, Any]:
    return {each["id"]: each["value"] for each in found["features"]}


def schema(shared: Path, name: str) -> Draft7Validator:
    """What checks an answer against a schema of the specification; none is fetched."""
    folder = shared / "suites/reconciliation-0.2/schemas"
    store = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    known = {each.get("$id", name): each for name, each in store.items()} | {SWAGGER: ANYTHING}
    registry: Registry[Any] = Registry().with_resources(
        (name, DRAFT7.create_resource(each)) for name, each in known.items()
    )
    return Draft7Validator(store[f"{name}.json"], registry=registry)


def examples(shared: Path, what: str, kind: str) -> list[Path]:
    found = [*(shared / "suites/reconciliation-0.2/examples" / what / kind).glob("*.json")]
    assert found
    return found


# What is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OULU, OULU),
        ("http://localhost:8000/id/organisation/oulun-kaupunki", OULU),
        ("oulun-kaupunki", OULU),
        ("0187690-1", OULU),
        ("FI01876901", OULU),
        ("564", OULU),
        ("https://ror.org/00a0b1c23", OULU),
        ("00a0b1c23", OULU),
        ("Q1757", OULU),
        ("https://www.wikidata.org/wiki/Q1757", OULU),
        ("S20469", "project/nuorten-jarvihanke"),
        ("http://www.yso.fi/onto/yso/p1", "subject/p1"),
        ("p1", "subject/p1"),
        ("subject/p1", "subject/p1"),
    ],
)
def test_an_identifier_finds_just_what_bears_it(client: FlaskClient, text: str, found: str) -> None:
    (only,) = ask(client, query=text)
    assert (only["id"], only["score"], only["match"]) == (found, 100, True)
    assert features(only)["identifier"] is True


def test_an_identifier_of_another_type_than_asked_for_is_not_found(client: FlaskClient) -> None:
    assert ask(client, query="0187690-1", type="project") == []


@pytest.mark.parametrize("text", ["0187690-2", "Q99", "S99999", "p99999"])
def test_an_identifier_that_nothing_bears_is_no_match(client: FlaskClient, text: str) -> None:
    assert not any(each["match"] for each in ask(client, query=text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("FI0187690-1", Mark("ytunnus", "0187690-1")),
        ("01876901", Mark("ytunnus", "0187690-1")),
        ("0187690-2", None),
        ("ror.org/00a0b1c23", Mark("ror", "00a0b1c23")),
        ("0000 0001 2103 4996", Mark("isni", "0000000121034996")),
        ("A70001", Mark("eura", "A70001")),
        ("s20469", Mark("eura", "S20469")),
        ("https://example.fi/564", None),
        ("Hanke 1/564", None),
        ("Oulu", None),
    ],
)
def test_an_identifier_is_known_by_its_form_and_check_digit(text: str, value: Mark | None) -> None:
    assert read_mark(text) == value


@pytest.mark.parametrize("place", ["/reconcile", "/fi/reconcile", "/sv/reconcile", "/en/reconcile"])
def test_a_name_just_as_it_is_spelled_is_a_match(client: FlaskClient, place: str) -> None:
    (first, *_) = ask(client, place, query="  oulun KAUPUNKI ")
    assert (first["id"], first["score"], first["match"]) == (OULU, 100, True)


def test_a_name_in_another_form_of_its_words_is_a_match(client: FlaskClient) -> None:
    (first, *_) = ask(client, query="Oulun kaupungille")
    assert (first["id"], first["score"], first["match"]) == (OULU, 95, True)


def test_a_mistyped_name_finds_candidates_and_no_match(client: FlaskClient) -> None:
    (first, *_) = ask(client, query="Oulun kapunki")
    assert first["id"] == OULU
    assert not first["match"]
    assert first["score"] < 95


def test_words_that_nothing_is_called_do_not_hide_the_others(client: FlaskClient) -> None:
    assert "project/metsapolku-i" in ids(ask(client, query="Metsäpolku xyzzy 2015 Kempele"))


def test_namesakes_are_never_matched_by_their_names_alone(client: FlaskClient) -> None:
    found = ask(client, query="Nuorten järvihanke")
    assert [each["score"] for each in found] == [100, 100]
    assert not any(each["match"] for each in found)
    (only,) = ask(client, query="Nuorten järvihanke", limit=1)
    assert not only["match"]


@pytest.mark.parametrize(
    ("pid", "value"),
    [
        ("start_year", 2020),
        ("start_year", "2020"),
        ("start", "1.1.2020"),
        ("start", "2020-01-01"),
        ("end_year", "31.12.2021"),
        ("funder", "Kempeleen kunta"),
        ("funder", ["somebody", {"id": "organisation/kempeleen-kunta", "name": "Kempele"}]),
    ],
)
def test_a_property_tells_namesakes_apart(client: FlaskClient, pid: str, value: object) -> None:
    first, second = ask(client, query="Nuorten järvihanke", properties=[{"pid": pid, "v": value}])
    assert features(first)[pid] == 1
    assert first["match"]
    assert features(second)[pid] < 1
    assert second["score"] < first["score"] == 100
    assert not second["match"]


def test_a_property_that_does_not_agree_lowers_the_score_below_a_match(
    client: FlaskClient,
) -> None:
    said = [{"pid": "kind", "v": "ministeriö"}]
    (first, *_) = ask(client, query="Oulun kaupunki", properties=said)
    assert (first["id"], first["score"], first["match"]) == (OULU, 75, False)


@pytest.mark.parametrize("value", ["kunta", "kommun", "municipality"])
def test_a_concept_is_told_in_any_language(client: FlaskClient, value: str) -> None:
    said = [{"pid": "kind", "v": value}]
    (first, *_) = ask(client, query="Oulun kaupunki", properties=said)
    assert features(first)["kind"] == 1


def test_a_property_that_is_not_known_counts_for_nothing(client: FlaskClient) -> None:
    said = [{"pid": "shoe_size", "v": 45}, {"pid": "ror", "v": "00a0b1c23"}]
    (first, *_) = ask(client, query="Oulun kaupunki", properties=said)
    assert "shoe_size" not in features(first)
    assert features(first)["ror"] == 1
    said = [{"pid": "unit_of", "v": "Valtio"}]  # a legal entity is a unit of nothing
    (first, *_) = ask(client, query="Oulun kaupunki", properties=said)
    assert first["score"] == 100


def test_an_identifier_alone_finds_as_a_property(client: FlaskClient) -> None:
    (only,) = ask(client, properties=[{"pid": "ytunnus", "v": "0187690-1"}])
    assert (only["id"], only["match"]) == (OULU, True)


def test_properties_alone_find_what_has_them_all_and_match_nothing(client: FlaskClient) -> None:
    found = ask(client, properties=[{"pid": "funder", "v": "Kempeleen kunta"}])
    assert len(ids(found)) == 1
    assert not found[0]["match"]
    assert ask(client, properties=[{"pid": "funder", "v": "nobody at all"}]) == []


def test_a_type_chooses_what_is_found_and_none_chooses_everything(client: FlaskClient) -> None:
    kinds = {each["id"].partition("/")[0] for each in ask(client, query="järvihanke järvet")}
    assert kinds >= {"project"}
    assert ids(ask(client, query="järvet", type="subject")) == ["subject/p1"]
    assert ids(ask(client, query="järvet", type=["subject", "place"])) == ["subject/p1"]
    assert ids(ask(client, query="Liisa Esimerkki", type="person")) == ["person/liisa-esimerkki"]
    assert ids(ask(client, query="Esimerkkisalkku", type="portfolio"))
    assert "subject/p1" in ids(ask(client, query="järvet"))


def test_a_type_that_is_not_known_restricts_nothing_and_matches_nothing(
    client: FlaskClient,
) -> None:
    (first, *_) = ask(client, query="Oulun kaupunki", type="DifferentiatedPerson")
    assert first["id"] == OULU
    assert not first["match"]
    assert features(first)["type"] is False


def test_a_concept_is_told_in_the_language_of_the_address(client: FlaskClient) -> None:
    names = [ask(client, f"/{each}/reconcile", query="järvien")[0]["name"] for each in ("fi", "sv")]
    assert names == ["järvet", "sjöar"]
    assert ids(ask(client, query="lakes")) == ["subject/p1"]


def test_there_are_at_most_as_many_candidates_as_the_limit(client: FlaskClient) -> None:
    assert len(ask(client, query="järvihanke", limit=1)) == 1


def test_an_empty_name_finds_nothing_and_leaves_the_others(client: FlaskClient) -> None:
    batch = {"a": {"query": " "}, "b": {"query": "Oulun kaupunki"}, "c": {"query": "***"}}
    answer = client.get("/reconcile", query_string={"queries": json.dumps(batch)})
    assert [len(body(answer)[name]["result"]) for name in batch] == [0, 1, 0]


# What is refused


def test_invalid_batches_of_the_specification_are_refused(
    client: FlaskClient, shared: Path
) -> None:
    for path in examples(shared, "reconciliation-query-batch", "invalid"):
        answer = client.post("/reconcile", data={"queries": path.read_text("utf-8")})
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json"), path


def test_valid_examples_of_the_specification_are_answered(
    client: FlaskClient, shared: Path
) -> None:
    for what, form in (
        ("reconciliation-query-batch", "queries"),
        ("data-extension-query", "extend"),
    ):
        for path in examples(shared, what, "valid"):
            answer = client.post("/reconcile", data={form: path.read_text("utf-8")})
            assert answer.status_code == 200, path


@pytest.mark.parametrize(
    "queries",
    [
        "",
        "nonsense",
        "[]",
        "null",
        '"text"',
        '{"q": null}',
        '{"q": "Oulu"}',
        '{"q": {"query": 5}}',
        '{"q": {"query": null}}',
        '{"q": {"query": "x", "limit": 0}}',
        '{"q": {"query": "x", "limit": 1.5}}',
        '{"q": {"query": "x", "limit": "many"}}',
        '{"q": {"query": "x", "limit": 1e999}}',
        '{"q": {"query": "x", "limit": true}}',
        '{"q": {"query": "x", "type": 1}}',
        '{"q": {"query": "x", "type_strict": "never"}}',
        '{"q": {"query": "x", "properties": [{"pid": "a"}]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": null}]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": {"name": "b"}}]}}',
        '{"q": {"query": "\\ud800"}}',
        '{"q": {"query": "x"}',
        json.dumps({"q": {"query": "x" * 2001}}),
        json.dumps({"q": {"query": "x", "properties": [{"pid": "a", "v": "b"}] * 51}}),
        json.dumps({"q": {"query": "x", "properties": [{"pid": "a", "v": ["b"] * 51}]}}),
        "[" * 100_000,
        '{"q": {"query": "x", "properties": ' + "[" * 100_000,
    ],
)
def test_what_is_no_batch_is_refused_with_a_line_that_says_why(
    client: FlaskClient, queries: str
) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert body(answer)["detail"].startswith("The parameter queries cannot be read: ")


@pytest.mark.parametrize(
    "extend",
    [
        "{}",
        '{"ids": "x", "properties": []}',
        '{"ids": [1], "properties": []}',
        '{"ids": [], "properties": [{"settings": {}}]}',
        '{"ids": [], "properties": [{"id": "x", "settings": {"limit": "many"}}]}',
        '{"ids": [], "properties": [{"id": "x", "settings": {"limit": -1}}]}',
    ],
)
def test_what_is_no_extension_is_refused(client: FlaskClient, extend: str) -> None:
    answer = client.post("/reconcile", data={"extend": extend})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("form", "status"),
    [({}, 400), ({"queries": "{}", "extend": "{}"}, 400), ({"queries": "{}"}, 200)],
)
def test_a_form_asks_for_one_thing(client: FlaskClient, form: dict[str, str], status: int) -> None:
    assert client.post("/reconcile", data=form).status_code == status


def test_more_than_a_batch_is_too_much(client: FlaskClient) -> None:
    batch = {str(number): {"query": "x"} for number in range(BATCH + 1)}
    assert body(client.get("/reconcile"))["batchSize"] == BATCH
    answer = client.post("/reconcile", data={"queries": json.dumps(batch)})
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    extension = {"ids": [*batch], "properties": []}
    assert client.post("/reconcile", data={"extend": json.dumps(extension)}).status_code == 413


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("query", "type", "limit", "properties", "pid", "v", "id", "ids")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=JSON, form=st.sampled_from(("queries", "extend")))
def test_whatever_is_sent_is_answered_or_refused(
    client: FlaskClient, query: object, form: str
) -> None:
    for sent in (query, {"q": query}):
        answer = client.post("/reconcile", data={form: json.dumps(sent)})
        assert answer.status_code in {200, 400}


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=40), pid=st.sampled_from((*PROPERTIES, "other")))
def test_whatever_is_looked_for_is_looked_for(client: FlaskClient, text: str, pid: str) -> None:
    query = {"query": text, "properties": [{"pid": pid, "v": [text, {"id": text}, 7, True]}]}
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code in {200, 400}
    assert client.get("/reconcile/suggest/entity", query_string={"prefix": text}).status_code == 200
    assert client.get("/reconcile/preview", query_string={"id": text}).status_code in {
        200,
        400,
        404,
    }


def test_who_has_spent_the_budget_waits(data: Path) -> None:
    options: dict[str, str | int | None] = {"data": str(data), "query_budget": 1}
    app = create_app(read_settings(options, {}))
    client = app.test_client()
    batch = json.dumps({str(n): {"query": f"Oulun kaupunki {n} abcdefghij"} for n in range(BATCH)})
    statuses = [client.post("/reconcile", data={"queries": batch}) for _ in range(20)]
    refused = next(each for each in statuses if each.status_code == 429)
    assert int(refused.headers["Retry-After"]) > 0


# What is offered


@pytest.mark.parametrize("place", ["/reconcile", "/fi/reconcile", "/sv/reconcile", "/en/reconcile"])
def test_the_manifest_names_addresses_that_answer(client: FlaskClient, place: str) -> None:
    told = body(client.get(place))
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] == "http://localhost:8000/id/"
    kinds = [each["id"] for each in told["defaultTypes"]]
    assert kinds == ["project", "organisation", "person", "portfolio", "subject", "place"]
    for address in (told["view"]["url"], told["preview"]["url"]):
        assert client.get(
            address.replace("{{id}}", "organisation%2Foulun-kaupunki")
        ).status_code in {
            200,
            303,
        }
    for offered in told["suggest"].values():
        whole = offered["service_url"] + offered["service_path"]
        found = body(client.get(f"{whole}?prefix="))["result"]
        flyout = offered["flyout_service_url"] + offered["flyout_service_path"]
        for each in found:
            shown = body(client.get(flyout.replace("${id}", each["id"])))
            assert shown["id"] == each["id"]
            assert each["name"] in shown["html"]
    proposing = told["extend"]["propose_properties"]
    assert client.get(proposing["service_url"] + proposing["service_path"]).status_code == 200
    assert client.get(told["documentation"]).status_code == 200
    assert client.get(told["logo"]).status_code == 200


def test_every_origin_may_ask(client: FlaskClient) -> None:
    for answer in (
        client.get("/reconcile"),
        client.post("/reconcile"),
        client.options("/reconcile"),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in client.options("/reconcile").headers["Access-Control-Allow-Methods"]


def test_entities_are_suggested_by_beginnings_and_by_identifiers(client: FlaskClient) -> None:
    def suggested(prefix: str, **more: str) -> list[str]:
        asked = {"prefix": prefix, **more}
        return ids(body(client.get("/reconcile/suggest/entity", query_string=asked))["result"])

    assert suggested("oul")[0] == OULU
    assert suggested("0187690-1") == [OULU]
    assert suggested("sjö") == ["subject/p1"]
    assert set(suggested("nuor", type="project")) == {
        "project/nuorten-jarvihanke",
        *(each for each in suggested("nuor") if each.startswith("project/")),
    }
    everything = suggested("e")
    assert suggested("e", cursor="1") == everything[1:]
    assert suggested("") == []


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "99999999"])
def test_a_cursor_that_is_no_number_is_refused(client: FlaskClient, cursor: str) -> None:
    for what in ("entity", "property", "type"):
        asked = {"prefix": "o", "cursor": cursor}
        answer = client.get(f"/reconcile/suggest/{what}", query_string=asked)
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_properties_and_types_are_suggested_in_the_language_of_the_address(
    client: FlaskClient,
) -> None:
    assert ids(body(client.get("/fi/reconcile/suggest/property?prefix=rahoitt"))["result"]) == [
        "funder"
    ]
    assert ids(body(client.get("/en/reconcile/suggest/property?prefix=start_year"))["result"]) == [
        "start_year"
    ]
    assert ids(body(client.get("/fi/reconcile/suggest/type?prefix=hank"))["result"]) == ["project"]


def test_properties_are_proposed_for_a_type(client: FlaskClient) -> None:
    told = body(client.get("/reconcile/properties?type=project&limit=3"))
    assert (told["type"], told["limit"], len(told["properties"])) == ("project", 3, 3)
    assert body(client.get("/reconcile/properties?type=spaceship"))["properties"] == []
    assert client.get("/reconcile/properties?type=project&limit=x").status_code == 400


def test_a_preview_is_small_framable_and_without_scripts(client: FlaskClient) -> None:
    answer = client.get("/en/reconcile/preview?id=project/metsapolku-i")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "Metsäpolku &lt;i&gt;" in answer.text
    assert "City of Oulu" in answer.text
    assert "noindex" in answer.text


def test_a_preview_of_a_person_says_no_more_than_their_page(client: FlaskClient) -> None:
    answer = client.get("/en/reconcile/preview?id=person/liisa-esimerkki")
    assert "Liisa Esimerkki" in answer.text
    assert "noindex" in answer.text
    offered = body(client.get("/reconcile/properties?type=person"))["properties"]
    assert {"iri", "projects"} <= {*ids(offered)}
    assert not {"phone", "email"} & {*ids(offered)}


@pytest.mark.parametrize("view", ["preview", "view", "flyout/entity"])
def test_what_is_not_there_is_not_found(client: FlaskClient, view: str) -> None:
    for asked in ("project/nothing", "nonsense", "subject/p99"):
        assert client.get(f"/reconcile/{view}?id={asked}").status_code == 404
    assert client.get(f"/reconcile/{view}").status_code == 400


def test_the_view_of_a_thing_leads_to_its_page_or_to_its_register(client: FlaskClient) -> None:
    def place(thing: str) -> str:
        return client.get(f"/en/reconcile/view?id={thing}").headers["Location"]

    assert place("project/metsapolku-i") == "/en/projects/metsapolku-i"
    assert place("subject/p2") == "http://www.yso.fi/onto/yso/p2"


def test_an_id_below_the_identifier_space_leads_to_the_thing(client: FlaskClient) -> None:
    space = body(client.get("/reconcile"))["identifierSpace"].removeprefix("http://localhost:8000")
    for known in (OULU, "project/metsapolku-i", "subject/p1", "subject/p2"):
        assert client.get(f"{space}{known}").status_code == 303
    assert client.get(f"{space}subject/p99", follow_redirects=True).status_code == 404


def test_a_table_is_extended_with_dates_things_numbers_and_links(client: FlaskClient) -> None:
    asked: dict[str, Any] = {
        "ids": ["project/nuorten-jarvihanke", OULU, "nonsense"],
        "properties": [
            {"id": name}
            for name in ("start", "start_year", "funder", "subject", "eura", "ytunnus", "wikidata")
        ],
    }
    told = body(client.post("/en/reconcile", data={"extend": json.dumps(asked)}))
    assert [each["id"] for each in told["meta"]] == [each["id"] for each in asked["properties"]]
    assert told["meta"][2]["type"] == {"id": "organisation", "name": "Organisation"}
    project, city = told["rows"]["project/nuorten-jarvihanke"], told["rows"][OULU]
    assert len(project.pop("funder")) == 1
    year = project["start_year"][0]["int"]
    assert project == {
        "start": [{"date": f"{year}-01-01T00:00:00Z"}],
        "start_year": [{"int": year}],
        "subject": [{"id": "subject/p1", "name": "lakes"}],
        "eura": [{"str": "S20469"}],
        "ytunnus": [],
        "wikidata": [],
    }
    assert (city["ytunnus"], city["wikidata"]) == ([{"str": "0187690-1"}], [{"str": "Q1757"}])
    assert set(map(str, told["rows"]["nonsense"].values())) == {"[]"}


def test_a_municipality_is_a_participant_of_that_kind(client: FlaskClient) -> None:
    asked = {"ids": ["project/metsapolku-i"], "properties": [{"id": "municipality"}]}
    told = body(client.post("/fi/reconcile", data={"extend": json.dumps(asked)}))
    names = [each["name"] for each in told["rows"]["project/metsapolku-i"]["municipality"]]
    assert sorted(names) == ["Kempeleen kunta", "Oulun kaupunki"]


def test_a_setting_limits_the_values(client: FlaskClient) -> None:
    asked = {
        "ids": ["project/metsapolku-i"],
        "properties": [{"id": "participant", "settings": {"limit": "1"}}],
    }
    told = body(client.post("/reconcile", data={"extend": json.dumps(asked)}))
    assert len(told["rows"]["project/metsapolku-i"]["participant"]) == 1


# What the specification says of answers


@pytest.mark.parametrize("place", ["/reconcile", "/sv/reconcile"])
def test_answers_are_as_the_schemas_say(client: FlaskClient, shared: Path, place: str) -> None:
    assert schema(shared, "manifest").is_valid(body(client.get(place)))
    batch = {
        "a": {"query": "Nuorten järvihanke", "properties": [{"pid": "start_year", "v": 2020}]},
        "b": {"query": "0187690-1"},
        "c": {"query": "järvet", "type": "subject"},
    }
    answer = body(client.post(place, data={"queries": json.dumps(batch)}))
    assert schema(shared, "reconciliation-result-batch").is_valid(answer)
    for what, name in (("entity", "entities"), ("property", "properties"), ("type", "types")):
        answer = body(client.get(f"{place}/suggest/{what}?prefix=o"))
        assert schema(shared, f"suggest-{name}-response").is_valid(answer)
    answer = body(client.get(f"{place}/properties?type=project"))
    assert schema(shared, "data-extension-property-proposal").is_valid(answer)


def test_an_extension_with_everything_is_as_the_schema_says(
    client: FlaskClient, shared: Path
) -> None:
    asked = {
        "ids": ["project/metsapolku-i", OULU, "person/liisa-esimerkki", "subject/p1", "nonsense"],
        "properties": [{"id": name} for name in (*PROPERTIES, "unknown")],
    }
    answer = body(client.post("/reconcile", data={"extend": json.dumps(asked)}))
    assert schema(shared, "data-extension-response").is_valid(answer)
    assert all(len(row) == len(PROPERTIES) + 1 for row in answer["rows"].values())


def test_a_schema_refuses_what_the_specification_calls_invalid(shared: Path) -> None:
    for what in ("manifest", "reconciliation-result-batch", "data-extension-response"):
        invalid = [json.loads(p.read_text("utf-8")) for p in examples(shared, what, "invalid")]
        assert not all(schema(shared, what).is_valid(each) for each in invalid)
