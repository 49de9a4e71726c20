"""The answer of a question that counts projects, as the index has counted them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from graph.answers.stored import UNSAID
from graph.answers.terms import Term
from graph.questions.header import Counting
from graph.questions.question import LANGUAGE
from graph.search.found import Count
from graph.search.wish import Wish
from ontology.terms import Xsd
from server.data.rows import Row
from server.questions.answers import Answered
from server.questions.asked import Asked
from server.snapshot import Snapshot

MANY: Final = 200
"""About an organisation of fewer projects the store is asked."""

MOST: Final = 10_000
"""So many rows are told at most: of more the names would fill the memory."""

ANY_ROLE: Final = "participant"


def counted(snapshot: Snapshot, asked: Asked, enough: int | None = None) -> Answered | None:
    """Return the answer, or the first rows of it if they are *enough*.

    None when it is no such question, is not asked about one organisation alone, or about one that
    has not MANY projects, or has more than MOST rows.
    """
    counting = asked.question.counting
    said = {name: words for name, words in asked.values.items() if words and name != LANGUAGE}
    if counting is None or said.keys() != {counting.of}:
        return None
    slug, day = said[counting.of], snapshot.generation.manifest.day
    wish = Wish(kind="project", participants=(slug,))
    if snapshot.index.find(wish, day, 0, 1, ()).total < MANY:
        return None
    counts = [
        each for each in snapshot.index.taking_part(wish, day, ANY_ROLE) if each.value != slug
    ]
    counts.sort(key=lambda each: (-each.number, each.value))
    some = counts[:enough]
    if len(some) > MOST:
        return None
    language = asked.values.get(LANGUAGE) or UNSAID
    rows = [*_rows(snapshot, counting, slug, some, language)]
    columns = asked.question.columns
    return Answered(columns=columns, rows=rows, size=0, beyond=len(counts) - len(some))


def _rows(
    snapshot: Snapshot, counting: Counting, slug: str, counts: Sequence[Count], language: str
) -> Iterator[msgspec.Raw]:
    iri_of = snapshot.generation.iris.entity
    of = iri_of("organisation", slug).value
    others = [iri_of("organisation", each.value).value for each in counts]
    names = snapshot.names([of, *others], language)
    first = dict(_named(counting.of, of, names))
    for other, count in zip(others, counts, strict=True):
        number = Term("literal", str(count.number), datatype=Xsd.integer.value)
        row = {**first, **dict(_named(counting.by, other, names)), counting.number: number}
        yield msgspec.Raw(msgspec.json.encode(row))


def _named(column: str, iri: str, names: Mapping[str, Row]) -> Iterator[tuple[str, Term]]:
    """What has that *iri* in a *column*, and its name in the column beside it, if it has one."""
    yield column, Term("uri", iri)
    if row := names.get(iri):
        yield f"{column}_name", Term("literal", row["name"], language=row.get("name_lang", ""))
