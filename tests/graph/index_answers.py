"""What a generation's index answers, beside an index made anew of all that its store holds."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from msgspec.structs import asdict, astuple

from graph.generations.generation import Generation
from graph.search.document import KINDS
from graph.search.filling.indexing import index_all
from graph.search.filling.stored import StoredEntities
from graph.search.index import SearchIndex
from graph.search.wish import Wish

WISHES: Final = (
    *(Wish(kind=kind, order="name") for kind in KINDS),
    Wish(kind="project", order="changed"),
    Wish(kind="project", order="reading"),
    Wish(kind="project", order="amount"),
    Wish(kind="organisation", order="weight"),
    Wish(kind="project", running=True, order="end"),
    Wish(kind="project", phases=("ended",), order="start"),
    Wish(kind="project", participants=("oulun-kaupunki",), order="name"),
    Wish(kind="project", municipalities=("oulun-kaupunki",), order="name"),
    Wish(kind="organisation", roles=("implementer",), order="name"),
    *(
        Wish(q=word, order="name")
        for word in ("kokeilu", "oulu", "toimintatapa", "palvelu", "maija", "salkku", "tekes")
    ),
)
"""Some of what readers ask for, in orders that leave nothing to chance."""


def answers(index: SearchIndex, day: date) -> list[Any]:
    """What the *index* answers to every wish."""
    told: list[Any] = []
    for wish in WISHES:
        found = index.find(wish, day, limit=1000)
        told.append((wish, found.total, found.hits, found.facets))
        if wish.kind == "project":
            told.append(sorted(map(asdict, index.sums(wish, day)), key=str))
    suggested = (index.suggest(typed, 100) for typed in ("k", "oulun", "mai", "sal"))
    return [*told, *(sorted(map(astuple, some)) for some in suggested)]


def assert_index_tells_what_the_store_does(generation: Generation, scratch: Path) -> None:
    """Fail when an index made now of the store, in the new folder *scratch*, answers otherwise."""
    language = generation.register.language
    index_all(scratch, StoredEntities(generation.open_store(), generation.iris, language))
    day = generation.manifest.day
    anew = answers(SearchIndex.open(scratch), day)
    for one, other in zip(answers(generation.open_index(), day), anew, strict=True):
        assert one == other, f"{one}\n\nis in a new index\n\n{other}"
