"""What a form of a word stands for: base forms, and the words inside of it."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from graph.search.words.finnish import Analysis
from graph.search.words.stems import STEM, stems


class Form(msgspec.Struct, frozen=True):
    """A *written* form of a word, the base forms it may be of, and the *parts* of compounds.

    What the grammar does not know is its own base form, and has its stems as further ones.
    """

    written: str
    bases: tuple[str, ...]
    parts: tuple[str, ...] = ()


Analyse = Callable[[str], Analysis]


def form(written: str, analyse: Analyse) -> Form:
    """What *written* stands for, as *analyse* knows it; with a hyphen it has parts at least."""
    known = analyse(written)
    pieces = [form(piece, analyse) for piece in written.split("-")] if "-" in written else []
    bases = known.bases or _compound(pieces) or (written, *stems(written))
    parts = {*known.parts, *_inner(pieces, known)} - {*bases}
    return Form(written, bases, tuple(sorted(parts)))


def _inner(pieces: Iterable[Form], known: Analysis) -> Iterator[str]:
    """The words between hyphens, and those inside of them; with stems if all of it is unknown."""
    for piece in pieces:
        for word in (*piece.bases, *piece.parts):
            if not (known.bases and STEM in word):
                yield word


def _compound(pieces: list[Form]) -> tuple[str, ...]:
    """The base forms of a hyphenated word that is not known as a whole: ``esr-hanke``."""
    if not pieces:
        return ()
    stem = "-".join(piece.written for piece in pieces[:-1])
    return tuple(f"{stem}-{base}" for base in pieces[-1].bases if STEM not in base)
