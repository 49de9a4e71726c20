"""Contacts: people with their roles, titles, organisations, phones and addresses, from prose."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from graph.extract.contacts.gathering import Draft, Gathering
from graph.extract.contacts.mailboxes import give_derived, give_emails
from graph.extract.contacts.phrases import Piece, Stop, read_pieces
from graph.extract.contacts.roles import part
from graph.extract.lines import Line
from graph.extract.marks import MISSING
from graph.names.book import NameBook
from graph.records import Contact, Finding

MOST_LINES: Final = 300
LONGEST_LINE: Final = 5_000
"""More is no list of people, and searching it for phones would take minutes."""

NO_ROLE: Final = "somebody is named without a role or a title"
UNREAD: Final = "nothing was understood of this line of contacts"


class Contacts(NamedTuple):
    """The people that were understood, and what a register keeper should look at.

    A finding's message holds no name, phone or address: it may be published where they are not.
    """

    contacts: tuple[Contact, ...]
    findings: tuple[Finding, ...]


def read_contacts(
    lines: Sequence[Line], names: NameBook, country: str = "FI", day: date | None = None
) -> Contacts:
    """The people whom *lines* name; *names* knows their organisations as they were on *day*.

    *country* (ISO 3166) tells how phone numbers without a country's code are read.
    """
    pieces = read_pieces(_grouped(lines), country)
    gathering = Gathering(names, day)
    gathering.read(pieces)
    left = give_emails(gathering.people, gathering.emails)
    give_derived(gathering.people, gathering.patterns)
    contacts = tuple(dict.fromkeys(_contact(draft) for draft in gathering.people if draft.sure))
    understood = gathering.understood.union(contact.line for contact in contacts)
    findings = [
        *gathering.findings,
        *(_finding("address", "an e-mail address is nobody's who is named", m.line) for m in left),
        *(_finding("no role", NO_ROLE, c.line) for c in contacts if not (c.role or c.title)),
        *(
            _finding("unread", UNREAD, line)
            for line in _said(lines, pieces)
            if line not in understood
        ),
    ]
    return Contacts(contacts, tuple(sorted(findings, key=lambda finding: finding.line)))


def _grouped(lines: Sequence[Line]) -> list[Line]:
    """*lines* within their limits; blank ones part groups unless one follows every line."""
    short = [line for line in lines[:MOST_LINES] if len(line.text) <= LONGEST_LINE]
    filled = [line for line in short if line.text]
    numbers = {line.number for line in filled}
    apart = not any(number + 1 in numbers for number in numbers)
    return filled if apart else short


def _said(lines: Sequence[Line], pieces: Iterable[Piece]) -> list[int]:
    """The numbers of the lines that say something, and of the first that was not read."""
    missing = {line.number for line in lines if MISSING.fullmatch(line.text)}
    spoken = {piece.line for piece in pieces if not isinstance(piece.said, Stop)} - missing
    beyond = [line.number for line in lines[MOST_LINES:] if line.text][:1]
    long = [line.number for line in lines[:MOST_LINES] if len(line.text) > LONGEST_LINE]
    return [*spoken, *beyond, *long]


def _finding(what: str, message: str, line: int) -> Finding:
    return Finding(kind="contact", what=what, message=message, line=line)


def _contact(draft: Draft) -> Contact:
    role, title = part(draft.posts)
    return Contact(
        name=draft.person.name,
        line=draft.line,
        role=role,
        title=title,
        organisation=draft.organisation,
        phone=draft.phone,
        email=draft.email,
        email_derived=draft.derived,
    )
