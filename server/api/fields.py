"""The parameters of questions and of lists, told from what they are read by."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from graph.questions import header
from graph.questions.question import Question
from graph.register import LANGUAGES, Language
from graph.values import EntityType, concept_words
from server.api.basis import Basis
from server.api.operation import Parameter, Schema
from server.api.schemas import TEXT, several
from server.display.texts import gettext
from server.http.formats import Format
from server.lists.labels import facet_headings
from server.lists.selection import Choice
from server.questions.piece import LARGEST

TYPES: Final[Mapping[str, Schema]] = {
    "integer": {"type": "integer"},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"},
    "boolean": {"type": "boolean"},
    "language": {"type": "string", "enum": [*LANGUAGES]},
    "iri": {"type": "string", "format": "iri"},
}
"""The schemas of the types of parameters; others are text."""

LARGEST_NUMBER: Final = 10**9


def parameters_of(question: Question, basis: Basis) -> Iterator[Parameter]:
    """The parameters of a named *question*; the first of what it needs has an example."""
    for parameter in question.parameters:
        is_example = parameter.name in question.needs[:1]
        yield Parameter(
            name=parameter.name,
            about=_about(parameter, basis.language),
            schema=schema_of(parameter),
            needed=question.needs == (parameter.name,),
            example=basis.examples.get(parameter.type) if is_example else None,
        )
    yield from pieces()


def _about(parameter: header.Parameter, language: Language) -> str:
    label = parameter.label[language]
    named = parameter.type in get_args(EntityType)
    return f"{label} ({gettext('its slug, or its IRI')})" if named else label


def schema_of(parameter: header.Parameter) -> Schema:
    """The schema of the values of a *parameter*."""
    if parameter.type == "concept":
        return {"type": "string", "enum": [*concept_words(parameter.scheme)]}
    return TYPES.get(parameter.type, TEXT)


def pieces() -> Iterator[Parameter]:
    """The parameters that choose a page of an answer."""
    yield Parameter(
        name="page",
        about=gettext("Which page of the answer, from 1; without page and size it is whole."),
        schema={"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER},
    )
    yield Parameter(
        name="size",
        about=gettext("How many rows a page has."),
        schema={"type": "integer", "minimum": 1, "maximum": LARGEST},
    )


def filters_of(choice: type[Choice]) -> Iterator[Parameter]:
    """The parameters that *choice* is read from."""
    hints, headings = get_type_hints(choice), {**words_of_filters(), **facet_headings()}
    for name in choice.__struct_fields__:
        schema = _filter_schema(hints[name], choice.words.get(name, ()))
        yield Parameter(name=name, about=headings[name], schema=schema)
    yield language_parameter()


def _filter_schema(hint: Any, words: tuple[str, ...]) -> Schema:
    if hint is bool:
        return TYPES["boolean"]
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": [word for word in get_args(hint) if word]}
    one: Schema = {"type": "string", "enum": [*words]} if words else TEXT
    if get_origin(hint) is tuple:
        return several(TYPES["integer"] if int in get_args(hint) else one)
    return one


def words_of_filters() -> Mapping[str, str]:
    """What the parameters choose that are no facets."""
    return {
        "q": gettext("Words to search for, in any form of theirs."),
        "exact": gettext("Take the words as they are written, without their other forms."),
        "sort": gettext("The order of the list."),
    }


def language_parameter() -> Parameter:
    """The parameter that chooses the language of names."""
    return Parameter(name="lang", about=gettext("The language of names."), schema=TYPES["language"])


def words_parameter() -> Parameter:
    """The parameter that holds words of names."""
    return Parameter(name="q", about=gettext("The words."), schema=TEXT)


def format_parameter(names: Iterable[str]) -> Parameter:
    """The parameter that names a format, one of those *names*."""
    return Parameter(
        name="format",
        about=gettext("The format, before what the header Accept says."),
        schema={"type": "string", "enum": [*names]},
    )


def extension_of(formats: tuple[Format[Any], ...], example: str = "json") -> Parameter:
    """The end of an address, which names one of *formats*."""
    names = [format_.name for format_ in formats]
    return Parameter(
        name="extension",
        where="path",
        about=gettext("The format."),
        schema={"type": "string", "enum": names},
        example=example if example in names else names[0],
    )


def slug_of(example: str | None, about: str = "", name: str = "slug") -> Parameter:
    """The slug of an entity, or another name of a thing, in the path."""
    return Parameter(
        name=name,
        where="path",
        about=about or gettext("The slug: the last part of its IRI."),
        schema={"type": "string", "minLength": 1, "pattern": "^[^/]+$"},
        example=example,
    )
