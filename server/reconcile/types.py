"""The types of things: a word for each kind, as it stands in their ids."""

from typing import Final

from graph.search.document import KINDS, Kind
from server.lists.labels import kind_name

_KINDS: Final = {kind: kind for kind in KINDS}


def type_of(said: str) -> Kind | None:
    """The kind that a type means, given by its word or by an IRI that ends in it; else None."""
    word = said.strip().rpartition("#")[2].rpartition("/")[2]
    return _KINDS.get(word.lower())  # type: ignore[call-overload,no-any-return]  # any text may be asked for


def type_told(kind: Kind) -> dict[str, str]:
    """A type as the API tells it, in the language at hand."""
    return {"id": kind, "name": kind_name(kind)}
