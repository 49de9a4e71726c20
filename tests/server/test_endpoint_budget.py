"""A client may spend so many seconds of queries a minute."""

import multiprocessing
import time
from multiprocessing.connection import Connection

import pytest
from werkzeug.exceptions import TooManyRequests

from graph.errors import QueryError
from server.endpoint.budget import Buckets, Budget, network_of
from server.evaluation import Answer, QueryStopped
from server.http.formats import RESULTS

ONE, OTHER = "192.0.2.1", "192.0.2.2"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def made(seconds: float = 60.0) -> tuple[Budget, Clock]:
    clock = Clock()
    return Budget(seconds, Buckets(), clock), clock


def test_whoever_spends_nothing_never_waits() -> None:
    budget, _ = made()
    assert budget.wait(ONE) == 0


def test_a_query_is_let_in_while_anything_is_left() -> None:
    budget, _ = made()
    budget.charge(ONE, 59.9)
    assert budget.wait(ONE) == 0
    budget.charge(ONE, 20)
    assert budget.wait(ONE) == 20
    assert budget.wait(OTHER) == 0


def test_after_the_time_to_wait_one_may_ask_again() -> None:
    budget, clock = made(30)
    budget.charge(ONE, 40)
    seconds = budget.wait(ONE)
    clock.now += seconds
    assert seconds > 1
    assert budget.wait(ONE) == 0


def test_one_query_after_the_other_is_never_turned_away() -> None:
    budget, clock = made()
    for _ in range(100):
        assert budget.wait(ONE) == 0
        clock.now += 20
        budget.charge(ONE, 20)


def test_nobody_owes_more_than_a_minute() -> None:
    budget, clock = made()
    for _ in range(50):
        budget.charge(ONE, 20)
    assert budget.wait(ONE) == 61
    clock.now += 61
    assert budget.wait(ONE) == 0


def test_without_a_limit_nobody_waits() -> None:
    budget, _ = made(0)
    budget.charge(ONE, 1_000_000)
    assert budget.wait(ONE) == 0


def test_a_clock_that_goes_back_gives_nobody_time() -> None:
    budget, clock = made()
    budget.charge(ONE, 100)
    clock.now -= 1000
    assert budget.wait(ONE) == 41


def test_what_a_query_took_is_charged_and_then_one_has_to_wait() -> None:
    budget, _ = made()
    answer = Answer(b"", RESULTS[0], seconds=70)
    assert budget.spend(ONE, lambda: answer) is answer
    with pytest.raises(TooManyRequests, match="60 seconds of queries"):
        budget.spend(ONE, lambda: answer)


@pytest.mark.parametrize("error", [QueryStopped("time", "over"), QueryError("malformed")])
def test_what_is_stopped_or_wrong_is_charged_for_its_time(error: Exception) -> None:
    budget, _ = made(0.001)

    def fail() -> Answer:
        time.sleep(0.01)
        raise error

    with pytest.raises(type(error)):
        budget.spend(ONE, fail)
    assert budget.wait(ONE) > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
        ("unix", "192.0.2.1", False),
    ],
)
def test_a_client_is_known_by_its_network(one: str, other: str, *, same: bool) -> None:
    assert (network_of(one) == network_of(other)) == same


def spend(buckets: Buckets, answer: Connection) -> None:
    Budget(60, buckets).charge(ONE, 100)
    answer.send(Budget(60, buckets).wait(ONE))


def test_processes_share_the_buckets() -> None:
    buckets, spawn = Buckets(), multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=spend, args=(buckets, there))
    process.start()
    assert here.poll(30)
    assert here.recv() > 0
    process.join(10)
    assert Budget(60, buckets).wait(ONE) > 30
    assert Budget(60, buckets).wait(OTHER) == 0
