"""The contacts of a page, in the shapes in which people print them."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from bench.generator import words
from bench.generator.dice import Dice
from bench.generator.sheet import Sheet
from graph.records import Contact

LABEL = "Yhteyshenkilöt"
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


class Entry(NamedTuple):
    """Words about people, and who they are; the line is not known yet."""

    text: str
    contacts: tuple[Contact, ...]


Standing = Callable[[Dice], tuple[str, str]]
Shape = Callable[[Dice, Habit, Sequence[Person]], Iterator[Entry]]


def write_contacts(sheet: Sheet, dice: Dice) -> tuple[Contact, ...]:
    """Write the block of contacts and return the truth about it."""
    habit = Habit(
        dice.pick(PHONES), dice.pick(PHONE_LEADS), dice.pick(ATS), pattern=dice.chance(0.3)
    )
    people = _people(dice, dice.between(1, sheet.length.people))
    pairs = [people[at : at + 2] for at in range(0, len(people), 2)]
    entries = [entry for pair in pairs for entry in dice.pick(SHAPES)(dice, habit, pair)]
    if habit.pattern:
        entries.append(Entry(f"Sähköposti: etunimi.sukunimi{habit.at}{DOMAIN}", ()))
    write = _write_paragraph if dice.chance(0.2) else _write_lines
    return tuple(write(sheet, entries))


def _write_lines(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Contact]:
    """Each entry on a line of its own, below the label."""
    sheet.label(LABEL)
    for entry in entries:
        line = sheet.write(entry.text)
        yield from (msgspec.structs.replace(one, line=line) for one in entry.contacts)


def _write_paragraph(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Contact]:
    """All entries one after the other, beside the label."""
    text = ". ".join(entry.text for entry in entries)
    line = sheet.label(LABEL, f"{text}.")
    for entry in entries:
        yield from (msgspec.structs.replace(one, line=line) for one in entry.contacts)


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
    habit: Habit, person: Person, *, role: str = "", title: str = "", addressed: bool = True
) -> Contact:
    """The truth about *person*; *addressed*: an address is printed, if not the pattern."""
    return Contact(
        name=person.name,
        line=0,
        role=role,
        title=title,
        phone=f"+35843000{person.number:04}",
        email=f"{person.local}@{DOMAIN}" if addressed or habit.pattern else "",
        email_derived=habit.pattern,
    )


def _titled(dice: Dice, habit: Habit, people: Sequence[Person]) -> Iterator[Entry]:
    """Post or title, name, phone, address."""
    for person in people:
        post, title = dice.pick(STANDINGS)(dice)
        text = f"{(post or title).capitalize()} {person.name}{_reach(habit, person)}"
        yield Entry(text, (_contact(habit, person, role=post, title=title),))


def _with_role(dice: Dice, habit: Habit, people: Sequence[Person]) -> Iterator[Entry]:
    """Role, colon, title, name, phone, address."""
    for person in people:
        role, title = dice.pick(words.ROLES), dice.pick(words.TITLES)
        text = f"{role}: {title} {person.name}{_reach(habit, person)}"
        yield Entry(text, (_contact(habit, person, role=role, title=title),))


def _in_a_sentence(dice: Dice, habit: Habit, people: Sequence[Person]) -> Iterator[Entry]:
    """Several people of one role in one sentence, with their phones."""
    many, one = dice.pick(words.TEAMS)
    parts = [f"{person.name}, {habit.lead}{habit.phone(person.number)}" for person in people]
    lead = many if len(people) > 1 else one.capitalize()
    contacts = (_contact(habit, person, role=one, addressed=False) for person in people)
    yield Entry(f"{lead}: {' ja '.join(parts)}", tuple(contacts))


def _of_a_unit(dice: Dice, habit: Habit, people: Sequence[Person]) -> Iterator[Entry]:
    """The unit, colon, title, name, phone, address."""
    for person in people:
        unit, (post, title) = dice.pick(words.UNITS)[0], dice.pick(STANDINGS)(dice)
        text = f"{unit}: {post or title} {person.name}{_reach(habit, person)}"
        yield Entry(text, (_contact(habit, person, role=post, title=title),))


def _bare(_dice: Dice, habit: Habit, people: Sequence[Person]) -> Iterator[Entry]:
    """A name and a phone: nobody knows in which role."""
    for person in people:
        text = f"{person.name}, {habit.lead}{habit.phone(person.number)}"
        yield Entry(text, (_contact(habit, person, addressed=False),))


STANDINGS: Sequence[Standing] = (
    lambda dice: (dice.pick(words.POSTS), ""),
    lambda dice: ("", dice.pick(words.TITLES)),
)
"""What stands before a name: a post in the project, which is a role, or a title."""

SHAPES: Sequence[Shape] = (
    *[_titled] * 4,
    *[_with_role] * 4,
    *[_in_a_sentence] * 2,
    _of_a_unit,
    _bare,
)
