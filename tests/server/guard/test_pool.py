"""Guards that are lent: one stays warm, the others stand by."""

import threading
from typing import cast

import pytest

from server.guard.pool import Pool
from server.guard.process import Process


class Lent:
    """As much of a guard as the pool knows."""

    closed = False

    def close(self) -> None:
        self.closed = True


def lent() -> Process:
    return cast("Process", Lent())


@pytest.fixture
def pool() -> Pool:
    pool = Pool()
    for _ in range(3):
        pool.give(lent())
    return pool


def test_one_guard_answers_one_query_after_the_other(pool: Pool) -> None:
    first = pool.take(1)
    assert first is not None
    for _ in range(3):
        pool.give(first)
        assert pool.take(1) is first


def test_who_waits_in_vain_gets_another_guard_which_is_the_next_then(pool: Pool) -> None:
    first, second = pool.take(1), pool.take(1)
    assert first is not None
    assert second is not None
    assert first is not second
    pool.give(first)
    pool.give(second)
    assert pool.take(1) is second


def test_when_all_are_lent_who_waits_gets_the_first_that_comes_back(pool: Pool) -> None:
    all_of_them = [pool.take(1) for _ in range(3)]
    assert pool.take(0.05) is None
    threading.Timer(0.05, pool.give, [all_of_them[0]]).start()
    assert pool.take(10) is all_of_them[0]


@pytest.mark.parametrize("times", [0, 1])
def test_a_guard_that_has_ended_is_lent_to_nobody(pool: Pool, times: int) -> None:
    for _ in range(times):  # it is warm then, and else it stands by
        warm = pool.take(1)
        assert warm is not None
        pool.give(warm)
    ended = pool.take(1)
    assert ended is not None
    pool.give(ended)
    pool.forget(ended)
    assert cast("Lent", ended).closed
    assert ended not in {pool.take(0.05) for _ in range(3)}


def test_a_guard_that_was_lent_when_it_ended_is_left_to_its_borrower(pool: Pool) -> None:
    ended = pool.take(1)
    assert ended is not None
    pool.forget(ended)
    assert not cast("Lent", ended).closed


def test_guards_that_were_handed_and_never_taken_are_closed_with_all_others(pool: Pool) -> None:
    first, second = pool.take(1), pool.take(1)
    assert first is not None
    assert second is not None
    pool._waiting = 1  # who waits does not wake up in time
    pool.give(first)
    pool.give(second)
    pool.forget(second)
    assert cast("Lent", second).closed
    assert not cast("Lent", first).closed
    pool.close()
    assert cast("Lent", first).closed
