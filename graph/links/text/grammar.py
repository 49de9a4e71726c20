"""What a form may be, as the grammar sees it: a name or a word, in which case, one or many."""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from graph.search.words.voikko import base_of, pieces_of, read

_REMEMBERED: Final = 20_000
"""So many forms are remembered by a process: the words around names."""

_PROPER: Final = frozenset(("etunimi", "sukunimi", "paikannimi", "nimi"))
"""The classes of names; the grammar's own words are Finnish."""

NOMINATIVE: Final = "nimento"
"""The grammar's word for the case of labels."""


class Reading(NamedTuple):
    """One way to read a form: its *base*, and the grammar's words for its class and case."""

    base: str
    kind: str
    case: str
    plural: bool
    compound: bool

    @property
    def is_name(self) -> bool:
        """Whether it is the name of a person, a place, or of something else."""
        return self.kind in _PROPER

    @property
    def is_common(self) -> bool:
        """Whether it is one of the language's own words; many a name is put together of these."""
        return not self.is_name and not self.compound

    @property
    def is_genitive(self) -> bool:
        """Whether what follows may belong to it."""
        return self.case == "omanto"


@lru_cache(maxsize=_REMEMBERED)
def readings(form: str) -> tuple[Reading, ...]:
    """Every way to read *form*, which is written in small letters; none if it is not known."""
    return tuple(dict.fromkeys(map(_reading, read(form))))


def _reading(said: Any) -> Reading:
    pieces = pieces_of(said)
    last = pieces[-1]
    case, plural = last.SIJAMUOTO or "", last.NUMBER == "plural"
    return Reading(base_of(pieces), last.CLASS or "", case, plural, len(pieces) > 1)
