"""The programs on a question's page run as they stand, against a server as it is."""

import csv
import html
import io
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.engines import free_port
from server.questions.snippets import in_lines, quoted
from tests.server.test_serve import serving

ASKED = "/en/queries/project_funding?project=aanekas-kokeilu&year=2025"
HOSTILE = 'a\'b"c\\d\n"""e\r$(f)`g`'


@pytest.fixture(scope="module")
def programs(data: Path) -> Iterator[dict[str, str]]:
    """The programs of a question's page by their titles, while it is served."""
    port = free_port()
    with serving(data, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{ASKED}") as answer:
            text = answer.read().decode()
        found = re.findall(
            r"<summary>([^<]*)</summary><pre[^>]*><code[^>]*>(.*?)</code>", text, re.DOTALL
        )
        yield {title: html.unescape(program) for title, program in found}


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_curl_fetches_the_answer_into_a_file(programs: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")
    run("sh", "-c", programs["curl"], folder=tmp_path)
    table = list(csv.DictReader(io.StringIO((tmp_path / "project_funding.csv").read_text())))
    assert [row["amount"] for row in table] == ["50000", "20000"]


@pytest.mark.slow
def test_pandas_reads_the_answer_as_a_table(programs: dict[str, str], tmp_path: Path) -> None:
    more = """
assert list(table.amount) == [50000, 20000]
assert set(table.project_name) == {"Äänekäs kokeilu"}
"""
    run(sys.executable, "-c", programs["Python: pandas"] + more, folder=tmp_path)


@pytest.mark.slow
def test_sparqlwrapper_asks_the_endpoint(programs: dict[str, str], tmp_path: Path) -> None:
    told = run(sys.executable, "-c", programs["Python: SPARQLWrapper"], folder=tmp_path)
    assert re.findall(r"'amount': '(\d+)", told) == ["50000", "20000"]


@pytest.mark.slow
def test_the_program_in_r_reads_the_same_address(programs: dict[str, str]) -> None:
    address = re.search(r'read_csv\((".*")\)', programs["Python: pandas"])
    assert address
    assert programs["R"].splitlines() == [
        f'table <- read.csv({address[1]}, encoding = "UTF-8")',
        "print(table)",
    ]


@pytest.mark.parametrize("literal", [quoted, in_lines])
def test_whatever_a_reader_gave_is_one_literal_in_a_program(literal: object) -> None:
    assert callable(literal)
    program = f"import sys; sys.stdout.buffer.write({literal(HOSTILE)}.strip().encode())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode() == HOSTILE
