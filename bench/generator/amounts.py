"""Money as writers set it."""

from collections.abc import Callable
from typing import Final, NamedTuple

Setting = Callable[[int], str]
"""How one writer prints an amount of whole euros."""


def spaced(amount: int) -> str:
    """``50 722``."""
    return f"{amount:,}".replace(",", " ")


def unbroken(amount: int) -> str:
    """``50 722`` with a no-break space."""
    return f"{amount:,}".replace(",", "\u00a0")


def narrow(amount: int) -> str:
    """``50 722`` with a narrow no-break space."""
    return f"{amount:,}".replace(",", "\u202f")


def pointed(amount: int) -> str:
    """``50.722 €``."""
    return f"{amount:,} €".replace(",", ".")


def plain(amount: int) -> str:
    """``50722``."""
    return str(amount)


def signed(amount: int) -> str:
    """``50 722 €``."""
    return f"{spaced(amount)} €"


def worded(amount: int) -> str:
    """``50 722 euroa``."""
    return f"{spaced(amount)} euroa"


def with_cents(amount: int) -> str:
    """``50 722,00``."""
    return f"{spaced(amount)},00"


class Unit(NamedTuple):
    """A unit printed in the heads of a table's columns, and what it is worth in euros."""

    sign: str
    worth: int

    def setting(self, amount: int) -> str:
        """*amount* in this unit, with one decimal where it is no whole number."""
        return f"{amount / self.worth:.1f}".removesuffix(".0").replace(".", ",")


UNITS: Final = (Unit("t€", 1_000), Unit("k€", 1_000), Unit("1000 €", 1_000), Unit("M€", 1_000_000))
CELLS: Final[tuple[Setting, ...]] = (
    spaced,
    spaced,
    unbroken,
    narrow,
    pointed,
    plain,
    signed,
    worded,
    with_cents,
)
SENTENCES: Final[tuple[Setting, ...]] = (worded, worded, signed, pointed)


def in_millions(amount: int) -> str:
    """``1,2 milj. euroa`` for a number of hundred thousands."""
    return f"{amount / 1_000_000:.1f}".replace(".", ",") + " milj. euroa"
