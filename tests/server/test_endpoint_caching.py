"""What ``/sparql`` works out once is neither worked out again nor told wrongly."""

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient

from graph.build.building import build
from graph.build.options import BuildOptions
from server.app import create_app
from server.endpoint.encodings import ENCODERS, encoded, encoding_of
from server.endpoint.repeatable import is_held, is_repeatable, tag_of
from server.endpoint.reply import Reply
from server.endpoint.result_cache import OVERHEAD, ResultCache
from server.evaluation import Answer, InProcess, PublicQuery
from server.http.formats import RESULTS, TURTLE
from server.settings import read_settings
from server.snapshot import Snapshot
from tests.graph.made_pages import Made, put
from tests.server.test_endpoint import ASK, BROWSER, SELECT

LARGE = "SELECT * WHERE { ?s ?p ?o }"
DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}


@dataclass
class Counting(InProcess):
    """Notes what it was asked."""

    asked: list[str] = field(default_factory=list)

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        self.asked.append(query.text)
        return super().answer(snapshot, query)


@pytest.fixture
def evaluator() -> Counting:
    return Counting()


@pytest.fixture
def client(data: Path, evaluator: Counting) -> FlaskClient:
    return create_app(read_settings({"data": str(data)}, {}), evaluator).test_client()


def get(client: FlaskClient, query: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get("/sparql", query_string={"query": query}, headers=named)
    return answer.status_code, answer.data, dict(answer.headers)


def test_the_second_asker_gets_what_the_first_one_did(
    client: FlaskClient, evaluator: Counting
) -> None:
    first, second = get(client, SELECT), get(client, SELECT)
    assert first == second
    assert evaluator.asked == [SELECT]


def test_whoever_shows_the_etag_gets_304_without_an_evaluation(
    client: FlaskClient, evaluator: Counting, data: Path
) -> None:
    etag = get(client, SELECT)[2]["ETag"]
    evaluator.asked.clear()
    fresh = create_app(read_settings({"data": str(data)}, {}), evaluator).test_client()
    status, body, headers = get(fresh, SELECT, If_None_Match=f'"x", W/{etag}')
    assert (status, body, headers["ETag"]) == (304, b"", etag)
    assert headers["Cache-Control"] == "public, no-cache"
    assert evaluator.asked == []


def test_a_posted_query_is_kept_as_well_but_has_no_etag(
    client: FlaskClient, evaluator: Counting
) -> None:
    get(client, SELECT)
    answer = client.post("/sparql", data={"query": SELECT})
    assert evaluator.asked == [SELECT]
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand () AS ?x) {}",
        "SELECT (UUID# a comment\n() AS ?x) {}",
        "SELECT (COUNT(DISTINCTSTRUUID()) AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
    ],
)
def test_what_changes_by_itself_is_neither_kept_nor_signed(
    client: FlaskClient, evaluator: Counting, query: str
) -> None:
    status, _, headers = get(client, query)
    get(client, query)
    assert status == 200
    assert "ETag" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert evaluator.asked == [query, query]


@pytest.mark.parametrize(
    ("query", "repeatable"),
    [
        (SELECT, True),
        ("SELECT ?now { ?known ?rand ?uuid }", True),
        ("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", False),
        ("SELECT * { service?x { ?s ?p ?o } }", False),
        ('ASK { FILTER("now (" = ?x) }', False),
        ("ASK { FILTER(\\u006Eow() = ?x) }", False),
        ("ASK { FILTER(N\\U0000004FW() = ?x) }", False),
        ('ASK { ?s ?p "\\u00e4" }', True),
    ],
)
def test_functions_that_change_are_told_from_names(query: str, *, repeatable: bool) -> None:
    assert is_repeatable(query) == repeatable


def test_the_tag_stands_for_generation_query_dataset_format_and_limits() -> None:
    query = PublicQuery(text=ASK, results=RESULTS[0], graph=TURTLE)
    tags = {
        tag_of("g", query, (1,)),
        tag_of("h", query, (1,)),
        tag_of("g", query, (2,)),
        tag_of("g", PublicQuery(text=SELECT, results=RESULTS[0], graph=TURTLE), (1,)),
        tag_of("g", PublicQuery(text=ASK, results=RESULTS[1], graph=TURTLE), (1,)),
        tag_of("g", PublicQuery(text=ASK, results=RESULTS[0]), (1,)),
        tag_of("g", PublicQuery(text=ASK, results=RESULTS[0], default_graphs=("a", "b")), (1,)),
        tag_of("g", PublicQuery(text=ASK, results=RESULTS[0], named_graphs=("a", "b")), (1,)),
        tag_of("g", PublicQuery(text=ASK, results=RESULTS[0], default_graphs=("a",)), (1,)),
    }
    assert len(tags) == 9


def test_the_tag_does_not_stand_for_how_long_the_client_waits() -> None:
    patient = PublicQuery(text=ASK, seconds=9.0, id="12345678")
    assert tag_of("g", PublicQuery(text=ASK), ()) == tag_of("g", patient, ())


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"ab"', False),
        ("*", False),
        ("", False),
    ],
)
def test_the_etags_that_a_client_shows_are_compared_whole(header: str, *, held: bool) -> None:
    assert is_held(header, '"a"') == held


