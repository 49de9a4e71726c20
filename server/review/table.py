"""Links as a table for people to decide in, and such a table read again."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graph.links.decisions import Choice
from server.data.tables import write_csv
from server.review.beside import Pair
from server.review.decisions import MOST, VERDICTS, verdict_of

COLUMNS: Final = (
    *("link", "decision", "entity", "entity_name", "entity_facts", "register", "relation"),
    *("target", "target_name", "target_facts", "score", "method", "evidence"),
)
LEFT: Final = frozenset({"", "pending", "automatic"})
"""What stands in the column of decisions where nobody decided anything."""

SEPARATORS: Final = ",;\t"


class TableRead(NamedTuple):
    """What a table says: *choices* with their lines, and what is wrong, a sentence a line."""

    choices: tuple[tuple[int, Choice], ...]
    errors: tuple[str, ...]


def as_csv(pairs: Iterable[Pair]) -> bytes:
    """Return *pairs* as CSV with all columns; programs for tables know it by its first bytes."""
    output = io.BytesIO()
    output.write(b"\xef\xbb\xbf")
    write_csv(COLUMNS, (_cells(pair) for pair in pairs), output)
    return output.getvalue()


def _cells(pair: Pair) -> Sequence[str]:
    link = pair.link
    return (
        *(link.id, link.decision, link.entity, pair.ours.name, _facts(pair.ours.facts)),
        *(link.register_name, link.relation, link.target_iri, pair.theirs.name),
        *(_facts(pair.theirs.facts), str(link.score), link.method, " | ".join(link.evidence)),
    )


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return " | ".join(f"{heading}: {text}" for heading, text in facts)


def read_table(content: bytes) -> TableRead:
    """Return what is decided in a table of at least the columns ``link`` and ``decision``.

    Lines without a decision are left alone. Fields may be separated by commas, semicolons or
    tabulators, and letters written as UTF-8 or, as older programs do, as Windows-1252.
    """
    text = _decoded(content)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        if not {"link", "decision"} <= {*(reader.fieldnames or ())}:
            return TableRead((), ("1: the first line must name the columns link and decision",))
        told = [_choice(row, reader.line_num) for row in reader]
    except csv.Error as error:
        return TableRead((), (f"{reader.line_num}: cannot be read as CSV: {error}",))
    choices = tuple(one for one in told if isinstance(one, tuple))
    errors = tuple(one for one in told if isinstance(one, str) and one)
    return TableRead(choices, (*errors, *_too_many(len(choices))))


def _choice(row: Mapping[str, str | None], line: int) -> tuple[int, Choice] | str:
    """What a *row* decides; nothing when it decides nothing, or what is wrong with it."""
    link, word = (row["link"] or "").strip(), (row["decision"] or "").strip().lower()
    if word in LEFT:
        return ""
    verdict = verdict_of(word)
    if verdict is None:
        return f"{line}: {word!r} decides nothing; it can be: {', '.join(VERDICTS)}"
    return (line, Choice(link, verdict)) if link else f"{line}: the link is missing"


def _too_many(number: int) -> Iterator[str]:
    if number > MOST:
        yield f"{number} links are decided; {MOST} at most can be at once"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
