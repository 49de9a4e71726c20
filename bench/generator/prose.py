"""Sentences and phrases of administrative prose, put together at random."""

from bench.generator import words
from bench.generator.dice import Dice


def sentence(dice: Dice) -> str:
    """One sentence without money in it."""
    if dice.chance(0.12):
        year = dice.between(2009, 2024)
        return dice.pick(words.COUNTS).format(n=dice.between(12, 950), y=year, z=year + 2)
    return f"{dice.pick(words.VERBS)} {dice.pick(words.OBJECTS)} {dice.pick(words.WAYS)}."


def paragraph(dice: Dice) -> str:
    """Two to five sentences on one line."""
    return " ".join(sentence(dice) for _ in range(dice.between(2, 5)))


def phrase(dice: Dice) -> str:
    """What an item of a list says: no full stop."""
    return f"{dice.pick(words.OBJECTS)} {dice.pick(words.WAYS)}"


def project_name(dice: Dice) -> str:
    """The name of a project."""
    head = f"{dice.pick(words.NAME_HEADS)}{dice.pick(words.NAME_KINDS)}"
    return f"{head} - {dice.pick(words.NAME_TAILS)}" if dice.chance(0.6) else head
