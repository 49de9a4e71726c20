"""All named questions, read and checked: header and SPARQL must speak of the same things."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType

from pyoxigraph import QuerySolutions, Store

from graph.errors import QueryError
from graph.questions.header import BrokenHeader, header_lines, line_of, read_header
from graph.questions.listing import uncounted, unlisted
from graph.questions.question import PLACE, SERVICE, TAKEN, Question
from graph.questions.summing import Unsummed, take_apart

Library = Mapping[str, Question]
"""The named questions by their names."""


def load_library(folder: Traversable | None = None) -> Library:
    """Return the questions in *folder*, by default Salkku's own, in the order of their names.

    Our own are read once a process. Raises QueryError naming file and line when one cannot be used.
    """
    return _own_library() if folder is None else _library_in(folder)


@cache
def _own_library() -> Library:
    return _library_in(resources.files("queries"))


def _library_in(folder: Traversable) -> Library:
    files = (file for file in folder.iterdir() if file.name.endswith(".rq"))
    chosen = sorted(files, key=lambda file: file.name)
    return MappingProxyType({question.name: question for question in map(read_question, chosen)})


def read_question(file: Traversable) -> Question:
    """Return the question in *file*. Raises QueryError naming file and line."""
    text = file.read_text("utf-8")
    try:
        return parse_question(file.name.removesuffix(".rq"), text)
    except BrokenHeader as error:
        raise QueryError(f"{file.name}:{error.line}: {error}") from error


def parse_question(name: str, text: str) -> Question:
    """Return the question of that name in *text*. Raises BrokenHeader."""
    header = read_header(text)
    question = Question(
        name=name,
        topic=header.topic,
        summary=header.summary,
        table=header.table,
        sums_over=header.sums_over,
        parameters=header.parameters,
        needs=header.needs,
        columns=_columns(text),
        chart=header.chart,
        listing=header.listing,
        counting=header.counting,
        text=text,
    )
    for breach in breaches(question):
        raise breach
    return question


def _columns(text: str) -> tuple[str, ...]:
    at_home = SERVICE.sub(r"GRAPH <\1>", text)  # it would be asked what it gives
    try:
        answer = Store().query(at_home)
    except SyntaxError as error:
        where = re.match(r"error at (\d+):", str(error))
        raise BrokenHeader(int(where[1]) if where else 1, f"not SPARQL: {error}") from error
    variables = answer.variables if isinstance(answer, QuerySolutions) else []
    return tuple(variable.value for variable in variables)


def breaches(question: Question) -> Iterator[BrokenHeader]:
    """Where the header of *question* and its SPARQL speak of different things."""
    lines = header_lines(question.text)
    places = _places(question.text)
    names = {parameter.name for parameter in question.parameters}
    for index, parameter in enumerate(question.parameters):
        line = line_of(f".parameters[{index}]", lines)
        if parameter.name in TAKEN:
            yield BrokenHeader(line, f"{parameter.name} means something else in an address")
        if parameter.name not in places:
            yield BrokenHeader(line, f"{parameter.name} has no place in the query")
        if (parameter.type == "concept") != bool(parameter.scheme):
            yield BrokenHeader(line, f"{parameter.name}: a concept, and no other, has a scheme")
        if parameter.beside and parameter.beside not in names:
            yield BrokenHeader(line, f"{parameter.name}: there is no {parameter.beside} beside it")
    for place in places.keys() - names:
        yield BrokenHeader(places[place], f"{place} is no parameter of the header")
    for part, why in _unfit(question):
        yield BrokenHeader(line_of(part, lines), why)


def _unfit(question: Question) -> Iterator[tuple[str, str]]:
    """The parts of the header that say of the answer what it is not, and why it is not."""
    for unknown in {*question.needs}.difference(one.name for one in question.parameters):
        yield ".needs", f"{unknown} is needed and is no parameter"
    if question.chart:
        drawn = {question.chart.x, question.chart.y, question.chart.series or question.chart.x}
        for column in drawn.difference(question.columns):
            yield ".chart", f"{column} is drawn and is no column"
    if question.listing and (why := unlisted(question)):
        yield ".listing", why
    if question.counting and (why := uncounted(question)):
        yield ".counting", why
    if question.sums_over and (why := unsummed(question)):
        yield ".sums_over", why


def unsummed(question: Question) -> str:
    """Why the answer of *question* cannot be kept as sums; empty when it can."""
    try:
        take_apart(question)
    except Unsummed as why:
        return f"its answer cannot be stored: {why}"
    return ""


def _places(text: str) -> dict[str, int]:
    """The parameters that have a place, each with the line of its last one."""
    return {
        place[1]: number
        for number, line in enumerate(text.splitlines(), 1)
        for place in PLACE.finditer(line)
    }
