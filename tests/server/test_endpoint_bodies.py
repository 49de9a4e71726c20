"""Bodies that come slowly are given up in time."""

import io
import threading
from collections.abc import Iterator

import pytest
from werkzeug.exceptions import RequestTimeout

from server.endpoint.bodies import LARGEST_AT_ONCE, Bodies
from server.endpoint.reply import Environ
from server.evaluation import Busy
from tests.waiting import PATIENCE


class Stalled(io.BytesIO):
    """A body that does not come before it is let come."""

    def __init__(self) -> None:
        super().__init__(b"ASK {}")
        self.awaited = threading.Event()
        self.comes = threading.Event()

    def read(self, size: int | None = -1, /) -> bytes:
        self.awaited.set()
        self.comes.wait()
        return super().read(size)


@pytest.fixture
def stalled() -> Iterator[Stalled]:
    body = Stalled()
    yield body
    body.comes.set()


def posted(body: io.BytesIO) -> Environ:
    length = str(len(body.getbuffer()))
    return {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": length, "wsgi.input": body}


def test_a_body_that_does_not_come_is_given_up_and_its_place_is_free(stalled: Stalled) -> None:
    bodies = Bodies(readers=2, seconds=0.4)
    for _ in range(3):
        with pytest.raises(RequestTimeout, match="within 0 seconds"):
            bodies.read(posted(stalled))
    assert bodies.read(posted(io.BytesIO(b"ASK {}"))) == b"ASK {}"


def test_while_a_body_is_waited_for_its_place_is_taken(stalled: Stalled) -> None:
    bodies, read = Bodies(readers=1), list[bytes]()
    waiting = threading.Thread(target=lambda: read.append(bodies.read(posted(stalled))))
    waiting.start()
    assert stalled.awaited.wait(PATIENCE)
    with pytest.raises(Busy):
        bodies.read(posted(io.BytesIO(b"ASK {}")))
    stalled.comes.set()
    waiting.join(PATIENCE)
    assert read == [b"ASK {}"]


def test_bodies_have_only_so_many_bytes_together() -> None:
    bodies, stalled = (
        Bodies(readers=99, largest=6),
        [Stalled() for _ in range(LARGEST_AT_ONCE // 2)],
    )
    waiting = [threading.Thread(target=bodies.read, args=(posted(body),)) for body in stalled]
    for thread in waiting[1:]:
        thread.start()
    assert all(body.awaited.wait(PATIENCE) for body in stalled[1:])
    assert bodies.read(posted(io.BytesIO(b"ASK {}"))) == b"ASK {}"
    waiting[0].start()
    assert stalled[0].awaited.wait(PATIENCE)
    with pytest.raises(Busy):
        bodies.read(posted(io.BytesIO(b"ASK {}")))
    for body, thread in zip(stalled, waiting, strict=True):
        body.comes.set()
        thread.join(PATIENCE)
