"""Files on their way: whole, in part, compressed, unchanged, not there yet."""

import gzip
import hashlib
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from flask.testing import FlaskClient

from graph.dumps.dumps import Dumps
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server.app import create_app
from server.catalogue import blueprint, desk, making
from server.catalogue.downloads import Downloads, Sending
from server.catalogue.filing import FilingApart
from server.settings import read_settings

WITHIN = 600
"""Within so many seconds files are made, by who lets everybody on a busy machine go first."""


class NobodyFiles:
    """Notes what is wanted, and makes none of it."""

    def __init__(self) -> None:
        self.wanted: list[str] = []

    def want(self, generation: str, name: str) -> None:
        del generation
        self.wanted.append(name)


@pytest.fixture(scope="session")
def dumps(data: Path) -> Dumps:
    directory = DataDirectory.open(data)
    return Dumps(directory, directory.generation(), load_library())


@pytest.fixture
def address(dumps: Dumps) -> Callable[[str], str]:
    def at(name: str) -> str:
        return f"/dumps/{dumps.generation.id}/{name}"

    return at


@pytest.fixture
def dump(client: FlaskClient, address: Callable[[str], str]) -> str:
    """The address of a file that is there."""
    client.get(address("salkku.nq"))
    return address("salkku.nq")


def test_a_file_is_made_when_it_is_asked_for(
    client: FlaskClient, address: Callable[[str], str], dumps: Dumps
) -> None:
    answer = client.get(address("portfolios.csv"))
    assert answer.status_code == 200
    assert answer.data == dumps.path("portfolios.csv").read_bytes()


def test_a_part_of_a_file_is_that_part(client: FlaskClient, dump: str, dumps: Dumps) -> None:
    answer = client.get(dump, headers={"Range": "bytes=100-199"})
    assert answer.status_code == 206
    assert answer.data == dumps.path("salkku.nq").read_bytes()[100:200]
    size = dumps.path("salkku.nq").stat().st_size
    assert answer.headers["Content-Range"] == f"bytes 100-199/{size}"


