"""What a form says was decided: links by their ids, each with a word."""

from collections.abc import Iterable, Iterator
from typing import Final, get_args

from werkzeug.exceptions import BadRequest

from graph.links.decisions import Choice, Verdict

PREFIX: Final = "link-"
"""What the fields of a form begin with that decide on a link: its id follows."""

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

MOST: Final = 5_000
"""So many links are decided at once."""


def choices_in(fields: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Return what the *fields* of a form choose; a link that is left alone is not among it.

    Raises BadRequest for a word that decides nothing, for none at all, and for too many.
    """
    said = {
        name.removeprefix(PREFIX): word for name, word in fields if name.startswith(PREFIX) and word
    }
    if not said or len(said) > MOST:
        raise BadRequest(f"Decide on one link at least, and on {MOST} at most.")
    return tuple(_choices(said.items()))


def _choices(said: Iterable[tuple[str, str]]) -> Iterator[Choice]:
    for link, word in said:
        verdict = verdict_of(word)
        if verdict is None:
            raise BadRequest(f"{word!r} decides nothing. It can be: {', '.join(VERDICTS)}.")
        yield Choice(link, verdict)


def verdict_of(word: str) -> Verdict | None:
    """The verdict of that *word*; None for another word."""
    return next((verdict for verdict in VERDICTS if verdict == word), None)
