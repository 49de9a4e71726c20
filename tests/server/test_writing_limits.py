"""Writes that take too much, and writers that end: the store is as before, the next one works."""

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph.errors import QueryError, StoreError
from graph.generations.directory import DataDirectory
from graph.generations.lock import only_writer
from graph.orders import Order
from graph.writes.audit import read_log
from graph.writes.write import Update
from server.evaluation import QueryStopped
from server.writing.jobs import PagesJob, Upload
from server.writing.landing import UPLOADS, landing, sweep_landings
from server.writing.writer import Writer
from tests.waiting import PATIENCE, wait_until

SMALL = Order(what=Update(text="INSERT DATA { <n:a> <n:b> <n:c> }"), by="tester")
ENDLESS = """INSERT { <n:a> <n:b> ?count } WHERE {
  SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }
}"""
HUGE = """INSERT { <n:a> <n:b> ?last } WHERE {
  SELECT (MAX(?all) AS ?last) {
    SELECT (CONCAT(STR(?c), STR(?f), STR(?i)) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }
    ORDER BY ?all
  }
}"""


@pytest.fixture
def folder(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


def writer(folder: Path, seconds: float = 30, memory: int = 4 << 30) -> Writer:
    made = Writer(folder, seconds, memory=memory)
    made.start()
    return made


def processes(folder: Path) -> Iterator[psutil.Process]:
    """The writers at work in *folder*, which this process started."""
    for child in psutil.Process().children():
        if str(folder) in " ".join(child.cmdline()):
            yield child


def update(text: str) -> Order:
    return Order(what=Update(text=text), by="tester")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "cause", "seconds", "memory"),
    [(ENDLESS, "time", 1.0, 4 << 30), (HUGE, "memory", 60.0, 256 << 20)],
)
def test_a_write_that_takes_too_much_is_stopped_and_the_next_one_works(
    folder: Path, text: str, cause: str, seconds: float, memory: int
) -> None:
    before = DataDirectory.open(folder).current_id()
    writes = writer(folder, seconds, memory)
    with pytest.raises(QueryStopped, match="Look whether it was published") as stopped:
        writes.write(update(text))
    assert stopped.value.cause == cause
    assert DataDirectory.open(folder).current_id() == before
    assert read_log(folder)[-1].reason == cause
    assert writer(folder).write(SMALL).inserted == 1


def until_cancelled(writes: Writer, name: str) -> None:
    wait_until(lambda: writes.cancel(name), "it is being made")


@pytest.mark.slow
def test_an_update_is_cancelled_by_its_id_while_it_is_made_and_while_it_waits(folder: Path) -> None:
    writes, elsewhere = writer(folder), writer(folder)
    with ThreadPoolExecutor() as threads:
        made = threads.submit(writes.write, update(ENDLESS), "first-update")
        time.sleep(1)
        waiting = threads.submit(writes.write, SMALL, "second-update")
        until_cancelled(elsewhere, "second-update")
        until_cancelled(writes, "first-update")
        with pytest.raises(QueryStopped, match=r"cancelled\. Look whether"):
            made.result(PATIENCE)
        with pytest.raises(QueryStopped, match=r"cancelled\. Nothing of it was made"):
            waiting.result(PATIENCE)
    assert not writes.cancel("first-update")
    assert [line.reason for line in read_log(folder)[-2:]] == ["cancelled", "cancelled"]
    assert writes.write(SMALL).inserted == 1


def nested(depth: int) -> Order:
    return update(f"INSERT {{ <n:a> <n:b> 1 }} WHERE {{ FILTER({'(' * depth}1{')' * depth}) }}")


@pytest.mark.slow
def test_an_update_nested_deeply_is_performed_and_one_too_deep_refused(folder: Path) -> None:
    writes = writer(folder)
    assert writes.write(nested(5000)).inserted == 1
    with pytest.raises(QueryError, match="nested too deeply"):
        writes.write(nested(100_000))
    assert read_log(folder)[-1].reason == "depth"
    assert writes.write(SMALL).inserted == 1


def hold(folder: Path, held: threading.Event, seconds: float) -> None:
    """Let nobody else write for so many *seconds*."""
    with only_writer(folder):
        held.set()
        time.sleep(seconds)


@pytest.mark.slow
def test_the_time_spent_on_waiting_for_others_is_not_counted(folder: Path) -> None:
    waiting, working = 2.0, 5.0
    writes = writer(folder, seconds=working)
    writes.write(SMALL)
    begun, held = time.monotonic(), threading.Event()
    with ThreadPoolExecutor(1) as other:
        other.submit(hold, folder, held, waiting)
        assert held.wait(PATIENCE)
        with pytest.raises(QueryStopped) as stopped:
            writes.write(update(ENDLESS))
    assert stopped.value.cause == "time"
    assert time.monotonic() - begun > working + waiting / 2


@pytest.mark.slow
def test_a_writer_killed_while_idle_is_replaced_and_nobody_notices(folder: Path) -> None:
    writes = writer(folder)
    writes.write(SMALL)
    (idle,) = processes(folder)
    idle.kill()
    psutil.wait_procs([idle], timeout=PATIENCE)
    assert writes.write(update("INSERT DATA { <n:d> <n:e> <n:f> }")).inserted == 1


@pytest.mark.slow
def test_a_writer_that_cannot_start_is_told_as_such(folder: Path) -> None:
    writes = writer(folder)
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(StoreError, match="the writer cannot be started"):
        writes.write(SMALL)


# Where uploads lie


def left_in(folder: Path) -> list[Path]:
    return [*(folder / UPLOADS).glob("*")]


def test_uploads_are_gone_when_they_were_read(folder: Path) -> None:
    with landing(folder) as place:
        (place / "a.txt").write_text("Maija Meikäläinen")
    assert left_in(folder) == []


def test_only_the_uploads_that_nobody_reads_any_more_are_swept(folder: Path) -> None:
    left = folder / UPLOADS / "0123"
    left.mkdir(parents=True)
    (left / "a.txt").write_text("Maija Meikäläinen")
    with landing(folder) as place:
        sweep_landings(folder)
        assert left_in(folder) == [place]


@pytest.mark.slow
def test_refused_pages_leave_nothing_in_the_data_directory(folder: Path) -> None:
    words = "Maija Meikäläinen 040 000 0000".encode()
    uploads = (Upload("ei.txt", words),)
    built = writer(folder).build(PagesJob(by="tester", uploads=uploads))
    assert built.refused
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if words in path.read_bytes()]
    assert left_in(folder) == []
