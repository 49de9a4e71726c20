"""The abstract of a page: an introduction, headings with text, lists, work packages, money."""

from collections.abc import Sequence
from typing import NamedTuple

from bench.generator import words
from bench.generator.dice import Dice
from bench.generator.listings import write_budgets, write_granted, write_outcome_beside
from bench.generator.money import Money, Project
from bench.generator.prose import paragraph, phrase, sentence
from bench.generator.sentences import (
    write_divided,
    write_estimate,
    write_list,
    write_partner,
    write_percents,
    write_range,
    write_shares,
    write_through,
    write_yearly,
)
from bench.generator.sheet import Sheet
from bench.generator.tables import write_plan_and_outcome, write_table
from graph.records import Item, Section, WorkPackage

MARKS: Sequence[Sequence[str]] = (
    "------",
    "••••••",
    ("a.", "b.", "c.", "d.", "e.", "f."),
    ("a)", "b)", "c)", "d)", "e)", "f)"),
    ("1.", "2.", "3.", "4.", "5.", "6."),
    ("1)", "2)", "3)", "4)", "5)", "6)"),
    ("I", "II", "III", "IV", "V", "VI"),
    ("I.", "II.", "III.", "IV.", "V.", "VI."),
    ("i)", "ii)", "iii)", "iv)", "v)", "vi)"),
)
PACKAGE_MARKS = ("Työpaketti {}.", "Työpaketti {}:", "TP{}:", "TP {}.")
MONEY_SHAPES = (
    *[write_table] * 12,
    write_plan_and_outcome,
    write_outcome_beside,
    write_budgets,
    write_granted,
    write_divided,
    write_shares,
    write_list,
    write_estimate,
    write_partner,
    write_percents,
    write_range,
    write_through,
    write_yearly,
)


class Abstract(NamedTuple):
    """What an abstract says."""

    sections: tuple[Section, ...]
    objectives: tuple[Item, ...]
    results: tuple[Item, ...]
    work_packages: tuple[WorkPackage, ...]
    money: Money


def write_abstract(sheet: Sheet, dice: Dice, project: Project) -> Abstract:
    """Write an abstract and return the truth about it; some have no heading at all."""
    sheet.label("Tiivistelmä")
    sheet.space()
    writer = _Writer(sheet, dice)
    if dice.chance(sheet.length.prose):
        return writer.unstructured(project)
    if dice.chance(0.5):
        writer.introduction()
    if dice.chance(0.25):
        writer.plain_section(dice.pick(words.OTHER_HEADINGS))
    if dice.chance(0.1):
        objectives, results = writer.paired_section()
        packages = writer.content_section(dice.pick(words.CONTENT_HEADINGS))
    else:
        objectives = writer.listed_section(dice.pick(words.OBJECTIVE_HEADINGS))
        packages = writer.content_section(dice.pick(words.CONTENT_HEADINGS))
        results = writer.listed_section(dice.pick(words.RESULT_HEADINGS))
    money = writer.money_section(project)
    return Abstract(tuple(writer.sections), objectives, results, packages, money)


