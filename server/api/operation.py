"""An operation: what is asked, with which parameters, what is answered (OpenAPI 3.1, 4.8.10)."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

Schema = Mapping[str, Any]
"""A schema: JSON Schema, 2020-12."""


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of an address; one of its *path* must be given.

    An *example* is a value that fits the register at hand; None is no example.
    """

    name: str
    about: str
    schema: Schema
    where: Literal["path", "query"] = "query"
    needed: bool = False
    example: str | int | None = None

    def told(self) -> dict[str, Any]:
        """The parameter object (4.8.12)."""
        told: dict[str, Any] = {
            "name": self.name,
            "in": self.where,
            "required": self.needed or self.where == "path",
            "description": self.about,
            "schema": self.schema,
        }
        return told if self.example is None else {**told, "example": self.example}


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a request may carry: schemas by media type, and an example of the first."""

    content: Mapping[str, Schema]
    example: str = ""
    needed: bool = True

    def told(self) -> dict[str, Any]:
        """The request body object (4.8.13)."""
        content: dict[str, Any] = {
            media_type: {"schema": schema} for media_type, schema in self.content.items()
        }
        if self.example:
            content[next(iter(content))]["example"] = self.example
        return {"required": self.needed, "content": content}


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """An operation; *scope* is what a token must allow, where one is needed.

    *answers* are response objects (4.8.17) by status. Of what it *needs*, at least one parameter is
    given.
    """

    id: str
    path: str
    section: str
    summary: str
    answers: Mapping[str, Any]
    method: str = "get"
    about: str = ""
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()
    body: Body | None = None
    scope: str = ""

    def told(self) -> dict[str, Any]:
        """The operation object (4.8.10)."""
        told: dict[str, Any] = {
            "operationId": self.id,
            "tags": [self.section],
            "summary": self.summary,
            "description": self.about,
            "parameters": [parameter.told() for parameter in self.parameters],
            "requestBody": self.body.told() if self.body else None,
            "security": [{"token": [self.scope]}] if self.scope else None,
            "responses": self.answers,
        }
        return {name: value for name, value in told.items() if value}
