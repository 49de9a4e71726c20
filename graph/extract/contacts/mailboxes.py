"""Whose is which e-mail address: by the name in it, by the name beside it, or from a pattern."""

from collections.abc import Sequence

from graph.extract.contacts.gathering import Draft, Mailbox
from graph.extract.contacts.people import PARTICLE, Person, leads
from graph.extract.contacts.reach import ascii_name, derived

SHORTEST_SURNAME = 3
"""A shorter surname stands in too many addresses to tell whose they are."""


def give_emails(people: Sequence[Draft], emails: Sequence[Mailbox]) -> list[Mailbox]:
    """Give each of *people* the printed address that is theirs; those that are nobody's remain."""
    left = []
    for mailbox in emails:
        beside = [mailbox.beside] if mailbox.beside else []
        named = (draft for draft in (*beside, *people) if _named(mailbox.value, draft))
        owner = next((draft for draft in (*named, *beside) if not draft.email), None)
        if owner is None:
            left.append(mailbox)
        else:
            owner.email, owner.reached = mailbox.value, True
    return left


def give_derived(people: Sequence[Draft], patterns: Sequence[Mailbox]) -> None:
    """Give the people whom the *patterns* cover, and who have no address, the one derived for them.

    A pattern covers the people before it, back to the pattern before; one that stands before all
    people covers those behind it. Where the last of them has an organisation, it covers its people.
    """
    begin = 0
    for at, pattern in enumerate(patterns):
        end = pattern.people_before
        if not end:
            end = patterns[at + 1].people_before if at + 1 < len(patterns) else len(people)
        for draft in _colleagues(people[begin:end]):
            if not draft.email:
                draft.email = derived(pattern.value, *names_of(draft.person))
                draft.derived = True
        begin = pattern.people_before


def _colleagues(people: Sequence[Draft]) -> list[Draft]:
    """Those of *people* who may be of the last one's legal entity, whichever their units are."""
    last = people[-1].organisation[:1] if people else ()
    return [draft for draft in people if not last or draft.organisation[:1] in ((), last)]


def names_of(person: Person) -> tuple[str, str]:
    """The given name and the surname of *person*, whichever stands first."""
    first, *rest = person.words
    if not leads(first) and leads(rest[0]):
        return rest[0], first
    while len(rest) > 1 and leads(rest[0]) and not PARTICLE.fullmatch(rest[0]):
        rest = rest[1:]
    return first, " ".join(rest)


def _named(address: str, draft: Draft) -> bool:
    """Whether the name before the at sign is the person's."""
    local = ascii_name(address.partition("@")[0].replace(".", "-"))
    surname = ascii_name(names_of(draft.person)[1])
    return len(surname) >= SHORTEST_SURNAME and surname in local
