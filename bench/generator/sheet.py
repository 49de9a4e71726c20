"""The page as it is written: lines, and how its writer likes to set them."""

from typing import NamedTuple

from bench.generator.dice import Dice
from bench.generator.length import Length

RUNS = (" \u00a0 ", " \u00a0 ", " \u00a0 ", "   ", "\t", " \u00a0\u00a0 ", " \u202f ")


class Style(NamedTuple):
    """A writer's habits: the *run* of blanks between the cells of a line, and *after* a label.

    Headings end with *colon*, an *airy* page has empty lines between them and their text, and
    where *value_below* is true, values stand below their labels.
    """

    run: str
    after: str
    colon: str
    airy: bool
    value_below: bool


def throw_style(dice: Dice) -> Style:
    """The habits of one page's writer."""
    run = dice.pick(RUNS)
    return Style(
        run=run,
        after=dice.pick(("\u00a0", " ")) if dice.chance(0.04) else run,
        colon=dice.pick(("", ":")),
        airy=dice.chance(0.5),
        value_below=dice.chance(0.1),
    )


class Sheet:
    """Lines written one after the other; each ``write`` says the number of its line."""

    __slots__ = ("length", "lines", "style")

    def __init__(self, style: Style, length: Length) -> None:
        self.style = style
        self.length = length
        self.lines: list[str] = []

    def write(self, text: str) -> int:
        """Add a line and return its number, counted from 1."""
        self.lines.append(text)
        return len(self.lines)

    def space(self) -> None:
        """Add an empty line."""
        self.lines.append("")

    def breathe(self) -> None:
        """Add an empty line where the writer likes air."""
        if self.style.airy:
            self.lines.append("")

    def label(self, label: str, value: str = "") -> int:
        """Add a label with its *value*, beside or below it; return the line of the value."""
        if value and self.style.value_below:
            self.write(f"{label}{self.style.after}")
            return self.write(value)
        return self.write(f"{label}{self.style.after}{value}")
