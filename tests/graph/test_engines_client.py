"""The border to an engine: what it may do, and what that is to whoever asked."""

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pyoxigraph import NamedNode, Quad, Store

from bench.engines import free_port
from graph.engines.client import Engine
from graph.engines.place import Access, Place
from graph.engines.store import EngineStore
from graph.errors import QueryError, SalkkuError, StoreError
from graph.store import construct, select
from tests.graph.made_engines import BASE, generation_of, moved
from tests.graph.stand_in_engine import RESULTS, SECONDS, StandIn, stand_in

NODE = NamedNode(f"{BASE}n")
QUADS = [Quad(NODE, NODE, NamedNode(f"{BASE}{'long' * 20}{number}")) for number in range(20)]
ALL = "SELECT * { ?s ?p ?o }"
GENERATION = generation_of(QUADS)
WITHIN = 15
"""Within so many seconds there is an error: no mood of the engine ends so soon by itself."""

USER = {"user": "reader", "password": "söcret"}
TOKEN = {"token": "abc"}


@pytest.fixture
def server() -> Iterator[StandIn]:
    store = Store()
    store.extend(moved(QUADS, GENERATION))
    with stand_in(store) as server:
        yield server


def at(access: Access) -> EngineStore:
    return EngineStore(Engine(access), Place(access=access, generation=GENERATION), BASE)


def test_all_rows_come(server: StandIn) -> None:
    assert len(list(select(at(server.access), ALL))) == len(QUADS)


def test_connections_are_kept(server: StandIn) -> None:
    store = at(server.access)
    for _ in range(5):
        store.query(ALL)
    assert len(server.connections) == 1


def test_which_graphs_are_asked_is_told_beside_the_query(server: StandIn) -> None:
    at(server.access).query(ALL)
    assert server.asked[-1]["default-graph-uri"] == GENERATION.default


MOODS = {
    "slow": f"no answer in {SECONDS} s",
    "dripping": f"in {SECONDS} s",
    "dripping_at_the_head": f"in {SECONDS} s",
    "nonsense": "no SPARQL answer: it comes as text/html",
    "lying": "cannot be read",
    "another_kind": "gives no table|a table was asked for",
    "cut_off": "cannot be asked",
    "cut_off_without_a_length": "cannot be read|cannot be asked",
    "hanging_up": "cannot be asked",
    "failing": "failed with 500: Virtuoso 42000 Error",
    "elsewhere": "has moved to http://other.example/",
}


@pytest.mark.parametrize(("mood", "words"), MOODS.items())
def test_what_an_engine_does_wrong_is_an_error_in_words_and_in_time(
    server: StandIn, mood: str, words: str
) -> None:
    server.be(mood)
    begun = time.monotonic()
    with pytest.raises(StoreError, match=words):
        at(server.access).query(ALL)
    assert time.monotonic() - begun < WITHIN
    server.be("well")
    assert len(list(select(at(server.access), ALL))) == len(QUADS)


@pytest.mark.parametrize("mood", ["cut_off", "cut_off_without_a_length", "nonsense"])
def test_half_a_graph_is_no_graph(server: StandIn, mood: str) -> None:
    server.be(mood)
    with pytest.raises(StoreError):
        list(construct(at(server.access), "CONSTRUCT WHERE { ?s ?p ?o }"))


def test_an_engine_that_is_not_there_is_an_error_at_once() -> None:
    access = Access(query=f"http://127.0.0.1:{free_port()}/", seconds=20)
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"cannot be asked: .*refused"):
        at(access).query(ALL)
    assert time.monotonic() - begun < WITHIN


def test_an_engine_that_was_restarted_is_asked_again(server: StandIn) -> None:
    store, port = at(server.access), server.server_port
    store.query(ALL)
    server.go_down()
    with pytest.raises(StoreError):
        store.query(ALL)
    with stand_in(server.engine.store, port):
        assert len(list(select(store, ALL))) == len(QUADS)


def test_a_query_that_the_engine_refuses_is_an_error_of_the_query(server: StandIn) -> None:
    server.be("strict")
    with pytest.raises(QueryError, match="no function x"):
        at(server.access).query(ALL)


def test_user_and_password_are_told(server: StandIn) -> None:
    at(msgspec.structs.replace(server.access, **USER)).query(ALL)
    assert server.authorizations == ["Basic cmVhZGVyOnPDtmNyZXQ="]


def test_a_digest_is_told_to_who_wants_one(server: StandIn) -> None:
    server.be("digest")
    store = at(msgspec.structs.replace(server.access, **USER))
    store.query(ALL)
    store.query(ALL)
    assert [told.partition(" ")[0] for told in server.authorizations] == [
        *("Basic", "Digest", "Digest"),
    ]
    assert USER["password"] not in "".join(server.authorizations)


def test_a_token_is_told(server: StandIn) -> None:
    at(msgspec.structs.replace(server.access, **TOKEN)).query(ALL)
    assert server.authorizations == ["Bearer abc"]


def test_what_opens_an_engine_is_in_no_message(server: StandIn) -> None:
    access = msgspec.structs.replace(server.access, **USER, **TOKEN)
    assert USER["password"] not in repr(access)
    assert "abc" not in repr(access)
    for mood in MOODS:
        if mood not in {"slow", "dripping", "dripping_at_the_head"}:
            server.be(mood)
            with pytest.raises(SalkkuError) as raised:
                at(access).query(ALL)
            assert USER["password"] not in str(raised.value)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError) as raised:
        Engine(Access(query="http://reader:secret@engine.example/"))
    assert USER["password"] not in str(raised.value)


@pytest.mark.parametrize("address", ["ftp://engine.example/", "engine.example", "/engine"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="http or https"):
        Engine(Access(query=address))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a key and the certificate that nobody but itself signed."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there: no certificate can be made")
    path = tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command = ["openssl", "req", *kind, *subject, "-days", "2"]
    subprocess.run(
        [*command, "-keyout", str(path), "-out", str(path) + ".crt"],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def test_an_engine_behind_tls_is_asked_when_the_system_trusts_it(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    store = Store()
    store.extend(moved(QUADS, GENERATION))
    with stand_in(store, secured=secured) as server:
        address = server.access.query.replace("http:", "https:")
        access = msgspec.structs.replace(server.access, query=address)
        with pytest.raises(StoreError, match="certificate verify failed"):
            at(access).query(ALL)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(list(select(at(access), ALL))) == len(QUADS)
        server.be("dripping")
        with pytest.raises(StoreError, match=f"in {SECONDS} s"):
            at(access).query(ALL)


def test_the_answer_says_who_gave_it(server: StandIn) -> None:
    body = Engine(server.access).query("ASK { }", RESULTS)
    assert body.media_type == RESULTS
    assert body.server.startswith("BaseHTTP")
