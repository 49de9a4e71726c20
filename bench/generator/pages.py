"""Any number of pages from one seed; a page depends on its number alone."""

from collections.abc import Iterable, Iterator

from bench.generator.damage import HARMS, Harm, none
from bench.generator.dice import Dice
from bench.generator.length import FULL, Length
from bench.generator.page import FLAWS, Generated, Series, write_page
from bench.generator.parties import Parties
from graph.register import Register

STRIDE = 1_000_003
"""How far apart the seeds of two runs lie, so that their pages differ."""

_EVILS: tuple[tuple[str, Harm], ...] = (
    *((flaw, none) for flaw in FLAWS),
    *(("", harm) for harm in HARMS),
)


def generate(
    register: Register,
    seed: int,
    numbers: Iterable[int],
    damaged: float = 0.0,
    length: Length = FULL,
) -> Iterator[Generated]:
    """The pages of *numbers* in *register*; a share of *damaged* has come to harm."""
    series = Series(Parties(register.city), register.name[register.language], length)
    for number in numbers:
        dice = Dice(seed * STRIDE + number)
        flaw, harm = dice.pick(_EVILS) if dice.chance(damaged) else ("", none)
        yield harm(write_page(dice, series, f"{number:07}", flaw), dice)
