"""Nothing is left behind: real servers, idle and busy, whose processes are really killed."""

import os
import signal
import threading
import time
import urllib.parse
import urllib.request
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path

import psutil
import pytest

from bench.engines import free_port
from server.commands.serve import FIGURES
from server.guard.limits import Limits
from server.settings import read_settings
from tests.server.test_serve import serving, wait_until_ready
from tests.waiting import PATIENCE, TRIES, seconds_of, wait_until

pytestmark = pytest.mark.slow

SECONDS = 2
"""After so many seconds nothing may be left, at one of some tries: the machine may be busy."""
NUMBERS = " ".join(f"VALUES ?v{n} {{ {'1 ' * 100} }}" for n in range(9))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {NUMBERS} }}"
GUARDS = 2 * Limits.of(read_settings({"workers": 2})).guards
"""How many guards the two workers of a server have."""

ENDINGS = [signal.SIGTERM, signal.SIGKILL]
IN_MEMORY = ("/dev/", "/memfd:")


def ask(port: int, query: str) -> bytes:
    address = f"http://127.0.0.1:{port}/sparql?{urllib.parse.urlencode({'query': query})}"
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        body: bytes = answer.read()
        return body


def keep_busy(port: int) -> None:
    """Let some queries run that never end."""

    def run() -> None:
        with suppress(OSError, HTTPException):
            ask(port, RUNAWAY)

    for _ in range(4):
        threading.Thread(target=run, daemon=True).start()
    time.sleep(1)


def family(main: int) -> list[psutil.Process]:
    return [psutil.Process(main), *psutil.Process(main).children(recursive=True)]


def of(main: int, word: str) -> list[psutil.Process]:
    children = psutil.Process(main).children(recursive=True)
    return [child for child in children if runs(child) and word in command_of(child)]


def command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # it has just ended
        return ""


def workers(main: int) -> list[psutil.Process]:
    return of(main, "spawn_main")


def guards(main: int) -> list[psutil.Process]:
    return of(main, "server.guard")


def gladness(process: int) -> int:
    """How gladly a process would be ended when there is no memory left."""
    return int(Path(f"/proc/{process}/oom_score_adj").read_text("ascii"))


def runs(process: psutil.Process) -> bool:
    """Whether it does; one that ended may still be in the list until somebody takes note."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_all_processes_end_with_the_main_one(
    ending: signal.Signals, busy: bool, data: Path
) -> None:
    assert any(seconds_outlived(data, ending, busy=busy) < SECONDS for _ in range(TRIES))


def seconds_outlived(data: Path, ending: signal.Signals, *, busy: bool) -> float:
    """How many seconds after the main process the last of the others ended."""
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")
        if busy:
            keep_busy(port)
        assert len(guards(process.pid)) > 0
        everybody = family(process.pid)
        process.send_signal(ending)
        process.wait(timeout=PATIENCE)
        return seconds_of(lambda: wait_until(lambda: not any(map(runs, everybody)), "all ended"))


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_guards_end_with_their_worker_and_both_are_replaced(
    ending: signal.Signals, busy: bool, data: Path
) -> None:
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")
        wait_until(lambda: len(guards(process.pid)) >= 4, "the guards start")
        if busy:
            keep_busy(port)
        worker = workers(process.pid)[0]
        its_guards = worker.children()
        worker.send_signal(ending)
        wait_until(lambda: not any(map(runs, [worker, *its_guards])), "they end")
        wait_until(lambda: len(workers(process.pid)) == 2, "the worker is replaced")
        wait_until_ready(port)
        assert b"true" in ask(port, "ASK {}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_workers_that_are_ended_again_and_again_are_replaced(
    ending: signal.Signals, data: Path
) -> None:
    port = free_port()
    with serving(data, port) as process:
        for _ in range(3):
            victims = workers(process.pid)
            for victim in victims:
                victim.send_signal(ending)
            wait_until(lambda: not any(map(runs, victims)), "they end")  # noqa: B023 - called here
            wait_until(lambda: len(workers(process.pid)) == 2, "the workers are replaced")
        wait_until_ready(port)
        assert b"true" in ask(port, "ASK {}")


def test_a_full_disk_ends_no_worker(data: Path) -> None:
    """The kernel ends whoever writes to a file through its memory where the disk has no room."""
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")
        for worker in workers(process.pid):
            shares = partial(any_figures, worker)
            wait_until(shares, "the figures are shared")
            elsewhere = {each for each in shared(worker) if not each.startswith(IN_MEMORY)}
            assert elsewhere == set()


def test_the_figures_of_a_server_that_was_killed_go_with_the_next(data: Path) -> None:
    with serving(data, free_port()) as process:
        worker = workers(process.pid)[0]
        wait_until(partial(any_figures, worker), "the figures are shared")
        left = {Path(path).parent for path in shared(worker) if FIGURES in path}
        process.kill()
    assert [folder.exists() for folder in left] == [True]
    with serving(data, free_port()):
        assert [folder.exists() for folder in left] == [False]


def shared(worker: psutil.Process) -> set[str]:
    """The files that *worker* writes to through its memory."""
    maps = worker.memory_maps(grouped=False)
    return {each.path for each in maps if each.perms == "rw-s" and each.path.startswith("/")}


def any_figures(worker: psutil.Process) -> bool:
    return any(path.endswith(".db") for path in shared(worker))


def test_the_kernel_ends_guards_before_whoever_started_them(data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")

        def all_go_first() -> bool:
            return {gladness(guard.pid) for guard in guards(process.pid)} == {1000}

        wait_until(all_go_first, "every guard says so as it starts")
        for other in (process.pid, *(worker.pid for worker in workers(process.pid))):
            assert gladness(other) == gladness(os.getpid())


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_guard_that_ends_is_replaced(ending: signal.Signals, busy: bool, data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        wait_until(lambda: len(guards(process.pid)) == GUARDS, "the guards start")
        if busy:
            keep_busy(port)
        victims = guards(process.pid)
        for victim in victims:
            victim.send_signal(ending)
        wait_until(lambda: not any(map(runs, victims)), "they end")
        assert b"true" in ask(port, "ASK {}")
        wait_until(lambda: len(guards(process.pid)) == GUARDS, "the guards are replaced")
