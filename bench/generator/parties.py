"""Who takes part and who pays: each party as printed, with what the print means."""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from bench.generator import words
from bench.generator.dice import Dice
from graph.records import OrganisationPath, Step

FIRST_ELY_YEAR = 2010
LAST_ELY_YEAR = 2025


class Party(NamedTuple):
    """Somebody as *printed*; *genitive* for sentences, empty where no sentence would name it."""

    printed: str
    path: OrganisationPath = ()
    programme: str = ""
    instrument: str = ""
    inferred: bool = False
    mixed: bool = False
    genitive: str = ""


Maker = Callable[[Dice, int], Party]
"""What throws a party for a project that begins in a given year."""


RARE = 0.5
"""The share of made organisations that hardly another page names: they grow with the register."""

AMBIGUOUS = frozenset(("Nokia",))
"""Bare names of municipalities that mean somebody else as well."""


class Municipality(NamedTuple):
    """A municipality of today: its official and its bare name, and the genitive of the latter."""

    name: str
    bare: str
    genitive: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Those whose name has been the same in all the years that pages tell of."""
    file = resources.files("graph.names").joinpath("data", "municipalities.tsv")
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        Municipality(row["name"], row["bare"], row["genitive"])
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not (row["valid_from"] or row["valid_to"])
    )


class Parties:
    """The parties around one city, each kind as often as its weight says."""

    def __init__(self, city: str) -> None:
        self._city = Step(city, "municipality")
        organisations: Sequence[Maker] = (*[municipality] * 3, *[authority] * 2, *[made] * 5)
        self._organisations = organisations
        self._payers: Sequence[Maker] = (*[self.city] * 4, *[fund] * 3, *organisations)
        self._members: Sequence[Maker] = (
            *[self.city] * 4,
            *[self.unit] * 5,
            programme,
            described,
            *organisations,
        )
        self._sources: Sequence[Maker] = (
            *[fund] * 4,
            *[self.city] * 3,
            programme,
            mixed,
            pooled,
            foreign,
            *organisations[1:7],
        )

    def city(self, _dice: Dice, _year: int) -> Party:
        """The city itself."""
        genitive = f"{self._city.name.removesuffix('ki')}gin"
        return Party(self._city.name, (self._city,), genitive=genitive)

    def unit(self, dice: Dice, _year: int) -> Party:
        """A unit of the city, printed with the city's name or without."""
        top, below = dice.pick(words.UNITS)
        names = [top, dice.pick(below)] if dice.chance(0.7) else [top]
        told = dice.chance(0.3)
        parted = dice.pick((", ", ", ", ", ", " / ", "/"))
        printed = parted.join([self._city.name, *names] if told else names)
        path = (self._city, *(Step(name, "unit") for name in names))
        return Party(printed, path, inferred=not told)

    def member(self, dice: Dice, year: int) -> Party:
        """Anybody who may stand in a list of funders or implementers."""
        return dice.pick(self._members)(dice, year)

    def source(self, dice: Dice, year: int) -> Party:
        """Anything that may stand as a source of money in a table."""
        return dice.pick(self._sources)(dice, year)

    def towns(self, dice: Dice) -> list[Party]:
        """Two or three municipalities, the city among them."""
        others = (municipality(dice, 0) for _ in range(dice.between(1, 2)))
        by_path = {one.path: one for one in (self.city(dice, 0), *others)}
        return list(by_path.values())

    def payer(self, dice: Dice, year: int) -> Party:
        """An organisation or a fund that a sentence can name."""
        party = dice.pick(self._payers)(dice, year)
        return party if party.genitive else self.city(dice, year)

    def partner(self, dice: Dice, year: int) -> Party:
        """An organisation that a sentence can name."""
        party = dice.pick(self._organisations)(dice, year)
        return party if party.genitive else self.city(dice, year)


def municipality(dice: Dice, _year: int) -> Party:
    """A municipality by its official or its bare name."""
    one = dice.pick(municipalities())
    path = (Step(one.name, "municipality"),)
    if dice.chance(0.4) and one.bare not in AMBIGUOUS:
        return Party(one.bare, path)
    form = "kaupungin" if one.name.endswith("kaupunki") else "kunnan"
    return Party(one.name, path, genitive=f"{one.genitive} {form}")


def authority(dice: Dice, year: int) -> Party:
    """A ministry, a regional council, or the centre that stood in *year*."""
    return dice.pick((_ministry, _council, _centre))(dice, year)


def _ministry(dice: Dice, _year: int) -> Party:
    name, short, kind, genitive = dice.pick(words.STATE)
    path = (Step(name, kind),)
    return Party(short, path) if dice.chance(0.5) else Party(name, path, genitive=genitive)


def _council(dice: Dice, _year: int) -> Party:
    name = dice.pick(words.COUNCILS)
    genitive = f"{name.removesuffix('tto')}ton"
    return Party(name, (Step(name, "regional-council"),), genitive=genitive)


def _centre(dice: Dice, year: int) -> Party:
    area = dice.pick(words.CENTRES)
    if year < FIRST_ELY_YEAR:
        return Party(f"{area} TE-keskus", (Step(f"{area} TE-keskus", "te-centre"),))
    if year > LAST_ELY_YEAR:
        return _council(dice, year)
    name = f"{area} ELY-keskus"
    return Party(name, (Step(name, "ely-centre"),), genitive=f"{area} ELY-keskuksen")


def office(dice: Dice, year: int) -> Party:
    """A regional council or a centre, which pays out the money of funds."""
    one = _centre(dice, year)
    return one if one.genitive and dice.chance(0.5) else _council(dice, year)


def made(dice: Dice, _year: int) -> Party:
    """A company, an association or a foundation that does not exist."""
    tail, kind, genitive = dice.pick(words.MADE_TAILS)
    head = f"{dice.pick(words.MADE_HEADS)}{dice.pick(words.MADE_MIDDLES)}"
    if dice.chance(RARE):
        head = f"{head} {dice.pick(words.MADE_MIDDLES)}{dice.pick(words.MADE_MIDDLES)}".title()
    name = f"{head} {tail}"
    return Party(name, (Step(name, kind),), genitive=f"{head} {genitive}")


def fund(dice: Dice, _year: int) -> Party:
    """A fund of the European Union: an instrument, no organisation."""
    printed, instrument, genitive = dice.pick(words.FUNDS)
    return Party(printed, instrument=instrument, genitive=genitive)


def mixed(dice: Dice, _year: int) -> Party:
    """A source that is a fund and the state in one row."""
    printed, instrument = dice.pick(words.MIXED)
    return Party(printed, instrument=instrument, mixed=True)


def foreign(dice: Dice, _year: int) -> Party:
    """Money of nobody in particular, or a fund, in English, Swedish or learned Finnish."""
    printed, instrument = dice.pick(words.FOREIGN)
    return Party(printed, instrument=instrument)


def pooled(dice: Dice, _year: int) -> Party:
    """A source of several that are not named one by one; *yhteensä* is part of its name."""
    printed, instrument, mixed = dice.pick(words.POOLED)
    return Party(printed, instrument=instrument, mixed=mixed)


def programme(dice: Dice, _year: int) -> Party:
    """A ministry's programme."""
    name, short, kind, _ = dice.pick(words.STATE)
    title = dice.pick(words.PROGRAMMES)
    printed = f"{dice.pick((name, short))}, {title}"
    return Party(printed, (Step(name, kind),), programme=title)


def described(dice: Dice, _year: int) -> Party:
    """Participants who are no organisation: words only."""
    return Party(dice.pick(words.DESCRIPTIONS).format(area=dice.pick(words.AREAS)))
