"""The search index of a register: its concepts and places by all their names, in every language.

It is of the same make as that of a generation, so a register is found as the search knows Finnish.
It holds all that the register has; the index of a generation only what projects are linked to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph.links.text.forms import analysed
from graph.register import LANGUAGES
from graph.registers.entry import Entry, EntryKind, Name
from graph.registers.kept import KeptRegister
from graph.search.document import EntityDocument, Kind
from graph.search.index import SearchIndex
from graph.search.words.finnish import Analysis
from graph.search.words.forms import Analyse
from graph.search.words.text import words
from graph.search.writing import IndexWriter
from ontology.registers import yso_slug

INDEX: Final = "index"
"""The folder of the index in that of a kept register."""

INDEXED: Final[Mapping[EntryKind, Kind]] = MappingProxyType(
    {"concept": "subject", "place": "place"}
)
"""What is indexed, and as which kind it is found."""

FINNISH: Final = frozenset(("fi", ""))
UNKNOWN: Final = Analysis(())


def index_register(folder: Path, entries: Sequence[Entry]) -> None:
    """Make the index of the register in *folder*, of those *entries* that can be searched.

    There is none when no entry is a concept or a place of YSO. Raises DataDirectoryError.
    """
    documents = [*_documents(entries)]
    if documents:
        with IndexWriter(folder / INDEX, _finnish(entries)) as writer:
            for document in documents:
                writer.add(document)
            writer.commit()


def open_index(register: KeptRegister) -> SearchIndex | None:
    """Return the index of *register*; None when it has none. Raises DataDirectoryError."""
    place = register.folder / INDEX
    return SearchIndex.open(place) if place.is_dir() else None


def _finnish(entries: Iterable[Entry]) -> Analyse:
    """What analyses the words of Finnish names; the grammar says nothing of any other."""
    known = {
        piece
        for entry in entries
        for name in entry.names
        if name.language in FINNISH
        for word in words(name.text)
        for piece in (word, *word.split("-"))
    }
    return lambda word: analysed(word) if word in known else UNKNOWN


def _documents(entries: Iterable[Entry]) -> Iterator[EntityDocument]:
    for entry in entries:
        slug, kind = yso_slug(entry.iri), INDEXED.get(entry.kind)
        if slug and kind and entry.names:
            names = dict.fromkeys(name.text for name in sorted(entry.names, key=_rank))
            yield EntityDocument(kind=kind, slug=slug, names=tuple(names))


def _rank(name: Name) -> tuple[bool, int, str]:
    """Preferred names before others, by language."""
    known = LANGUAGES.index(name.language) if name.language in LANGUAGES else len(LANGUAGES)
    return not name.preferred, known, name.text
