"""Everything that is stored to be answered, when a generation is made, and when one follows."""

from graph.answers.firsts import make_firsts, save_firsts
from graph.answers.following import follow_firsts
from graph.answers.maintaining import Maintainer
from graph.answers.making import make_answers
from graph.answers.side import Side, Turn
from graph.generations.generation import INDEX
from graph.questions.library import Library
from graph.search.index import SearchIndex


def answer_anew(side: Side, library: Library) -> None:
    """Store what is asked of the whole graph, worked out of the store and the index of *side*.

    Raises StoreError and DataDirectoryError.
    """
    make_answers(side.folder, side.store, library)
    index = SearchIndex.open(side.folder / INDEX)
    save_firsts(make_firsts(index, side.day), side.folder)


def answer_after(turn: Turn, library: Library) -> None:
    """Store the same after a *turn*, worked out of what was stored before it.

    Raises StoreError and DataDirectoryError.
    """
    Maintainer(turn).maintain(library)
    follow_firsts(turn)
