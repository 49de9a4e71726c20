"""Writing the search index: documents go in and out, and what stands there is never changed.

The files of a commit are written once. A folder of hard links to them is an index of its own: what
is written there leaves the other as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import tantivy

from graph.generations.durable import writing
from graph.search.asking.reading import rows
from graph.search.columns.writing import ColumnsWriter
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.fields import identity
from graph.search.ready import Maker, ReadyEntity, form_line
from graph.search.schema import COLUMNS, ENTITIES, FORMS, Part
from graph.search.words.finnish import analysis
from graph.search.words.forms import Analyse, Form, form
from graph.search.words.lexicon import Lexicon

_HEAP: Final = 64_000_000
"""The bytes that each of the indexes gathers before it writes."""


class IndexWriter:
    """Writes the index that lies in a *folder*, a new one if there is none.

    *analyse* knows the words of documents that are not made ready. What was added and removed is
    there from the next commit on, and can be removed from then on. All raise DataDirectoryError
    when the disk refuses, or when another writes there.
    """

    def __init__(self, folder: Path, analyse: Analyse = analysis) -> None:
        self._folder = folder
        self._analyse = analyse
        with _writing(folder):
            self._entities = _writer(ENTITIES, folder)
            self._forms = _writer(FORMS, folder)
            self._columns = ColumnsWriter(folder / COLUMNS)
        self._changed: set[tantivy.IndexWriter] = set()
        self._standing = ENTITIES.open(folder)
        self._lexicon = Lexicon(FORMS.open(folder))
        self._known: dict[str, Form] = {}
        self._written: set[str] = set()
        self._maker = Maker(self._form)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, document: EntityDocument, allocations: Sequence[AllocationDocument] = ()) -> None:
        """Add *document*, a project with its money; what stands in its place is not removed."""
        self.add_ready([self._maker.entity(document, allocations)])

    def add_ready(self, entities: Iterable[ReadyEntity]) -> None:
        """Add what a Maker made ready, whose words are learned."""
        self._put(self._entities, (one.at(self._columns.add(one.row)) for one in entities))

    def remove(self, kind: str, slug: str) -> None:
        """Remove what stood there of an entity at the last commit."""
        named = tantivy.Query.term_query(ENTITIES.schema, "id", identity(kind, slug))
        self._columns.remove(rows(self._standing, named).tolist())
        self._entities.delete_documents_by_term("id", identity(kind, slug))
        self._changed.add(self._entities)

    def learn(self, lines: Iterable[tuple[str, str]]) -> None:
        """Take in forms that are ready, each with its word; those that are known stay."""
        for written, line in lines:
            if written not in self._written:
                self._written.add(written)
                if self._lexicon.form(written) is None:
                    self._put(self._forms, [line])

    def commit(self) -> None:
        """Make durable what was added and removed, and show it to those who open the index now.

        What did not change is not written: each commit waits for the disk several times.
        """
        with _writing(self._folder):
            for writer in (self._forms, self._entities):
                if writer in self._changed:
                    writer.commit()
            self._columns.commit()
        self._standing = ENTITIES.open(self._folder)
        self._changed.clear()

    def close(self) -> None:
        """End the writing; what was not committed is lost."""
        for writer in (self._forms, self._entities):
            if writer in self._changed:  # else it would stop the merging of what was committed
                writer.rollback()
            writer.wait_merging_threads()

    def _form(self, word: str) -> Form:
        if word not in self._known:
            self._known[word] = self._lexicon.form(word) or self._learned(word)
        return self._known[word]

    def _learned(self, word: str) -> Form:
        learned = form(word, self._analyse)
        self.learn([(word, form_line(learned))])
        return learned

    def _put(self, writer: tantivy.IndexWriter, lines: Iterable[str]) -> None:
        with _writing(self._folder):
            for line in lines:
                writer.add_json(line)
                self._changed.add(writer)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Turn what the library says against writing in *folder* into one line."""
    with writing(folder):
        try:
            yield
        except ValueError as refused:
            raise OSError(str(refused)) from refused


def _writer(part: Part, folder: Path) -> tantivy.IndexWriter:
    return part.make(folder).writer(_HEAP, num_threads=1)
