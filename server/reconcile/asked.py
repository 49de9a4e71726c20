"""What clients ask, in the shape of the API: batches of queries, and what to extend a table with.

The shapes are those of the JSON schemas of version 0.2. What does not fit is refused whole, with
the place where it does not.
"""

from typing import Any, Final, Literal, TypeVar

import msgspec
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

BATCH: Final = 1000
"""So many queries a batch may hold, and so many entities may be extended at once."""

MOST_PROPERTIES: Final = 100
"""So many properties an extension may ask for."""

MOST_COMPARED: Final = 50
"""So many properties a query may name, and so many values for each."""

LONGEST: Final = 2000
"""So many characters a name may have."""

CANDIDATES: Final = 5
"""How many candidates a query gets when it does not say."""

MOST_CANDIDATES: Final = 50
"""More candidates than anybody looks through."""

_MOST_DIGITS: Final = 10

Shape = TypeVar("Shape")


class Chosen(msgspec.Struct, frozen=True):
    """A value that was matched already: the *id* of an entity, and its *name*."""

    id: str
    name: str = ""


Value = str | bool | int | float | Chosen


def text_of(value: Value) -> str:
    """What names a *value*: its id, or what it is."""
    return value.id if isinstance(value, Chosen) else str(value).strip()


class Wanted(msgspec.Struct, frozen=True):
    """A property, and the value or values that the entity should have."""

    pid: str
    v: Value | tuple[Value, ...]

    def __post_init__(self) -> None:
        if len(self.values) > MOST_COMPARED:
            raise ValueError(f"a property has {MOST_COMPARED} values at most")

    @property
    def values(self) -> tuple[Value, ...]:
        """The values, of which each will do."""
        return self.v if isinstance(self.v, tuple) else (self.v,)


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to find: by its name, by properties, or by both."""

    query: str | msgspec.UnsetType = msgspec.UNSET
    type: str | tuple[str, ...] = ()
    limit: int | float = CANDIDATES
    properties: tuple[Wanted, ...] = ()
    type_strict: Literal["any", "should", "all"] = "any"

    def __post_init__(self) -> None:
        if self.query is msgspec.UNSET and not self.properties:
            raise ValueError("it asks for nothing: give a query, properties, or both")
        if self.limit < 1 or self.limit % 1 != 0:
            raise ValueError("the limit is a whole number from 1 on")
        if len(self.properties) > MOST_COMPARED:
            raise ValueError(f"a query names {MOST_COMPARED} properties at most")
        if len(self.name) > LONGEST:
            raise ValueError(f"a name has {LONGEST} characters at most")

    @property
    def name(self) -> str:
        """The name; nothing where none is given."""
        return self.query.strip() if isinstance(self.query, str) else ""

    @property
    def types(self) -> tuple[str, ...]:
        """The types of which the entity should be one."""
        return (self.type,) if isinstance(self.type, str) else self.type

    @property
    def most(self) -> int:
        """How many candidates there may be."""
        return min(int(self.limit), MOST_CANDIDATES)


class Fetched(msgspec.Struct, frozen=True):
    """A property to extend with, and its settings."""

    id: str
    settings: dict[str, Any] = {}

    def __post_init__(self) -> None:
        if not _is_count(self.settings.get("limit", 0)):
            raise ValueError("the setting limit is a whole number from 0 on; 0 is no limit")

    @property
    def most(self) -> int | None:
        """How many values there may be; None for all."""
        return int(self.settings.get("limit") or 0) or None


class Extension(msgspec.Struct, frozen=True):
    """Entities by their ids, and the properties of which the values are wanted."""

    ids: tuple[str, ...]
    properties: tuple[Fetched, ...]


def _is_count(said: object) -> bool:
    """Whether *said* is a number of things; forms send numbers as text, or leave them empty."""
    if isinstance(said, str):
        return len(said) < _MOST_DIGITS and said.isascii() and (said.isdigit() or not said)
    return said is None or (isinstance(said, int) and said >= 0)


def read_batch(text: str) -> dict[str, Query]:
    """Return the queries in *text* by their names.

    Raises BadRequest where they are no batch, RequestEntityTooLarge when there are too many.
    """
    batch = _read(text, dict[str, Query], "queries")
    if len(batch) > BATCH:
        raise RequestEntityTooLarge(f"There are {len(batch)} queries; a batch has {BATCH} at most.")
    return batch


def read_extension(text: str) -> Extension:
    """Return what *text* asks to extend with. Raises as ``read_batch`` does."""
    extension = _read(text, Extension, "extend")
    if len(extension.ids) > BATCH or len(extension.properties) > MOST_PROPERTIES:
        raise RequestEntityTooLarge(
            f"There are {len(extension.ids)} ids and {len(extension.properties)} properties; ask"
            f" for {BATCH} ids and {MOST_PROPERTIES} properties at most."
        )
    return extension


def _read(text: str, shape: type[Shape], parameter: str) -> Shape:
    try:
        return msgspec.json.decode(text.encode(), type=shape)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise BadRequest(f"The parameter {parameter} cannot be read: {error}") from error
