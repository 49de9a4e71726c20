"""Bands of money: the classes by which projects are chosen by their amount."""

from typing import Final

BANDS: Final[tuple[tuple[str, int], ...]] = (
    ("under-10k", 10_000),
    ("10k-50k", 50_000),
    ("50k-100k", 100_000),
    ("100k-250k", 250_000),
    ("250k-500k", 500_000),
    ("500k-1m", 1_000_000),
    ("1m-5m", 5_000_000),
)
"""The word of each band, and the euros that it stays below; from the least to the greatest."""

GREATEST: Final = "over-5m"
UNKNOWN: Final = "unknown"

WORDS: Final = (*(word for word, _ in BANDS), GREATEST, UNKNOWN)
"""The words of all bands in their order, last that of projects whose money is not known."""


def band(cents: int | None) -> str:
    """The word of the band in which *cents* of euros lie; each begins where the last one ends."""
    if cents is None:
        return UNKNOWN
    return next((word for word, limit in BANDS if cents < limit * 100), GREATEST)
