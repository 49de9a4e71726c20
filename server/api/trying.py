"""An operation filled in by a form: the request that this makes, for a person to see and to run."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from werkzeug.datastructures import MultiDict

from server.addresses import with_parameters
from server.api.operation import Operation, Parameter, Schema

SENT: Final = "try"
"""The parameter that says that the form was sent; no operation has one of that name."""

INPUTS: Final = {"integer": "number"}
"""The types of fields (HTML Living Standard, section 4.10.5.1); others are text."""


class Field(NamedTuple):
    """A field of the form: a list when there are *options*, long text when it is *long*."""

    parameter: Parameter
    value: str
    input: str
    options: Sequence[str]
    long: bool


def fields(operation: Operation, said: MultiDict[str, str]) -> Iterator[Field]:
    """The fields of *operation* with what was *said*, or an example before anything was."""
    for parameter in operation.parameters:
        value, schema = value_of(parameter, said), one_of(parameter.schema)
        input_ = "date" if schema.get("format") == "date" else INPUTS.get(_type(schema), "text")
        yield Field(parameter, value, input_, _options(schema), long="\n" in value)


def value_of(parameter: Parameter, said: MultiDict[str, str]) -> str:
    """What the form says of *parameter*; a path has no gaps, so there the example fills them."""
    value = said.get(parameter.name, "").strip()
    if value or (SENT in said and parameter.where == "query"):
        return value
    return "" if parameter.example is None else str(parameter.example)


def one_of(schema: Schema) -> Schema:
    """The schema of one value, where there may be several."""
    items: Schema = schema.get("items", schema)
    return items


def _type(schema: Schema) -> str:
    type_: Any = schema.get("type", "")
    return type_ if isinstance(type_, str) else ""


def _options(schema: Schema) -> Sequence[str]:
    return ("true", "false") if schema.get("type") == "boolean" else schema.get("enum", ())


def address_of(operation: Operation, said: MultiDict[str, str]) -> str:
    """The address of the request, with what was *said* in path and parameters."""
    path, query = operation.path, list[tuple[str, str]]()
    for parameter in operation.parameters:
        value = value_of(parameter, said)
        if parameter.where == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(value, safe=""))
        elif value:
            query.append((parameter.name, value))
    return with_parameters(path, query)


def is_whole(operation: Operation, said: MultiDict[str, str]) -> bool:
    """Whether everything has a value that the request cannot be made without."""
    values = {one.name: value_of(one, said) for one in operation.parameters}
    needed = (one.name for one in operation.parameters if one.needed or one.where == "path")
    either = operation.needs
    return all(values[name] for name in needed) and (not either or any(values[n] for n in either))


def command(operation: Operation, address: str) -> str:
    """The same request as a line for a shell, at a whole *address*."""
    words = ["curl"]
    if operation.method != "get":
        words += ["-X", operation.method.upper()]
    if operation.scope:
        words += ["-H", "Authorization: Bearer TOKEN"]
    if operation.body:
        media_type = next(iter(operation.body.content))
        words += ["-H", f"Content-Type: {media_type}", "--data-binary", operation.body.example]
    return shlex.join([*words, address])