def test_a_download_that_broke_off_goes_on(client: FlaskClient, dump: str) -> None:
    whole = client.get(dump)
    headers = {"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]}
    assert whole.data[:1000] + client.get(dump, headers=headers).data == whole.data
    other = client.get(dump, headers={"Range": "bytes=1000-", "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, whole.data)


def test_a_part_that_there_is_not_is_refused(client: FlaskClient, dump: str) -> None:
    assert client.get(dump, headers={"Range": "bytes=999999999-"}).status_code == 416


def unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(body)
    return bytes(zstandard.ZstdDecompressor().stream_reader(body).read())


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_file_is_sent_compressed_to_who_accepts_it(
    client: FlaskClient, dump: str, encoding: str
) -> None:
    plain = client.get(dump)
    answer = client.get(dump, headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert len(answer.data) < len(plain.data)
    assert unpacked(answer.data, encoding) == plain.data
    assert answer.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_who_accepts_brotli_alone_gets_the_file_as_it_is(client: FlaskClient, dump: str) -> None:
    answer = client.get(dump, headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_file_that_is_known_is_not_sent_again(client: FlaskClient, dump: str) -> None:
    tag = client.get(dump).headers["ETag"]
    answer = client.get(dump, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_the_head_of_a_file_tells_its_size(client: FlaskClient, dump: str) -> None:
    head = client.head(dump)
    assert int(head.headers["Content-Length"]) == len(client.get(dump).data)
    assert head.data == b""


def test_the_name_of_a_download_names_its_generation(
    client: FlaskClient, dump: str, dumps: Dumps
) -> None:
    told = client.get(dump).headers["Content-Disposition"]
    assert f"{dumps.generation.id}-salkku.nq" in told


def test_the_file_of_what_is_served_now_has_an_address_of_its_own(
    client: FlaskClient, dump: str
) -> None:
    answer = client.get("/dumps/current/salkku.nq")
    assert (answer.status_code, answer.location) == (302, dump)


def test_the_sums_are_those_that_sha256sum_reads(
    client: FlaskClient, dump: str, dumps: Dumps, tmp_path: Path
) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(client.get(dump.replace("salkku.nq", "SHA256SUMS")).data)
    checked = subprocess.run(
        ["sha256sum", "--check", tmp_path / "SHA256SUMS"],
        cwd=dumps.folder,
        capture_output=True,
        check=False,
    )
    assert b"salkku.nq: OK" in checked.stdout
    assert checked.returncode == 0


def test_programs_get_the_files_as_a_list(client: FlaskClient, dump: str, dumps: Dumps) -> None:
    listed = client.get("/dumps/", headers={"Accept": "application/json"}).get_json()
    files = {file["name"]: file for file in listed["files"]}
    assert set(files) == set(dumps.names)
    assert files["salkku.nq"]["url"].endswith(dump)
    assert files["salkku.nq"]["size"] == len(client.get(dump).data)
    assert files["salkku.rdf"]["size"] is None
    assert listed["generation"] in {made["generation"] for made in listed["generations"]}


@pytest.mark.parametrize("page", ["/fi/dumps/current", "/sv/catalog", "/en/catalog"])
def test_people_get_the_files_as_a_page(client: FlaskClient, dump: str, page: str) -> None:
    assert dump in client.get(page).text


def test_an_older_generation_has_files_as_well(client: FlaskClient, dumps: Dumps) -> None:
    listed = client.get("/dumps/").get_json()["generations"]
    (older,) = (made["generation"] for made in listed if made["generation"] != dumps.generation.id)
    answer = client.get(f"/dumps/{older}/projects.csv")
    assert answer.status_code == 200
    assert b"Poistuva hanke" in answer.data
    assert b"Poistuva hanke" not in client.get("/dumps/current/projects.csv").data


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/current/nothing.nq",
        "/dumps/20200101T000000.000Z-00000000/salkku.nq",
        "/dumps/../settings.json",
        "/dumps/current/..%2fsettings.json",
    ],
)
def test_what_is_no_file_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_who_comes_too_early_is_told_when_to_come_back(
    data: Path, dumps: Dumps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PATIENCE", 0.2)
    nobody = NobodyFiles()
    client = create_app(read_settings({"data": str(data)}, {}), filing=nobody).test_client()
    answer = client.get(f"/dumps/{dumps.generation.id}/salkku.nt")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert nobody.wanted == ["salkku.nt"]


def test_the_catalogue_keeps_silent_about_what_is_not_there_yet(data: Path, tmp_path: Path) -> None:
    fresh = shutil.copytree(data, tmp_path / "data", ignore=shutil.ignore_patterns("dumps"))
    nobody = NobodyFiles()
    client = create_app(read_settings({"data": str(fresh)}, {}), filing=nobody).test_client()
    text = client.get("/catalog.ttl").text
    assert "#findings.parquet>" in text
    assert "#findings.parquet-checksum>" not in text
    assert nobody.wanted == []


@pytest.fixture
def narrow(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], FlaskClient]:
    """A client of an application that sends so many files at a time."""

    def sending(places: int) -> FlaskClient:
        monkeypatch.setattr(blueprint, "Downloads", lambda: Downloads(places))
        return create_app(read_settings({"data": str(data)}, {})).test_client()

    return sending


def test_a_place_is_given_back_whatever_becomes_of_a_download(
    narrow: Callable[[int], FlaskClient], dump: str
) -> None:
    client = narrow(1)
    wishes = ("bytes=0-9", "bytes=99999999-", "nonsense")
    for headers in ({}, {"If-None-Match": "*"}, *({"Range": wish} for wish in wishes)):
        client.get(dump, headers=headers).close()
    client.head(dump).close()
    assert client.get(dump).status_code == 200


def test_too_many_downloads_at_a_time_are_asked_to_come_back(
    narrow: Callable[[int], FlaskClient], dump: str
) -> None:
    answer = narrow(0).get(dump)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_a_place_is_given_back_once() -> None:
    given: list[bool] = []
    sending = Sending([b"a", b"b"], lambda: given.append(True))
    assert b"".join(sending) == b"ab"
    sending.close()
    assert given == [True]


def test_files_are_made_in_turns_so_that_others_come_in_between(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = shutil.copytree(data, tmp_path / "data", ignore=shutil.ignore_patterns("dumps"))
    directory = DataDirectory.open(fresh)
    dumps = Dumps(directory, directory.generation(), load_library())
    order = making.Order(str(fresh), dumps.generation.id, up_to=1_000_000)
    monkeypatch.setattr(making, "TURN", 0)
    assert making.make(order) is making.Outcome.BEGUN
    assert list(dumps.kept()) == [dumps.offered[0]]
    monkeypatch.setattr(making, "TURN", WITHIN)
    assert making.make(order) is making.Outcome.DONE
    assert dumps.missing(1_000_000) == []


def test_a_file_that_cannot_be_made_is_logged(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert making.make(making.Order(str(data), "20200101T000000.000Z-0")) is making.Outcome.FAILED
    assert "A file cannot be made" in capsys.readouterr().err


@pytest.mark.slow
def test_the_files_of_what_is_served_are_made_behind_the_readers_back(
    data: Path, dumps: Dumps
) -> None:
    filing = FilingApart(data, up_to=1_000_000)
    filing.start()
    filing.want(dumps.generation.id, "salkku.nt")
    awaited = [*dumps.offered, "salkku.nt"]
    end = time.monotonic() + WITHIN
    while time.monotonic() < end and not set(awaited) <= set(dumps.kept()):
        time.sleep(0.2)
    kept = dumps.kept()
    assert set(awaited) <= set(kept)
    content = dumps.path("projects.csv").read_bytes()
    assert kept["projects.csv"].sha256 == hashlib.sha256(content).hexdigest()
