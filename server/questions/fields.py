"""The form of a named question: a field for each of its parameters."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graph.questions.header import Parameter
from graph.questions.question import Question
from graph.register import LANGUAGES, Language
from server.addresses import MANY
from server.display.languages import OWN_NAMES
from server.display.texts import gettext
from server.questions.asked import NAMED, Schemes, how_many, slug_of
from server.snapshot import Snapshot

MOST_OPTIONS: Final = 60
"""Up to so many entities are a list to choose from; of more one types a part of the name."""

MOST_HINTS: Final = 500
"""Up to so many entities come with the page, to complete what one types."""

INPUTS: Final = {"year": "number", "integer": "number", "date": "date", "decimal": "number"}
"""The types of input fields (HTML Living Standard, section 4.10.5.1); others are text."""


class Option(NamedTuple):
    """Something to choose: its value in the address, and its name."""

    value: str
    label: str


class Field(NamedTuple):
    """A field: a list when *closed*, else typed words, which *options* help to complete.

    *input* is the type of what is typed. *kind* is the kind of entity that is wanted, if one is.
    *unsaid* is what a list shows when nothing is chosen.
    """

    name: str
    label: str
    value: str
    input: str
    unsaid: str
    kind: str = ""
    options: tuple[Option, ...] = ()
    closed: bool = False


def fields(
    snapshot: Snapshot,
    schemes: Schemes,
    question: Question,
    said: Mapping[str, str],
    language: Language,
) -> Iterator[Field]:
    """The fields of *question*, with what was *said* in them."""
    for parameter in question.parameters:
        options = tuple(_options(snapshot, schemes, parameter, language))
        is_entity = parameter.type in NAMED
        yield Field(
            name=parameter.name,
            label=parameter.label[language],
            value=said.get(parameter.name, ""),
            input=INPUTS.get(parameter.type, "text"),
            unsaid=unsaid(parameter),
            kind=parameter.type if is_entity else "",
            options=options if len(options) <= MOST_HINTS else (),
            closed=bool(options) and (not is_entity or len(options) <= MOST_OPTIONS),
        )


def unsaid(parameter: Parameter) -> str:
    """What stands for no value of *parameter*."""
    if parameter.type == "language":
        return gettext("Language of the page")
    return "–" if parameter.type == "boolean" else gettext("All")


def _options(
    snapshot: Snapshot, schemes: Schemes, parameter: Parameter, language: Language
) -> Iterator[Option]:
    if parameter.type == "boolean":
        yield from (Option("true", gettext("Yes")), Option("false", gettext("No")))
    elif parameter.type == "language":
        yield from (Option(other, OWN_NAMES[other]) for other in LANGUAGES)
    elif parameter.type == "concept":
        for concept in schemes[parameter.scheme].concepts:
            yield Option(concept.word, concept.labels.get(language, concept.word))
    elif parameter.type in NAMED and how_many(snapshot, parameter.type) <= MOST_HINTS:
        for row in snapshot.whole(MANY[parameter.type], language):
            yield Option(slug_of(row[parameter.type]), row["name"])
