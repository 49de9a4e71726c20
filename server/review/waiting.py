"""The links that are reviewed: those that wait, or that somebody decided, as a reviewer chose."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from server.data.rows import Row
from server.display.labels import word
from server.display.links import last_word
from server.lists.selection import Choice
from server.snapshot import Snapshot

SIZE: Final = 50
"""So many links stand on a page."""

State = Literal["pending", "accepted", "rejected", "automatic"]


class ReviewChoice(Choice, frozen=True, kw_only=True):
    """Links of one *state*, of a *register* and a *relation* if chosen, from *least* to *most*."""

    state: State = "pending"
    register: str = ""
    relation: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1)

    def fits(self, row: Row) -> bool:
        """Whether a row of ``link_details`` is chosen."""
        return (
            self.register in {"", word(row["register"])}
            and self.relation in {"", last_word(row["relation"])}
            and self.least <= row["score"] <= self.most
        )

    @property
    def said(self) -> list[tuple[str, str]]:
        """The parameters that make the choice, those that choose nothing aside."""
        default = ReviewChoice()
        return [
            (name, str(getattr(self, name)))
            for name in self.__struct_fields__
            if getattr(self, name) != getattr(default, name)
        ]


class Waiting(msgspec.Struct, frozen=True):
    """The *rows* that fit a choice, and how many there are of each register and relation in all."""

    rows: Sequence[Row]
    registers: Mapping[str, int]
    relations: Mapping[str, int]


def waiting(snapshot: Snapshot, choice: ReviewChoice) -> Waiting:
    """Return the links of the state of *choice*, those that are most likely right first."""
    rows = snapshot.rows("link_details", decision=choice.state)
    registers = Counter(word(row["register"]) for row in rows)
    relations = Counter(last_word(row["relation"]) for row in rows)
    return Waiting([*filter(choice.fits, rows)], registers, relations)
