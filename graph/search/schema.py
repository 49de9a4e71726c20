"""The indexes of a generation's search, and the columns beside them: what each of them holds.

    entities    a document for each entity: its words, its facets
    forms       a document for each form of a word in the texts: its base forms and its parts
    columns     a row for each entity: its facets, its places in each order, its money

A facet is called the same everywhere, and the index knows the row of each of its documents.
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

ROLES: Final = ("funder", "implementer", "partner")
"""What an organisation may be in a project, in the order in which people are told."""

OF_PROJECTS: Final = (
    *("portfolio", "phase", "instrument", "kind", "municipality"),
    *(*ROLES, "participant"),
    *("subject", "place"),
)
"""The words by which projects are chosen; a participant is one in any role."""

OF_ENTITIES: Final = ("entity", "amount", "kind_of", "role")
"""The words by which entities are chosen."""

CHOSEN: Final = (*OF_ENTITIES, *OF_PROJECTS, "year")
"""The facets in which words are chosen; ``running`` follows from days and phases."""

BLOCK: Final = 52
"""So many rows are a block: a sum of their bits is a number that a double holds (IEEE 754)."""

LEVELS: Final = ("names", "texts")
"""Where words stand; each has fields also for the base forms and for the parts of its words."""

ORDERS: Final = ("start", "end", "amount", "weight", "changed")
"""The orders that follow numbers, called ``by_<order>``, least first."""

SORTED: Final = ("name", *ORDERS)
"""All orders; what is alike in one of the others stands by name."""

NUMBERS: Final = ("start_day", "end_day", *(f"by_{order}" for order in ORDERS))
"""The numbers of a row: the days between which a project runs, and what orders it."""

GROUPS: Final = ("year", "instrument", "source", "portfolio")
"""What money is summed by."""

SUMMED: Final = (*GROUPS, "currency")
"""What is never in one sum, if sums are grouped by it; currencies never are."""

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


def _word(builder: SchemaBuilder, name: str, *, stored: bool = False) -> None:
    builder.add_text_field(name, stored=stored, tokenizer_name="raw", index_option="basic")


def _entities() -> Schema:
    builder = SchemaBuilder()
    for name in ("id", "name", "called"):
        _word(builder, name, stored=True)
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("block", fast=True)
    builder.add_float_field("bit", fast=True)
    for level in LEVELS:
        builder.add_text_field(level, tokenizer_name="whitespace")
        builder.add_text_field(f"{level}_base", tokenizer_name="whitespace")
        builder.add_text_field(f"{level}_part", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("begun", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("by_weight", fast=True)
    builder.add_unsigned_field("weight", stored=True)
    for name in CHOSEN:
        _word(builder, name)
    for name in ("start_day", "end_day"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def _forms() -> Schema:
    builder = SchemaBuilder()
    for name in ("form", "base", "part"):
        _word(builder, name, stored=True)
    for name in ("folded", "stem", "skeleton"):
        _word(builder, name)
    return builder.build()


ENTITIES: Final = Part("entities", _entities())
FORMS: Final = Part("forms", _forms())

COLUMNS: Final = "columns"
"""The folder of the columns."""


def is_of_this_make(folder: Path) -> bool:
    """Whether in *folder* lies a search index as it is made now; no other can be written to."""
    try:
        for part in (ENTITIES, FORMS):
            part.open(folder)
    except DataDirectoryError:
        return False
    return (folder / COLUMNS).is_dir()
