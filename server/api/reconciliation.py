"""The reconciliation service (Reconciliation Service API 0.2): tables matched with the register."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from server.api.answers import ASKING, JSON, Answers, in_json, leading, problems
from server.api.basis import Basis
from server.api.operation import Body, Operation, Parameter, Schema
from server.api.schemas import TEXT, closed, named, several
from server.display.texts import gettext
from server.endpoint.protocol import FORM
from server.reconcile.blueprint import BESIDE, ROUTES

SECTION = "reconciliation"
HTML: Final = "text/html"
EXAMPLE: Final = '{"q0": {"query": "Oulu"}}'
COMPLETED: Final[Mapping[str, str]] = {
    "suggest/entity": "oulu",
    "suggest/property": "a",
    "suggest/type": "pro",
}
"""What is completed, with words that begin something."""


def operations(basis: Basis) -> Iterator[Operation]:
    """The service itself, and what it offers beside, by their addresses without a language."""
    root = ROUTES[0]
    yield Operation(
        id="reconcile",
        path=root,
        section=SECTION,
        summary=gettext("What the service offers, or the matches of a batch of queries"),
        about=gettext(
            "The same below /fi, /sv and /en, in that language. Its answers fit the schemas of the"
            " Reconciliation Service API 0.2."
        ),
        parameters=tuple(_asked()),
        answers={**in_json(ANSWER), **problems(*ASKING, 413)},
    )
    yield Operation(
        id="reconcile_by_body",
        method="post",
        path=root,
        section=SECTION,
        summary=gettext("The matches of a batch of queries, sent as a form"),
        body=Body(content={FORM: _form()}, example=f"queries={EXAMPLE}"),
        answers={"200": _answer(), **problems(*ASKING, 413)},
    )
    for address in BESIDE:
        yield _beside(root, address, basis)


ANSWER: Final[Schema] = {"type": "object"}


def _answer() -> dict[str, Any]:
    return {"description": gettext("The answer."), "content": {JSON: {"schema": ANSWER}}}


def _asked() -> Iterator[Parameter]:
    yield Parameter(
        name="queries",
        about=gettext("A batch of queries, as JSON."),
        schema=TEXT,
        example=EXAMPLE,
    )
    yield Parameter(
        name="extend", about=gettext("What a table is to be extended with, as JSON."), schema=TEXT
    )


def _form() -> Schema:
    return {"type": "object", "properties": {"queries": TEXT, "extend": TEXT}}


def _beside(root: str, address: str, basis: Basis) -> Operation:
    """The operation at an *address* below the service."""
    id_ = f"organisation/{basis.examples.get('organisation', '')}"
    return Operation(
        id=f"reconcile_{BESIDE[address].__name__}",
        path=f"{root}/{address}",
        section=SECTION,
        summary=_summary(address),
        parameters=tuple(_parameters(address, id_)),
        answers={**_answers(address), **problems(*ASKING)},
    )


def _summary(address: str) -> str:
    what, _, which = address.partition("/")
    return {
        "properties": gettext("The properties that a table can be extended with"),
        "suggest": gettext("Completions for a field: %(what)s", what=which),
        "flyout": gettext("A few words to show beside a name: %(what)s", what=which),
        "preview": gettext("A small page about a thing"),
        "view": gettext("The way to the page of a thing"),
    }[what]


def _parameters(address: str, id_: str) -> Iterator[Parameter]:
    if address == "properties":
        yield _type()
        yield _count("limit", gettext("How many there are at most."))
    elif address in COMPLETED:
        prefix = gettext("The words that are being typed.")
        yield Parameter(name="prefix", about=prefix, schema=TEXT, example=COMPLETED[address])
        yield _count("cursor", gettext("How many are skipped."))
        yield from [_type()] if address == "suggest/entity" else []
    else:
        examples = {"flyout/property": "name_fi", "flyout/type": "project"}
        about = gettext("The identifier.")
        example = examples.get(address, id_)
        yield Parameter(name="id", about=about, schema=TEXT, needed=True, example=example)


def _type() -> Parameter:
    about = gettext("What type of things.")
    return Parameter(name="type", about=about, schema=TEXT, example="organisation")


def _count(name: str, about: str) -> Parameter:
    schema: Schema = {"type": "integer", "minimum": 0, "maximum": 10_000}
    return Parameter(name=name, about=about, schema=schema)


def _answers(address: str) -> Answers:
    if address == "view":
        return leading(303, gettext("To the page."))
    if address == "preview":
        return {"200": {"description": gettext("The answer."), "content": {HTML: {"schema": TEXT}}}}
    if address.startswith("flyout/"):
        return in_json(closed({"id": TEXT, "html": TEXT}))
    if address.startswith("suggest/"):
        return in_json(closed({"result": several({"type": "object"})}))
    return in_json(named("Proposed"))
