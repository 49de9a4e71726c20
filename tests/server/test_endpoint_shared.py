"""Replies that processes keep together, and one answer for all who ask for it at once."""

import multiprocessing
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from werkzeug.exceptions import TooManyRequests

from server.app import create_app
from server.endpoint.budget import Buckets
from server.endpoint.joining import Joining
from server.endpoint.reply import Reply
from server.endpoint.result_cache import ResultCache
from server.endpoint.shared_replies import RING, SharedReplies
from server.endpoint.together import Together
from server.evaluation import Answer, FileBody, InProcess, PublicQuery, QueryStopped
from server.settings import read_settings
from server.snapshot import Snapshot

MANY = 8


def reply(body: bytes = b"x") -> Reply:
    return Reply(HTTPStatus.OK, (("Content-Type", "text/csv"),), body)


@pytest.fixture
def shared() -> SharedReplies:
    made = SharedReplies(1 << 16)
    made.serve("g")
    return made


def test_what_was_put_is_got(shared: SharedReplies) -> None:
    assert shared.get("a") is None
    shared.put("g", "a", reply(b"one"))
    shared.put("g", "b", reply(b"two"))
    assert (shared.get("a"), shared.get("b")) == (reply(b"one"), reply(b"two"))


def test_the_oldest_make_room_and_none_is_told_wrongly(shared: SharedReplies) -> None:
    for number in range(1000):
        shared.put("g", str(number), reply(b"%d " % number * (number % 50)))
    kept = {number for number in range(1000) if shared.get(str(number))}
    assert len(kept & {*range(200)}) < 5
    assert len(kept & {*range(800, 1000)}) > 195
    for number in kept:
        assert shared.get(str(number)) == reply(b"%d " % number * (number % 50))


def test_a_reply_cannot_fill_the_memory(shared: SharedReplies) -> None:
    shared.put("g", "a", reply(b"x" * (1 << 14)))
    assert shared.get("a") is None


def test_of_another_generation_no_byte_is_left(shared: SharedReplies) -> None:
    shared.put("g", "a", reply(b"Maija"))
    shared.serve("g")
    assert shared.get("a")
    assert b"Maija" in shared._memory[:]
    shared.serve("h")
    assert shared.get("a") is None
    assert b"Maija" not in shared._memory[:]
    shared.put("g", "a", reply(b"Maija"))
    assert b"Maija" not in shared._memory[:]


def test_what_is_damaged_does_not_count(shared: SharedReplies) -> None:
    shared.put("g", "a", reply(b"abcdef" * 10))
    place = shared._memory.find(b"abcdef")
    shared._memory[place] ^= 1
    assert shared.get("a") is None


