"""What was understood once, remembered: the same names stand on page after page."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

MOST: Final = 100_000
"""So many answers are remembered of one kind; then all are forgotten."""

Answer = TypeVar("Answer")


class Remembering(Generic[Answer]):
    """Reads a text as it was meant in a year, each once."""

    def __init__(self, read: Callable[[str, int | None], Answer]) -> None:
        self._read = read
        self._answers: dict[tuple[str, int | None], Answer] = {}

    def __call__(self, text: str, year: int | None) -> Answer:
        """What *text* meant in *year*."""
        asked = (text, year)
        if asked not in self._answers:
            if len(self._answers) >= MOST:
                self._answers.clear()
            self._answers[asked] = self._read(text, year)
        return self._answers[asked]
