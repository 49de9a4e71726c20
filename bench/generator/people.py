"""The contacts of a page, in the shapes in which people print them."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.generator import words
from bench.generator.dice import Dice
from bench.generator.sheet import Sheet
from graph.records import Contact

DOMAIN = "example.fi"
PHONES: tuple[Callable[[int], str], ...] = (
    "043 000 {:04}".format,
    "043-000 {:04}".format,
    "043000{:04}".format,
    "043-000{:04}".format,
    "+358 43 000 {:04}".format,
)
PHONE_LEADS = ("p. ", "puh. ", "")
ATS = (" (at) ", "(at)", "@", " [at] ")


class Person(NamedTuple):
    """Somebody: *local* is what stands before the at-sign, *number* what ends the phone."""

    name: str
    local: str
    number: int


class Habit(NamedTuple):
    """How this page prints phones, and at-signs; *pattern*: one line stands for all addresses."""

    phone: Callable[[int], str]
    lead: str
    at: str
    pattern: bool


STANDINGS: tuple[Callable[[Dice], tuple[str, str]], ...] = (
    lambda dice: (dice.pick(words.POSTS), ""),
    lambda dice: ("", dice.pick(words.TITLES)),
)
"""What stands before a name: a post in the project, which is a role, or a title."""

Shape = Callable[[Sheet, Dice, Habit, Sequence[Person]], list[Contact]]


def write_contacts(sheet: Sheet, dice: Dice) -> tuple[Contact, ...]:
    """Write the block of contacts and return the truth about it."""
    habit = Habit(
        dice.pick(PHONES), dice.pick(PHONE_LEADS), dice.pick(ATS), pattern=dice.chance(0.3)
    )
    people = _people(dice, dice.between(1, 4))
    sheet.label("Yhteyshenkilöt")
    contacts: list[Contact] = []
    while people:
        shape = dice.pick(SHAPES)
        taken, people = people[:2], people[2:]
        contacts.extend(shape(sheet, dice, habit, taken))
    if habit.pattern:
        sheet.write(f"Sähköposti: etunimi.sukunimi{habit.at}{DOMAIN}")
    return tuple(contacts)


def _people(dice: Dice, count: int) -> list[Person]:
    names = {
        f"{dice.pick(words.FIRST_NAMES)} {dice.pick(words.LAST_NAMES)}": None for _ in range(count)
    }
    return [Person(name, _local(name), dice.between(0, 9999)) for name in names]


def _local(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return folded.replace(" ", ".", 1)


def _reach(habit: Habit, person: Person) -> str:
    """The phone and, if the page prints addresses one by one, the address."""
    phone = f", {habit.lead}{habit.phone(person.number)}"
    return phone if habit.pattern else f"{phone}, {person.local}{habit.at}{DOMAIN}"


def _contact(
    habit: Habit,
    person: Person,
    line: int,
    *,
    role: str = "",
    title: str = "",
    reach: tuple[bool, bool] = (True, True),
) -> Contact:
    """The truth about *person*; *reach* says whether phone and address are printed."""
    phone, email = reach[0], reach[1] or habit.pattern
    return Contact(
        name=person.name,
        line=line,
        role=role,
        title=title,
        phone=f"+35843000{person.number:04}" if phone else "",
        email=f"{person.local}@{DOMAIN}" if email else "",
        email_derived=habit.pattern,
    )


def _titled(sheet: Sheet, dice: Dice, habit: Habit, people: Sequence[Person]) -> list[Contact]:
    """Each on a line: post or title, name, phone, address."""
    found = []
    for person in people:
        post, title = dice.pick(STANDINGS)(dice)
        line = sheet.write(f"{(post or title).capitalize()} {person.name}{_reach(habit, person)}")
        found.append(_contact(habit, person, line, role=post, title=title))
    return found


def _with_role(sheet: Sheet, dice: Dice, habit: Habit, people: Sequence[Person]) -> list[Contact]:
    """Each on a line: role, colon, title, name, phone, address."""
    found = []
    for person in people:
        role, title = dice.pick(words.ROLES), dice.pick(words.TITLES)
        line = sheet.write(f"{role}: {title} {person.name}{_reach(habit, person)}")
        found.append(_contact(habit, person, line, role=role, title=title))
    return found


def _in_a_sentence(
    sheet: Sheet, dice: Dice, habit: Habit, people: Sequence[Person]
) -> list[Contact]:
    """Several people of one role in one sentence, with their phones."""
    many, one = dice.pick(words.TEAMS)
    parts = [f"{person.name}, {habit.lead}{habit.phone(person.number)}" for person in people]
    if len(people) == 1:
        line = sheet.write(f"{one.capitalize()}: {parts[0]}.")
    else:
        line = sheet.write(f"{many}: {' ja '.join(parts)}.")
    return [_contact(habit, person, line, role=one, reach=(True, False)) for person in people]


def _of_a_unit(sheet: Sheet, dice: Dice, habit: Habit, people: Sequence[Person]) -> list[Contact]:
    """Each with the unit in front: unit, colon, title, name, phone, address."""
    found = []
    for person in people:
        unit, (post, title) = dice.pick(words.UNITS)[0], dice.pick(STANDINGS)(dice)
        line = sheet.write(f"{unit}: {post or title} {person.name}{_reach(habit, person)}")
        found.append(_contact(habit, person, line, role=post, title=title))
    return found


def _bare(sheet: Sheet, _dice: Dice, habit: Habit, people: Sequence[Person]) -> list[Contact]:
    """A name and a phone: nobody knows in which role."""
    found = []
    for person in people:
        line = sheet.write(f"{person.name}, {habit.lead}{habit.phone(person.number)}")
        found.append(_contact(habit, person, line, reach=(True, False)))
    return found


SHAPES: Sequence[Shape] = (
    *[_titled] * 4,
    *[_with_role] * 4,
    *[_in_a_sentence] * 2,
    _of_a_unit,
    _bare,
)
