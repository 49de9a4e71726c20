"""Large answers on their way: as many as there is room for, shared fairly."""

from io import BytesIO

import pytest

from server.endpoint.large import AT_ONCE, LargeBodies, LargeBody
from server.evaluation import Busy, FileBody

SIZE = 4 * AT_ONCE


def on_its_way(bodies: LargeBodies, client: str) -> LargeBody:
    sent = bodies.admit(FileBody(BytesIO(b"x" * SIZE), SIZE), client)
    assert isinstance(sent, LargeBody)
    return sent


def test_a_small_answer_is_handed_over_whatever_is_on_its_way() -> None:
    assert LargeBodies(0).admit(b"x" * AT_ONCE, "a") == [b"x" * AT_ONCE]


def test_large_answers_have_only_so_many_bytes_together() -> None:
    bodies = LargeBodies(4 * SIZE)
    held = [on_its_way(bodies, "a"), on_its_way(bodies, "a")]
    with pytest.raises(Busy):
        on_its_way(bodies, "a")
    held += [on_its_way(bodies, "b"), on_its_way(bodies, "c")]
    with pytest.raises(Busy):
        on_its_way(bodies, "d")
    assert b"".join(held[0]) == b"x" * SIZE
    on_its_way(bodies, "d")


def test_whoever_is_refused_takes_no_place() -> None:
    bodies = LargeBodies(SIZE, senders=2)
    for _ in range(5):
        sent = on_its_way(bodies, "a")
        with pytest.raises(Busy):
            on_its_way(bodies, "b")
        sent.close()


def test_what_is_refused_is_let_go_of() -> None:
    file = BytesIO(b"x" * SIZE)
    with pytest.raises(Busy):
        LargeBodies(SIZE - 1).admit(FileBody(file, SIZE), "a")
    assert file.closed


def test_only_so_many_are_sent_at_a_time() -> None:
    bodies = LargeBodies(100 * SIZE, senders=2)
    sent = on_its_way(bodies, "a")
    with pytest.raises(Busy):
        on_its_way(bodies, "a")
    assert on_its_way(bodies, "b")
    sent.close()
    sent.close()
    assert on_its_way(bodies, "a")
