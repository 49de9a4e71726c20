"""Writing the search index: documents go in and out, and what stands there is never changed.

The files of a commit are written once. A folder of hard links to them is an index of its own: what
is written there leaves the other as it is.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, combinations
from pathlib import Path
from typing import Final, Self

import tantivy
from tantivy import Document, PreTokenizedString, Token

from graph.generations.durable import writing
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.fields import Fields, beginnings, entity_fields, identity, money_fields
from graph.search.schema import ENTITIES, FORMS, GROUPS, MONEY, Part
from graph.search.words.finnish import analysis
from graph.search.words.forms import Form, form
from graph.search.words.lexicon import Lexicon
from graph.search.words.stems import STEM, skeleton, stem
from graph.search.words.text import folded, words

_HEAP: Final = 64_000_000
"""The bytes that each of the indexes gathers before it writes."""


class IndexWriter:
    """Writes the index that lies in a *folder*, a new one if there is none.

    What was added and removed is there from the next commit on. The allocations of one project
    are added one after another. All raise DataDirectoryError when the disk refuses, or when
    another writes there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _writing(folder):
            self._entities = _writer(ENTITIES, folder)
            self._money = _writer(MONEY, folder)
            self._forms = _writer(FORMS, folder)
        self._changed: set[tantivy.IndexWriter] = set()
        self._lexicon = Lexicon(FORMS.open(folder))
        self._known: dict[str, Form] = {}
        self._groups_of = ""
        self._groups: set[tuple[int, str, tuple[str, ...]]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, document: EntityDocument | AllocationDocument) -> None:
        """Add *document*; one that stands in its place is not removed by it."""
        with _writing(self._folder):
            if isinstance(document, AllocationDocument):
                fields = money_fields(document, self._first_in(document))
                self._put(self._money, Document.from_dict(fields, MONEY.schema))
            else:
                self._put(self._entities, self._entity(document))

    def remove(self, kind: str, slug: str) -> None:
        """Remove what stood there of an entity before this; with a project also its money."""
        self._entities.delete_documents_by_term("id", identity(kind, slug))
        self._changed.add(self._entities)
        if kind == "project":
            self._money.delete_documents_by_term("project", slug)
            self._changed.add(self._money)

    def learn(self, forms: Iterable[Form]) -> None:
        """Take in what words stand for, so that it need not be worked out here."""
        for one in forms:
            if one.written not in self._known:
                self._known[one.written] = self._lexicon.form(one.written) or self._kept(one)

    def commit(self) -> None:
        """Make durable what was added and removed, and show it to those who open the index now.

        What did not change is not written: each commit waits for the disk several times.
        """
        with _writing(self._folder):
            for writer in (self._forms, self._money, self._entities):
                if writer in self._changed:
                    writer.commit()
        self._changed.clear()

    def close(self) -> None:
        """End the writing; what was not committed is lost."""
        for writer in (self._forms, self._money, self._entities):
            if writer in self._changed:  # else it would stop the merging of what was committed
                writer.rollback()
            writer.wait_merging_threads()

    def _entity(self, document: EntityDocument) -> Document:
        made = Document.from_dict(entity_fields(document), ENTITIES.schema)
        spoken = [words(name) for name in document.names]
        made.add_text(
            "begun", " ".join(beginnings([folded(word) for word in name] for name in spoken))
        )
        self._add_words(made, "names", spoken)
        self._add_words(made, "texts", [words(text) for text in document.texts])
        return made

    def _add_words(self, made: Document, level: str, texts: Iterable[list[str]]) -> None:
        for text in texts:
            forms = [self._form(word) for word in text]
            made.add_text(level, " ".join(text))
            made.add_pre_tokenized_text(f"{level}_base", _bases(forms))
            made.add_text(f"{level}_part", " ".join(part for form in forms for part in form.parts))

    def _form(self, word: str) -> Form:
        if word not in self._known:
            self._known[word] = self._lexicon.form(word) or self._learned(word)
        return self._known[word]

    def _learned(self, word: str) -> Form:
        return self._kept(form(word, analysis))

    def _kept(self, learned: Form) -> Form:
        self._put(self._forms, Document.from_dict(_form_fields(learned), FORMS.schema))
        return learned

    def _put(self, writer: tantivy.IndexWriter, document: Document) -> None:
        writer.add_document(document)
        self._changed.add(writer)

    def _first_in(self, document: AllocationDocument) -> Iterator[int]:
        """The groupings in which no money of its project stands with it yet."""
        if document.project != self._groups_of:
            self._groups_of, self._groups = document.project, set()
        group = (
            str(document.year),
            document.instrument,
            document.source,
            document.facets.portfolio,
        )
        for number, values in _groups(group):
            if (number, document.currency, values) not in self._groups:
                self._groups.add((number, document.currency, values))
                yield number


def _groups(group: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every grouping by its number, and what *group* of all GROUPS is in it."""
    sized = (combinations(group, size) for size in range(len(GROUPS) + 1))
    return enumerate(chain.from_iterable(sized))


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


def _bases(forms: Iterable[Form]) -> PreTokenizedString:
    """Words at their places in a text; a form of several words is each of them at one place."""
    return PreTokenizedString(
        "", [Token(base, at, 0, 0) for at, form in enumerate(forms) for base in form.bases]
    )


def _form_fields(learned: Form) -> Fields:
    plain = [word for word in (learned.written, *learned.bases, *learned.parts) if STEM not in word]
    return {
        "form": [learned.written],
        "base": [*learned.bases],
        "part": [*learned.parts],
        "folded": [*{folded(word) for word in plain}],
        "stem": [*{stem(word) for word in plain}],
        "skeleton": [*{skeleton(word) for word in plain}],
    }
