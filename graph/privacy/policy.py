"""How much of the people on a page may be published: the setting, the page's state, the day."""

from datetime import date
from enum import StrEnum
from typing import Final

from graph.pages import Shown
from graph.records import PageRecord


class Contacts(StrEnum):
    """The setting: everything, phones and addresses of what runs, names alone, or nobody."""

    FULL = "full"
    ONGOING = "ongoing"
    NAMES = "names"
    NONE = "none"


OVER: Final = frozenset({"ended", "cancelled"})
"""The phases of a project that runs no more."""

STRICTNESS: Final = tuple(Shown)


def shown(record: PageRecord, contacts: Contacts, day: date) -> Shown:
    """How much of the people on *record*'s page is published on *day*."""
    if contacts is Contacts.ONGOING:
        return Shown.NAMES if is_over(record, day) else Shown.FULL
    return Shown(contacts.value)


def is_over(record: PageRecord, day: date) -> bool:
    """Whether the page says that the project has ended, or its end lies before *day*."""
    if record.phase is not None and record.phase.concept in OVER:
        return True
    return record.end is not None and record.end.value < day


def stricter(one: Shown, other: Shown) -> Shown:
    """That of the two which shows less."""
    return max(one, other, key=STRICTNESS.index)


def hides_more(now: Shown, before: Shown) -> bool:
    """Whether *now* shows less than *before*."""
    return STRICTNESS.index(now) > STRICTNESS.index(before)