def test_wherever_a_broken_table_leads_nothing_fails(shared: SharedReplies) -> None:
    shared.put("g", "a", reply())
    for number in (1 << 63, 1 << 16, (1 << 16) - 1, 3):
        begin = number.to_bytes(8, "little")
        shared._memory[24:RING] = begin * ((RING - 24) // 8)
        assert shared.get("a") in {None, reply()}


def put_and_get(shared: SharedReplies, answer: Connection) -> None:
    cache = ResultCache(1 << 20, shared)
    found = cache.get("g", "a")
    cache.put("g", "b", reply(b"from there"))
    answer.send(found and found.body)


def test_processes_share_what_each_made(shared: SharedReplies) -> None:
    here, there = multiprocessing.Pipe()
    cache = ResultCache(1 << 20, shared)
    assert cache.get("g", "a") is None
    cache.put("g", "a", reply(b"from here"))
    spawned = multiprocessing.get_context("spawn").Process(target=put_and_get, args=(shared, there))
    spawned.start()
    assert here.recv() == b"from here"
    spawned.join()
    assert cache.get("g", "b") == reply(b"from there")


def test_many_write_at_once_and_all_read_what_was_written(shared: SharedReplies) -> None:
    def work(number: int) -> bool:
        for turn in range(200):
            key = f"{number}:{turn}"
            shared.put("g", key, reply(key.encode() * 40))
            found = shared.get(key)
            if found not in {None, reply(key.encode() * 40)}:
                return False
        return True

    with ThreadPoolExecutor(MANY) as threads:
        assert all(threads.map(work, range(MANY)))


class Slow:
    """Makes what it is told, when it is let, and counts how often."""

    def __init__(self, make: Callable[[], Reply]) -> None:
        self._make = make
        self.times = 0
        self.begun = threading.Event()
        self.let = threading.Event()

    def __call__(self) -> Reply:
        self.times += 1
        self.begun.set()
        assert self.let.wait(5)
        return self._make()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(MANY) as pool:
        yield pool


def test_who_asks_for_the_same_at_once_gets_the_same(threads: ThreadPoolExecutor) -> None:
    joining, slow = Joining(), Slow(reply)
    first = threads.submit(joining.made, "a", slow)
    slow.begun.wait()
    others = [threads.submit(joining.made, "a", slow) for _ in range(MANY - 1)]
    assert joining.made("b", lambda: reply(b"another")) == reply(b"another")
    slow.let.set()
    assert [one.result() for one in (first, *others)] == [reply()] * MANY
    assert joining.made("a", lambda: reply(b"again")) == reply(b"again")


def failing(error: Exception) -> Callable[[], Reply]:
    def fail() -> Reply:
        raise error

    return fail


def asked_by_two(slow: Slow, threads: ThreadPoolExecutor) -> list[str]:
    """What two get who ask at once: a body or the name of an error."""
    joining = Joining()

    def ask(_: int) -> str:
        try:
            return str(joining.made("a", slow).body)
        except (QueryStopped, TooManyRequests) as error:
            return type(error).__name__

    asked = [threads.submit(ask, 1)]
    slow.begun.wait()
    asked.append(threads.submit(ask, 2))
    threading.Timer(1, slow.let.set).start()
    return [one.result() for one in asked]


def test_what_passes_a_limit_is_not_tried_again(threads: ThreadPoolExecutor) -> None:
    slow = Slow(failing(QueryStopped("time", "too slow")))
    assert asked_by_two(slow, threads) == ["QueryStopped", "QueryStopped"]
    assert slow.times == 1


def test_who_spent_his_budget_fails_alone(threads: ThreadPoolExecutor) -> None:
    slow = Slow(failing(TooManyRequests()))
    assert asked_by_two(slow, threads) == ["TooManyRequests", "TooManyRequests"]
    assert slow.times == 2


def test_what_a_failed_query_held_is_let_go_at_once() -> None:
    held: list[weakref.ref[threading.Event]] = []

    def fail() -> Reply:
        half_made = threading.Event()
        held.append(weakref.ref(half_made))
        raise QueryStopped("time", "too slow")

    with suppress(QueryStopped):
        Joining().made("a", fail)
    assert held[0]() is None


def test_what_can_be_read_but_once_is_made_for_each(
    threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    (tmp_path / "body").write_bytes(b"body")
    slow = Slow(lambda: Reply(HTTPStatus.OK, (), FileBody((tmp_path / "body").open("rb"), 4)))
    joining = Joining()
    first = threads.submit(joining.made, "a", slow)
    slow.begun.wait()
    second = threads.submit(joining.made, "a", slow)
    slow.let.set()
    for body in (first.result().body, second.result().body):
        assert not isinstance(body, bytes)
        assert body.read() == b"body"
        body.close()


class Waiting(InProcess):
    """Answers when all have asked, or after a while."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        self.asked.append(query.text)
        threading.Event().wait(1)
        return super().answer(snapshot, query)


@pytest.mark.parametrize(("more", "times"), [("", 1), ("&timeout=5", 3), ("&id=some-query", 3)])
def test_a_query_with_a_limit_or_an_id_of_its_own_is_asked_for_itself(
    more: str, times: int, data: Path, threads: ThreadPoolExecutor
) -> None:
    evaluator = Waiting()
    app = create_app(read_settings({"data": str(data)}, {}), evaluator)

    def ask(_: int) -> int:
        return app.test_client().get(f"/sparql?query=ASK%20%7B%7D{more}").status_code

    assert list(threads.map(ask, range(3))) == [200, 200, 200]
    assert len(evaluator.asked) == times


def test_where_nothing_is_kept_nothing_is_joined(data: Path, threads: ThreadPoolExecutor) -> None:
    evaluator = Waiting()
    app = create_app(read_settings({"data": str(data), "result_cache": 0}, {}), evaluator)
    asked = threads.map(lambda _: app.test_client().get("/sparql?query=ASK%7B%7D"), range(3))
    assert [answer.status_code for answer in asked] == [200] * 3
    assert len(evaluator.asked) == 3


def test_another_process_answers_what_this_one_made(data: Path) -> None:
    settings = read_settings({"data": str(data)}, {})
    together = Together(Buckets(), SharedReplies(1 << 20))
    asked = []
    for _ in range(2):
        evaluator = Waiting()
        client = create_app(settings, evaluator, together).test_client()
        answer = client.get("/sparql?query=ASK%7B%7D")
        asked.append((len(evaluator.asked), answer.data, answer.headers["ETag"]))
    assert asked == [(1, *asked[0][1:]), (0, *asked[0][1:])]


def test_one_process_alone_shares_nothing() -> None:
    assert Together.of(read_settings({"workers": 1}, {})).replies is None
    assert Together.of(read_settings({"workers": 2, "result_cache": 0}, {})).replies is None
    assert Together.of(read_settings({"workers": 2}, {})).replies is not None