@pytest.mark.parametrize("encoding", ENCODERS)
def test_each_encoding_has_an_etag_of_its_own_and_decodes_to_the_same(
    client: FlaskClient, evaluator: Counting, encoding: str
) -> None:
    _, plain, bare = get(client, LARGE)
    _, body, headers = get(client, LARGE, Accept_Encoding=encoding)
    assert headers["Content-Encoding"] == encoding
    assert int(headers["Content-Length"]) == len(body) < len(plain)
    assert DECODERS[encoding](body) == plain
    assert headers["ETag"] != bare["ETag"]
    assert "Content-Encoding" not in bare
    assert {"Accept", "Accept-Encoding"} <= set(headers["Vary"].split(", "))
    assert get(client, LARGE, Accept_Encoding=encoding, If_None_Match=headers["ETag"])[0] == 304
    assert get(client, LARGE, Accept_Encoding=encoding)[1] == body
    assert evaluator.asked == [LARGE]


def test_a_small_answer_is_not_encoded(client: FlaskClient) -> None:
    assert "Content-Encoding" not in get(client, ASK, Accept_Encoding="gzip")[2]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.9, zstd;q=0.1", "gzip"),
        ("br;q=0.5, *;q=0.1", "br"),
        ("*", "zstd"),
        ("zstd;q=0, *", "br"),
        ("gzip;q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("deflate, compress", "identity"),
        (";;,=,q=x", "identity"),
        ("gzip;q=nan", "identity"),
    ],
)
def test_the_encoding_is_the_one_that_the_client_likes_best(header: str, encoding: str) -> None:
    assert encoding_of(header) == encoding


def test_an_encoded_answer_is_the_same_each_time() -> None:
    assert all(encoded(b"a" * 5000, name) == encoded(b"a" * 5000, name) for name in ENCODERS)


def reply(size: int) -> Reply:
    return Reply(HTTPStatus.OK, (), b"x" * size)


def keys(cache: ResultCache, generation: str = "g") -> set[str]:
    return {key for key in "abcdefgh" if cache.get(generation, key)}


def full_cache() -> Iterator[ResultCache]:
    cache = ResultCache(4 * (OVERHEAD + 100))
    cache.get("g", "a")
    yield cache


def test_what_was_not_asked_for_longest_makes_room() -> None:
    cache = next(full_cache())
    for key in "abcd":
        cache.put("g", key, reply(100))
    cache.get("g", "a")
    cache.put("g", "e", reply(100))
    assert keys(cache) == {"a", "c", "d", "e"}


def test_what_is_put_twice_takes_its_room_once() -> None:
    cache = next(full_cache())
    for key in "aaaaabcd":
        cache.put("g", key, reply(100))
    assert keys(cache) == {"a", "b", "c", "d"}


def test_one_answer_cannot_fill_the_cache() -> None:
    cache = next(full_cache())
    cache.put("g", "a", reply(101))
    assert keys(cache) == set()


def test_another_generation_empties_the_cache() -> None:
    cache = next(full_cache())
    cache.put("g", "a", reply(1))
    assert keys(cache, "h") == set()
    cache.put("g", "b", reply(1))
    assert keys(cache, "h") == set()


def test_a_cache_of_no_size_keeps_nothing() -> None:
    cache = ResultCache(0)
    cache.get("g", "a")
    cache.put("g", "a", reply(0))
    assert keys(cache) == set()


def test_a_new_generation_has_new_answers_and_new_etags(tmp_path: Path) -> None:
    pages, data = tmp_path / "pages", tmp_path / "data"
    now = datetime(2026, 11, 21, tzinfo=UTC)
    put(pages, "a", Made(name="Ensimmäinen"))
    build(data, BuildOptions(sources=(pages,), now=now))
    client = create_app(read_settings({"data": str(data)}, {})).test_client()
    _, before, held = get(client, SELECT)
    put(pages, "b", Made(name="Toinen"))
    build(data, BuildOptions(sources=(pages,), now=now))
    status, after, _ = get(client, SELECT, If_None_Match=held["ETag"])
    assert b"Toinen" not in before
    assert status == 200
    assert b"Toinen" in after
    shutil.rmtree(data)


def test_an_error_is_neither_kept_nor_signed(client: FlaskClient, evaluator: Counting) -> None:
    for _ in range(2):
        status, _, headers = get(client, "SELECT")
        assert status == 400
        assert headers["Cache-Control"] == "no-store"
        assert "ETag" not in headers
    assert len(evaluator.asked) == 2


def test_people_are_sent_to_the_page_whatever_is_kept(client: FlaskClient) -> None:
    get(client, ASK)
    assert get(client, ASK, Accept=BROWSER)[0] == 303


@pytest.mark.parametrize(("text", "times"), [("ASK {}", 1), ("ASK { FILTER(RAND() > 2) }", 2)])
def test_what_the_query_page_shows_is_kept_too(
    client: FlaskClient, evaluator: Counting, text: str, times: int
) -> None:
    for number in range(2):
        page = client.get("/fi/sparql", query_string={"query": text, "n": number})
        assert page.status_code == 200
    assert evaluator.asked == [text] * times
