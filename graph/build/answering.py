"""What is asked of a whole new store, answered by the workers of its build, a question each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from graph.answers.kept import path_of
from graph.answers.making import make_answer, summing_questions
from graph.build.memory import give_back
from graph.build.workers import FEW, Crew
from graph.generations.generation import STORE
from graph.questions.library import load_library


def answer_beside(part: Path, crew: Crew, projects: int) -> None:
    """Store the answers of the generation in the folder *part*, whose store is on the disk.

    Of few *projects* it stores none: to open the store for each takes longer than to answer.
    Raises StoreError and DataDirectoryError.
    """
    if projects <= FEW:
        return
    crew.relieve(projects)
    give_back()
    names = [question.name for question in summing_questions(load_library())]
    for _ in crew.work(partial(_answer, part=part), names, projects, size=1):
        continue
    crew.relieve(projects)  # what publishes takes memory as well, and needs them no more


def _answer(names: Sequence[str], part: Path) -> None:
    """Store the answers of the questions of those *names*."""
    library = load_library()
    store = Store.read_only(str(part / STORE))
    for name in names:
        make_answer(path_of(part, library[name]), store, library[name])
        give_back()
