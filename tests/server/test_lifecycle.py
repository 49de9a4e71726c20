"""Nothing is left behind: real servers, idle and busy, whose processes are really killed."""

import signal
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.server.test_serve import free_port, serving, wait_until_ready

pytestmark = pytest.mark.slow

SECONDS = 2
"""After so many seconds nothing may be left."""
NUMBERS = " ".join(f"VALUES ?v{n} {{ {'1 ' * 100} }}" for n in range(9))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {NUMBERS} }}"
ENDINGS = [signal.SIGTERM, signal.SIGKILL]


def ask(port: int, query: str) -> bytes:
    asked = urllib.parse.urlencode({"query": query})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{asked}", timeout=30) as answer:
        body: bytes = answer.read()
        return body


def keep_busy(port: int) -> None:
    """Let some queries run that never end."""

    def run() -> None:
        with suppress(OSError):
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


def runs(process: psutil.Process) -> bool:
    """Whether it does; one that ended may still be in the list until somebody takes note."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_all_processes_end_with_the_main_one(
    ending: signal.Signals, busy: bool, data: Path
) -> None:
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")
        if busy:
            keep_busy(port)
        assert len(guards(process.pid)) > 0
        everybody = family(process.pid)
        process.send_signal(ending)
        process.wait(timeout=10)
        wait_until(lambda: not any(map(runs, everybody)), "all have ended", SECONDS)


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


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_guard_that_ends_is_replaced(ending: signal.Signals, busy: bool, data: Path) -> None:
    port = free_port()
    with serving(data, port) as process:
        ask(port, "ASK {}")
        wait_until(lambda: len(guards(process.pid)) >= 4, "the guards start")
        time.sleep(1)
        number = len(guards(process.pid))
        if busy:
            keep_busy(port)
        victims = guards(process.pid)
        for victim in victims:
            victim.send_signal(ending)
        wait_until(lambda: not any(map(runs, victims)), "they end")
        assert b"true" in ask(port, "ASK {}")
        wait_until(lambda: len(guards(process.pid)) == number, "the guards are replaced")
