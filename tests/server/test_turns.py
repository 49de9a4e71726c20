"""Requests in turn: one after the other, and nobody waits long for whoever takes long."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.http.turns import InTurn
from server.observing.requests import told

ANSWERED = [b"ok"]
LONG = 10.0


class Answering:
    """Answers after as long as *works* takes, and knows how many it answers at once."""

    def __init__(self, works: Callable[[str], None]) -> None:
        self.at_once = 0
        self.most = 0
        self._works = works

    def __call__(self, environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        del start_response
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self._works(environ["QUERY_STRING"])
        self.at_once -= 1
        return ANSWERED


def get(application: InTurn, method: str = "GET", path: str = "/sparql", asked: str = "") -> Any:
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": asked}
    return application(environ, lambda *_: None)


def most_at_once(**request: str) -> int:
    inner = Answering(lambda _: time.sleep(0.01))
    application = InTurn(inner, {"/sparql"}, soon=LONG)
    with ThreadPoolExecutor(4) as clients:
        answers = [clients.submit(get, application, **request) for _ in range(20)]
        assert all(answer.result() == ANSWERED for answer in answers)
    return inner.most


def test_one_is_answered_after_the_other() -> None:
    assert most_at_once() == 1


def test_what_has_a_body_or_another_address_has_no_turn() -> None:
    assert most_at_once(method="POST") > 1
    assert most_at_once(path="/fi/") > 1


def test_whoever_takes_long_is_left_behind() -> None:
    may_end = threading.Event()
    held = threading.Event()

    def works(asked: str) -> None:
        if asked:
            held.set()
            may_end.wait(LONG)

    application = InTurn(Answering(works), {"/sparql"}, soon=0.1)
    with ThreadPoolExecutor(1) as slow:
        answer = slow.submit(get, application, asked="slow")
        assert held.wait(LONG)
        began = time.monotonic()
        assert [get(application) for _ in range(100)] == [ANSWERED] * 100
        assert time.monotonic() - began < 50 * 0.1
        assert not answer.done()
        may_end.set()
        assert answer.result() == ANSWERED


def test_an_error_ends_the_turn() -> None:
    def fail(_: str) -> None:
        raise ValueError

    application = InTurn(Answering(fail), {"/sparql"}, soon=LONG)
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(ValueError):  # noqa: PT011 - it has no words
            get(application)
    assert time.monotonic() - began < LONG


def test_the_wait_is_a_part_of_the_time() -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sparql", "QUERY_STRING": ""}
    began = time.perf_counter()
    InTurn(Answering(lambda _: None), {"/sparql"})(environ, lambda *_: None)
    assert began <= told(environ).began <= time.perf_counter()
