"""The three indexes of a generation's search, and the fields of what they hold.

    entities    a document for each entity: its words, its facets, its places in each order
    money       a document for each allocation, with the facets of its project
    forms       a document for each form of a word in the texts: its base forms and its parts

A facet is a field of its name in ``entities`` and in ``money`` alike, so that one filter fits both.
"""

from itertools import chain, combinations
from pathlib import Path
from typing import Final, NamedTuple

from tantivy import Index, Schema, SchemaBuilder

from graph.errors import DataDirectoryError

FACETS: Final = (
    "entity",
    "portfolio",
    "phase",
    "running",
    "year",
    "funder",
    "implementer",
    "instrument",
    "kind",
    "municipality",
    "subject",
    "place",
    "amount",
    "kind_of",
    "role",
)
"""What is counted beside what is found; ``entity`` is the kind of what is found."""

OF_PROJECTS: Final = (
    *("portfolio", "phase", "instrument", "kind", "municipality"),
    *("funder", "implementer", "partner", "participant"),
    *("subject", "place"),
)
"""The words by which projects are chosen, and their money; a participant is one in any role."""

OF_ENTITIES: Final = ("entity", "amount", "kind_of", "role")
"""The words by which entities are chosen, and no money."""

LEVELS: Final = ("names", "texts")
"""Where words stand; each has fields also for the base forms and for the parts of its words."""

ORDERS: Final = ("start", "end", "amount", "weight", "changed")
"""The orders that are kept as numbers, in fields ``by_<order>``, least first."""

LETTERS: Final = 11
"""The letters of a name that are kept as one number."""

NAMES: Final = tuple(f"by_name_{at}" for at in range(4))
"""The fields of the letters of a name, the first ones first."""

GROUPS: Final = ("year", "instrument", "source", "portfolio")
"""What money is summed by, in fields ``of_<group>``."""

GROUPINGS: Final = {
    by: number
    for number, by in enumerate(
        chain.from_iterable(combinations(GROUPS, size) for size in range(len(GROUPS) + 1))
    )
}
"""Every way to group money, numbered."""


class Part(NamedTuple):
    """One of the indexes: the folder in which it lies, and its schema."""

    name: str
    schema: Schema

    def open(self, folder: Path) -> Index:
        """Return the index in *folder*; raise DataDirectoryError if none of this make is there."""
        place = folder / self.name
        try:
            found = Index.open(str(place))
        except (ValueError, OSError) as refused:
            message = f"{place}: the search index cannot be read: {refused}; build it anew"
            raise DataDirectoryError(message) from refused
        if found.schema != self.schema:
            raise DataDirectoryError(f"{place}: another Salkku made the search index; build anew")
        found.config_reader("manual")  # what is served never changes
        return found

    def make(self, folder: Path) -> Index:
        """Return the index that lies in *folder*, an empty one when there is none."""
        place = folder / self.name
        place.mkdir(parents=True, exist_ok=True)
        return Index(self.schema, str(place), reuse=True)


def _word(builder: SchemaBuilder, name: str, *, stored: bool = False, fast: bool = False) -> None:
    builder.add_text_field(
        name, stored=stored, fast=fast, tokenizer_name="raw", index_option="basic"
    )


def _add_facets(builder: SchemaBuilder) -> None:
    for name in OF_PROJECTS:
        _word(builder, name, fast=True)
    for name in ("year", "start_day", "end_day"):
        builder.add_unsigned_field(name, indexed=True, fast=True)


def _entities() -> Schema:
    builder = SchemaBuilder()
    _word(builder, "id", stored=True)
    _word(builder, "name", stored=True)
    _word(builder, "called", stored=True)
    builder.add_bytes_field("card", stored=True)
    builder.add_unsigned_field("number", fast=True)
    for level in LEVELS:
        builder.add_text_field(level, tokenizer_name="whitespace")
        builder.add_text_field(f"{level}_base", tokenizer_name="whitespace")
        builder.add_text_field(f"{level}_part", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("begun", tokenizer_name="whitespace", index_option="basic")
    for order in (*(f"by_{order}" for order in ORDERS), *NAMES):
        builder.add_unsigned_field(order, indexed=True, fast=True)
    builder.add_unsigned_field("weight", stored=True)
    for name in OF_ENTITIES:
        _word(builder, name, fast=True)
    _add_facets(builder)
    return builder.build()


def _money() -> Schema:
    builder = SchemaBuilder()
    _word(builder, "project")
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for name in (*(f"of_{group}" for group in GROUPS), "currency"):
        _word(builder, name, fast=True)
    builder.add_unsigned_field("first_of", indexed=True, fast=True)
    builder.add_integer_field("cents", fast=True)
    builder.add_unsigned_field("multi_year", fast=True)
    _add_facets(builder)
    return builder.build()


def _forms() -> Schema:
    builder = SchemaBuilder()
    for name in ("form", "base", "part"):
        _word(builder, name, stored=True)
    for name in ("folded", "stem", "skeleton"):
        _word(builder, name)
    return builder.build()


ENTITIES: Final = Part("entities", _entities())
MONEY: Final = Part("money", _money())
FORMS: Final = Part("forms", _forms())
