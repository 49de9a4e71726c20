"""A generation that is looked at while another one grows from it."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Store

from graph.answers.change import Change
from graph.generations.generation import Generation
from graph.search.filling.touched import Key
from ontology.iris import Iris


class Side(NamedTuple):
    """A generation: its *folder*, its published *store*, the *day* that it tells of.

    Its IRIs are those of *iris*, its names in *language* before others.
    """

    folder: Path
    store: Store
    iris: Iris
    language: str
    day: date


def side_of(generation: Generation) -> Side:
    """Return a published *generation*. Raises StoreError."""
    return Side(
        folder=generation.folder,
        store=generation.open_store(),
        iris=generation.iris,
        language=generation.register.language,
        day=generation.manifest.day,
    )


class Turn(NamedTuple):
    """From one generation to the next: *change* is what is said otherwise.

    *touched* are the entities that were indexed again. There are so many *projects*.
    """

    before: Side
    after: Side
    change: Change
    touched: Collection[Key]
    projects: int
