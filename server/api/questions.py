"""The named questions: an operation for each that gives a table."""

from collections.abc import Iterator

from graph.questions.question import Question
from server.api.answers import (
    ASKING,
    READING,
    answered,
    contents,
    in_json,
    leading,
    paged,
    problems,
)
from server.api.basis import Basis
from server.api.fields import extension_of, language_parameter, parameters_of, words_parameter
from server.api.operation import Operation, Parameter
from server.api.schemas import named, table_schema
from server.display.texts import gettext
from server.questions.asked import NAMED
from server.questions.data import FORMATS

SECTION = "questions"


def operations(basis: Basis) -> Iterator[Operation]:
    """The answer of each question; the way to one without an extension; completions."""
    tables = [question for question in basis.library.values() if question.columns]
    for question in tables:
        yield answer_of(question, basis)
    yield Operation(
        id="question",
        path="/queries/{name}",
        section=SECTION,
        summary=gettext("The way to the answer of a question"),
        about=gettext("People are led to its page, programs to its answer as JSON."),
        parameters=(_name([question.name for question in tables]),),
        answers={**leading(302, gettext("To the page or to the answer.")), **problems(*READING)},
    )
    yield Operation(
        id="question_suggestions",
        path="/queries/suggestions/{kind}",
        section=SECTION,
        summary=gettext("Entities by words of their names, for what completes a field"),
        parameters=(_kind(), words_parameter(), language_parameter()),
        answers={**in_json(named("Suggestions")), **problems(*READING)},
    )


def answer_of(question: Question, basis: Basis) -> Operation:
    """The operation that answers *question*; an example is about everything where it may be."""
    statuses = (*ASKING, 403) if question.services else ASKING
    content = contents(FORMATS, table_schema(basis.meanings(question.columns)))
    return Operation(
        id=f"question_{question.name}",
        path=f"/queries/{question.name}.{{extension}}",
        section=SECTION,
        summary=question.title(basis.language),
        about=" ".join(filter(None, (question.summary[basis.language], _needs(question)))),
        parameters=(extension_of(FORMATS), *parameters_of(question, basis)),
        needs=question.needs,
        answers={**answered(content, headers=paged()), **problems(*statuses)},
    )


def _needs(question: Question) -> str:
    """What *question* must be asked about, in words; empty when it is asked about everything."""
    names = ", ".join(question.needs)
    return gettext("At least one of these is given: %(names)s.", names=names) if names else ""


def _name(names: list[str]) -> Parameter:
    return Parameter(
        name="name",
        where="path",
        about=gettext("The name of the question."),
        schema={"type": "string", "enum": names},
        example=names[0],
    )


def _kind() -> Parameter:
    return Parameter(
        name="kind",
        where="path",
        about=gettext("What kind of entities."),
        schema={"type": "string", "enum": sorted(NAMED)},
        example="organisation",
    )
