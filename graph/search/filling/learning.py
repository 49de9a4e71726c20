"""What the words of documents stand for, worked out where the documents are made."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from graph.search.document import EntityDocument
from graph.search.words.finnish import analysis
from graph.search.words.forms import Form, form
from graph.search.words.text import words

FORMS: Final = msgspec.msgpack.Decoder(tuple[Form, ...])


class Learner:
    """Works out what words stand for, each of them once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def new(self, documents: Iterable[EntityDocument]) -> tuple[Form, ...]:
        """The forms in *documents* that were in none before."""
        texts = (text for one in documents for text in (*one.names, *one.texts))
        new = {word for text in texts for word in words(text)} - self._seen
        self._seen |= new
        return tuple(form(word, analysis) for word in sorted(new))


@lru_cache(maxsize=1)
def learner_of(build: Path) -> Learner:
    """The learner of this process for the *build* in that folder."""
    del build
    return Learner()


def learn_batch(documents: Iterable[EntityDocument], build: Path) -> bytes:
    """Return the forms in *documents* that are new to this process, for FORMS."""
    return msgspec.msgpack.encode(learner_of(build).new(documents))
