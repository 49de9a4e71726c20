"""A record without what must not be published: fields left out, printed words masked."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import chain
from typing import Any, Final

import msgspec

from graph.extract.layout import FIELDS, Block, lay_out_blocks
from graph.pages import Shown
from graph.privacy.addresses import find_addresses, find_any_address
from graph.privacy.masks import MASK, Mask, hiding
from graph.privacy.names import without_names
from graph.privacy.phones import RUN, find_digits, find_numbers, find_phones
from graph.records import Contact, PageRecord, Source

CONTACTS: Final = re.compile(rf"\s*(?:{FIELDS['contacts']})", re.IGNORECASE)
"""How the line begins that may be the label of the contacts."""

APART: Final = "\n\x00\n"
"""What stands between two texts, but in none, and is part of nothing that a mask hides."""

LONG: Final = 40
"""So many letters in a row do not stand on a page by chance, as parts of other words."""

NO_SOURCE: Final = Source(file_name="", sha256="", encoding="")


def withhold(record: PageRecord, shown: Shown) -> PageRecord:
    """Return *record* with no more of its people than is to be *shown*.

    What is withheld is neither in a field nor in any text of the page, however it is printed.
    """
    if shown is Shown.FULL:
        return record
    details = without_contact_details(record.contacts)
    silent = msgspec.structs.replace(record, contacts=tuple(map(unreachable, record.contacts)))
    reduced = masked(silent, details)
    if has_loose_digits(reduced):
        reduced = without_loose_digits(reduced, contact_lines(record))
    if shown is Shown.NAMES:
        return reduced
    block = lay_out_blocks(record.lines).blocks.get("contacts")
    return without_people(without_contact_block(reduced, block), range(len(record.contacts)))


def without_contact_details(known: Collection[Contact]) -> Mask:
    """Return the mask of whatever looks like a phone or an address, or is one of the *known*."""
    return hiding(
        find_any_address,
        find_addresses({contact.email for contact in known if contact.email}),
        find_phones({contact.phone for contact in known if contact.phone}),
    )


def without_known_details(known: Collection[Contact]) -> Mask:
    """Return the mask of the phones and addresses of the *known* contacts alone."""
    return hiding(
        find_addresses({contact.email for contact in known if contact.email}),
        find_numbers({contact.phone for contact in known if contact.phone}),
    )


def has_loose_digits(record: PageRecord) -> bool:
    """Whether digits that could be a phone stand where contacts may; a quick look, never wrong."""
    labels = (at for at, line in enumerate(record.lines) if CONTACTS.match(line))
    named = (contact.line - 1 for contact in record.contacts)
    first = min(chain(labels, named), default=len(record.lines))
    texts = chain(record.lines[first:], (finding.message for finding in record.findings))
    return RUN.search("\n".join(texts)) is not None


def contact_lines(record: PageRecord) -> set[int]:
    """The numbers of the lines on which people and how to reach them are printed."""
    block = lay_out_blocks(record.lines).lines("contacts")
    return {line.number for line in block} | {contact.line for contact in record.contacts}


def without_contact_block(record: PageRecord, block: Block | None) -> PageRecord:
    """Return *record* with nothing on the lines of the *block* of its contacts but their label."""
    if block is None:
        return record
    lines = list(record.lines)
    for line in block.lines:
        if line.text:
            label = f"{block.label.text}   " if line.number == block.label.number else ""
            lines[line.number - 1] = f"{label}{MASK}"
    return msgspec.structs.replace(record, lines=tuple(lines))


def unreachable(contact: Contact) -> Contact:
    """The *contact* without phone and address."""
    return msgspec.structs.replace(contact, phone="", email="", email_derived=False)


def without_people(record: PageRecord, numbers: Iterable[int]) -> PageRecord:
    """Return *record* without the contacts of those *numbers*, and without their names anywhere."""
    gone = frozenset(numbers)
    kept = tuple(c for number, c in enumerate(record.contacts) if number not in gone)
    names = without_names(
        {record.contacts[number].name for number in gone}, {contact.name for contact in kept}
    )
    return masked(msgspec.structs.replace(record, contacts=kept), names)


def without_loose_digits(record: PageRecord, numbers: Collection[int]) -> PageRecord:
    """Return *record* without digits that could be a phone in the lines of those *numbers*."""
    without_digits = hiding(find_any_address, find_digits)
    lines = (
        without_digits(line) if number in numbers else line
        for number, line in enumerate(record.lines, 1)
    )
    findings = (
        msgspec.structs.replace(finding, message=without_digits(finding.message))
        if finding.kind == "contact" and finding.line in numbers
        else finding
        for finding in record.findings
    )
    return msgspec.structs.replace(record, lines=tuple(lines), findings=tuple(findings))


def masked(record: PageRecord, *masks: Mask) -> PageRecord:
    """Return *record* with every text of it passed through *masks*; key and source stay.

    A long text that stands on the masked page as it is is public, and is not looked at again.
    """

    def mask(text: str) -> str:
        return reduce(lambda words, hide: hide(words), masks, text)

    page = mask("\n".join(record.lines))
    rest = msgspec.structs.replace(record, lines=(), source=NO_SOURCE, key="")
    words = [text for text in texts(rest) if len(text) < LONG or text not in page]
    said = dict(zip(words, mask(APART.join(words)).split(APART), strict=True))
    if any(text != hidden for text, hidden in said.items()):
        rest = _rewrite(rest, said)
    lines = tuple(page.split("\n"))
    return msgspec.structs.replace(rest, lines=lines, key=record.key, source=record.source)


def texts(record: PageRecord) -> list[str]:
    """Every text in *record*, each once, in no certain order."""
    found: dict[str, None] = {}
    left: list[tuple[Any, ...]] = [(record,)]
    while left:
        for part in left.pop():
            if isinstance(part, str):
                found[part] = None
            elif isinstance(part, tuple):
                left.append(part)
            elif isinstance(part, msgspec.Struct):
                left.append(msgspec.structs.astuple(part))
    return list(found)


def _rewrite(value: Any, said: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return said.get(value, value)
    if isinstance(value, tuple):
        return tuple(_rewrite(part, said) for part in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: _rewrite(getattr(value, name), said) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value
