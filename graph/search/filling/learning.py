"""Documents made ready, and what their words stand for, where there is time for it."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from graph.search.document import EntityDocument
from graph.search.filling.documents import ProjectDocuments
from graph.search.ready import Maker, ReadyEntity, form_line
from graph.search.words.finnish import analysis
from graph.search.words.forms import Form, form


class Ready(msgspec.Struct, frozen=True):
    """Entities for an index.

    *forms* are lines of what words in them stand for, each with its word, that were in none before.
    """

    entities: tuple[ReadyEntity, ...]
    forms: tuple[tuple[str, str], ...] = ()


READY: Final = msgspec.msgpack.Decoder(Ready)


class Learner:
    """Makes documents ready; what a word stands for it works out once."""

    def __init__(self) -> None:
        self._known: dict[str, Form] = {}
        self._new: list[Form] = []
        self._maker = Maker(self._form)

    def project(self, documents: ProjectDocuments) -> Ready:
        """A project and its money."""
        project = self._maker.entity(documents.project, documents.allocations)
        return Ready((project,), self._lines())

    def entities(self, documents: Iterable[EntityDocument]) -> Ready:
        """Entities of any kind."""
        return Ready(tuple(map(self._maker.entity, documents)), self._lines())

    def _form(self, word: str) -> Form:
        if word not in self._known:
            self._known[word] = form(word, analysis)
            self._new.append(self._known[word])
        return self._known[word]

    def _lines(self) -> tuple[tuple[str, str], ...]:
        """The lines of the forms that came since the last ones."""
        lines = tuple((new.written, form_line(new)) for new in self._new)
        self._new.clear()
        return lines


@lru_cache(maxsize=1)
def learner_of(build: Path) -> Learner:
    """The learner of this process for the *build* in that folder."""
    del build
    return Learner()


def ready_batch(documents: Iterable[EntityDocument], build: Path) -> bytes:
    """Return *documents* made ready by this process, for READY."""
    return msgspec.msgpack.encode(learner_of(build).entities(documents))
