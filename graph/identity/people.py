"""When two mentions of a name are one person: on equal address, phone or organisation only.

What tells people apart is kept as a keyed hash that includes the name, so equal evidence is one
person of one name, and nothing in the data directory gives a phone or an address away.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from graph.entities import organisation_key
from graph.names.keys import key as name_key
from graph.pages import Evidence
from graph.records import Contact

DIGEST_SIZE = 16


def evidence(contact: Contact, page_key: str, secret: bytes) -> Evidence:
    """Return what tells the *contact* from others of the name; with nothing, the page itself.

    A contact without a name is no person and has no evidence.
    """
    if not contact.name:
        return ()
    name = name_key(contact.name)
    signs = list(_signs(contact)) or [f"page:{page_key}"]
    return tuple(keyed(f"{name}\n{sign}", secret) for sign in signs)


def keyed(text: str, secret: bytes) -> bytes:
    """The hash of *text* under the data directory's own *secret*."""
    return hashlib.blake2b(text.encode(), key=secret, digest_size=DIGEST_SIZE).digest()


def _signs(contact: Contact) -> Iterator[str]:
    if contact.email:
        yield f"email:{contact.email.casefold()}"
    if contact.phone:
        yield f"phone:{contact.phone}"
    if contact.organisation:
        yield f"organisation:{organisation_key(contact.organisation)}"


class People:
    """Mentions united into people: those that share a piece of evidence are one."""

    def __init__(self, mentions: Iterable[Evidence]) -> None:
        self._parent: dict[bytes, bytes] = {}
        for signs in mentions:
            for sign in signs:
                self._parent.setdefault(sign, sign)
                self._unite(signs[0], sign)

    def person(self, signs: Evidence) -> bytes:
        """The sign that stands for the person of whom *signs* is evidence: its smallest."""
        return self._root(signs[0])

    def signs(self) -> Iterable[bytes]:
        """All evidence there is."""
        return self._parent.keys()

    def known(self, slugs: Mapping[bytes, str]) -> dict[bytes, set[str]]:
        """For each person the *slugs* that pieces of its evidence already have."""
        found: dict[bytes, set[str]] = {}
        for sign, slug in slugs.items():
            found.setdefault(self._root(sign), set()).add(slug)
        return found

    def _root(self, sign: bytes) -> bytes:
        while (parent := self._parent[sign]) != sign:
            self._parent[sign] = self._parent[parent]
            sign = parent
        return sign

    def _unite(self, one: bytes, other: bytes) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first