class _Writer:
    """Writes the sections one after the other."""

    def __init__(self, sheet: Sheet, dice: Dice) -> None:
        self._sheet = sheet
        self._dice = dice
        self.sections: list[Section] = []

    def unstructured(self, project: Project) -> Abstract:
        """Paragraphs only, the last of them about money."""
        self.introduction()
        shape = self._dice.pick((write_estimate, write_shares)) if project.dated else write_estimate
        money = shape(self._sheet, self._dice, project)
        self._sheet.space()
        return Abstract(tuple(self.sections), (), (), (), money)

    def introduction(self) -> None:
        """Text before any heading: the section at position 0."""
        text = paragraph(self._dice)
        line = self._sheet.write(text)
        self._sheet.space()
        self.sections.append(Section(position=0, heading="", text=text, line=line))

    def plain_section(self, heading: str) -> None:
        """A heading and paragraphs, the first of which may stand beside it."""
        texts = [paragraph(self._dice) for _ in range(self._dice.between(1, 2))]
        if self._dice.chance(0.1):
            self._head_beside(heading, texts.pop(0))
        else:
            self._head(heading, texts[0])
        for text in texts:
            self._sheet.write(text)
            self._sheet.breathe()
        self._close()

    def listed_section(self, heading: str) -> tuple[Item, ...]:
        """A heading, perhaps a sentence that leads in, and a list; sometimes prose instead."""
        if self._dice.chance(0.15):
            self.plain_section(heading)
            return ()
        marks = self._dice.pick(MARKS)
        texts = [phrase(self._dice) for _ in range(self._dice.between(2, 6))]
        if marks[0].isalpha():
            texts = [text.capitalize() for text in texts]
        lead = f"{sentence(self._dice)[:-1]}:" if self._dice.chance(0.2) else ""
        self._head(heading, lead or f"{marks[0]} {texts[0]}")
        if lead:
            self._sheet.write(lead)
        items = tuple(map(self._item, marks, range(1, len(texts) + 1), texts))
        self._close()
        return items

    def paired_section(self) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Objectives, each with its result below it or beside it."""
        stop, below = self._dice.pick((":", ".", "")), self._dice.pick((":", ""))
        beside = bool(stop and below) and self._dice.chance(0.4)
        pairs = [(phrase(self._dice), phrase(self._dice)) for _ in range(self._dice.between(2, 4))]
        self._head("Tavoitteet ja tulokset", f"Tavoite 1{stop} {pairs[0][0].capitalize()}.")
        found = [
            self._pair(
                number,
                f"{one.capitalize()}.",
                f"{other.capitalize()}.",
                (stop, below),
                beside=beside,
            )
            for number, (one, other) in enumerate(pairs, 1)
        ]
        self._close()
        return tuple(one for one, _ in found), tuple(other for _, other in found)

    def _pair(
        self, number: int, one: str, other: str, stops: tuple[str, str], *, beside: bool
    ) -> tuple[Item, Item]:
        """An objective and its result, in one line or in two."""
        names = f"Tavoite {number}{stops[0]}", f"Tulos{stops[1]}"
        lines = f"{names[0]} {one}", f"{names[1]} {other}"
        first = self._sheet.write(" ".join(lines) if beside else lines[0])
        second = first if beside else self._sheet.write(lines[1])
        return (
            Item(position=number, label=names[0], text=one, line=first),
            Item(position=number, label=names[1], text=other, line=second),
        )

    def content_section(self, heading: str) -> tuple[WorkPackage, ...]:
        """What is done: paragraphs, or work packages with their titles."""
        if self._dice.chance(0.6):
            self.plain_section(heading)
            return ()
        self._head(heading, "")
        mark = self._dice.pick(PACKAGE_MARKS)
        packages = tuple(
            self._package(mark.format(number), number)
            for number in range(1, self._dice.between(2, 4) + 1)
        )
        self._close()
        return packages

    def money_section(self, project: Project) -> Money:
        """A heading about money, and the money in one of its shapes."""
        shape = self._dice.pick(MONEY_SHAPES if project.dated else (write_estimate,))
        self._head(self._dice.pick(words.FUNDING_HEADINGS), "")
        money = shape(self._sheet, self._dice, project)
        self._close()
        return money

    def _head(self, heading: str, text: str) -> None:
        """Write *heading*; *text* is how its section begins, for the truth."""
        line = self._sheet.write(f"{heading}{self._sheet.style.colon}")
        self._sheet.breathe()
        self._add(heading, text, line)

    def _head_beside(self, heading: str, text: str) -> None:
        """Write *heading* and, beside it, the text with which its section begins."""
        self._add(heading, text, self._sheet.write(f"{heading}: {text}"))

    def _add(self, heading: str, text: str, line: int) -> None:
        position = len(self.sections) + (not self.sections or self.sections[0].position > 0)
        self.sections.append(Section(position=position, heading=heading, text=text, line=line))

    def _close(self) -> None:
        self._sheet.space()

    def _item(self, mark: str, position: int, text: str) -> Item:
        line = self._sheet.write(f"{mark} {text}")
        return Item(position=position, label=mark, text=text, line=line)

    def _package(self, mark: str, position: int) -> WorkPackage:
        title = phrase(self._dice).capitalize()
        line = self._sheet.write(f"{mark} {title}")
        self._sheet.breathe()
        description = paragraph(self._dice)
        self._sheet.write(description)
        self._sheet.breathe()
        return WorkPackage(
            position=position, label=mark, title=title, description=description, line=line
        )
