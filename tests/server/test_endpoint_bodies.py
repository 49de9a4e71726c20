"""Bodies that come slowly are given up in time."""

import io
import threading
import time
from collections.abc import Iterator

import pytest
from werkzeug.exceptions import RequestTimeout

from server.endpoint.bodies import Bodies
from server.endpoint.reply import Environ
from server.evaluation import Busy


class Stalled(io.BytesIO):
    """A body that does not come before it is let come."""

    def __init__(self) -> None:
        super().__init__(b"ASK {}")
        self.comes = threading.Event()

    def read(self, size: int | None = -1, /) -> bytes:
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
    bodies = Bodies(readers=2, seconds=0.05)
    for _ in range(5):
        with pytest.raises(RequestTimeout, match="within 0 seconds"):
            bodies.read(posted(stalled))
    assert bodies.read(posted(io.BytesIO(b"ASK {}"))) == b"ASK {}"


def test_while_a_body_is_waited_for_its_place_is_taken(stalled: Stalled) -> None:
    bodies, read = Bodies(readers=1), list[bytes]()
    waiting = threading.Thread(target=lambda: read.append(bodies.read(posted(stalled))))
    waiting.start()
    time.sleep(0.1)
    with pytest.raises(Busy):
        bodies.read(posted(io.BytesIO(b"ASK {}")))
    stalled.comes.set()
    waiting.join(10)
    assert read == [b"ASK {}"]
