"""The headings of columns for people: one table for all questions, in ``queries/columns.toml``."""

from collections.abc import Mapping
from importlib import resources

import msgspec

from graph.questions.header import Words
from graph.register import Language

Headings = Mapping[str, Words]
"""The headings by the names of columns."""


def load_headings() -> Headings:
    """Return the headings that are known; a column without one is called by its name."""
    text = resources.files("queries").joinpath("columns.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, Words])


def heading(headings: Headings, column: str, language: Language) -> str:
    """Return the heading of *column* in *language*; its name where none is known."""
    words = headings.get(column)
    return words[language] if words else column.replace("_", " ")
