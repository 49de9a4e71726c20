"""The desk of the library: what every answer to a reader needs, made once for each process."""

from werkzeug.datastructures import MultiDict

from graph.questions.headings import load_headings
from graph.questions.question import Question
from ontology.vocabulary import schemes
from server.display.labels import Labels
from server.evaluation import Evaluator
from server.questions.answers import Answered, Answers
from server.questions.asked import Asked, read_asked
from server.questions.beginning import beginning, is_too_long_to_draw
from server.questions.counted import counted
from server.settings import MEBI
from server.snapshot import Snapshot


class Desk:
    """Takes what a reader asks, and hands out answers."""

    def __init__(self, evaluator: Evaluator, mebibytes: int) -> None:
        self.schemes = {scheme.name: scheme for scheme in schemes()}
        self.labels = Labels()
        self.headings = load_headings()
        self._answers = Answers(evaluator, mebibytes * MEBI)

    def read(
        self,
        snapshot: Snapshot,
        question: Question,
        parameters: MultiDict[str, str],
        language: str = "",
    ) -> Asked:
        """Return *question* as *parameters* ask it, as ``server.questions.asked`` reads it."""
        return read_asked(snapshot, self.schemes, question, parameters, language)

    def answer(self, snapshot: Snapshot, asked: Asked, enough: int | None = None) -> Answered:
        """Return the whole answer, a stored one if there is any.

        Of a long one whose first rows are *enough*, so many of them, these may be all. Raises what
        the evaluator raises.
        """
        known = stored(snapshot, asked, enough) or self._answers.kept(snapshot, asked.query)
        known = known or counted(snapshot, asked, enough)
        if known is None and enough is not None:
            known = beginning(self._answers, snapshot, asked, enough)
        return known or self._answers.answer(snapshot, asked.query)

    def to_show(self, snapshot: Snapshot, asked: Asked, enough: int) -> Answered:
        """Return the answer with its first rows, *enough* of them, and all that its chart needs.

        That is the whole, unless it is too long to be drawn. Raises what the evaluator raises.
        """
        is_drawn = asked.question.chart and not is_too_long_to_draw(snapshot, asked)
        return self.answer(snapshot, asked, None if is_drawn else enough)


def stored(snapshot: Snapshot, asked: Asked, enough: int | None = None) -> Answered | None:
    """Return the answer that is stored, or the first rows of it if they are *enough*; else None.

    Raises DataDirectoryError when it cannot be read.
    """
    answers, columns = snapshot.answers, asked.question.columns
    about = asked.question, asked.values, snapshot.generation.iris
    if enough is None:
        rows = answers.answer(*about)
        return None if rows is None else Answered(columns=columns, rows=rows, size=0, beyond=0)
    begun = answers.begun(*about, enough)
    if begun is None:
        return None
    first, number = begun
    return Answered(columns=columns, rows=first, size=0, beyond=number - len(first))
