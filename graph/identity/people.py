"""When two mentions of a name are one person: on equal address, phone or organisation only.

What tells people apart is kept as a keyed hash that includes the name, so equal evidence is one
person of one name, and nothing in the data directory gives a phone or an address away.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.entities import organisation_key
from graph.identity.naming import Naming
from graph.identity.slugs import plain_slug
from graph.identity.spellings import Spelling, Spellings
from graph.names.keys import key as name_key
from graph.pages import Evidence, Mentions
from graph.records import Contact

DIGEST_SIZE = 16
PERSON = "person"


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

    def unite_known(self, slugs: Mapping[bytes, str]) -> None:
        """Unite those whose evidence has one of the *slugs* in common."""
        first: dict[str, bytes] = {}
        for sign, slug in slugs.items():
            self._unite(first.setdefault(slug, sign), sign)

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


class Mention(NamedTuple):
    """A name on a page: *place* is the page's key and the number of the contact there."""

    place: str
    name: str
    signs: Evidence


class ResolvedPeople(NamedTuple):
    """Who is who: the slug behind each sign, and who took over whom.

    *learnt* are those signs that the ledger does not have yet, or has of another.
    """

    slugs: dict[bytes, str]
    learnt: dict[bytes, str]
    moved: dict[str, str]

    def slug(self, signs: Evidence) -> str:
        """The slug of the person of whom *signs* is evidence; empty for nobody."""
        return self.slugs[signs[0]] if signs else ""


def resolve_people(pages: Iterable[Mentions], naming: Naming) -> ResolvedPeople:
    """Return who is named on the *pages*; whoever is known keeps the oldest slug."""
    mentions = sorted(_mentions(pages))
    united = People(mention.signs for mention in mentions)
    before = naming.ledger.people(united.signs())
    united.unite_known(before)
    known = united.known(before)
    first: dict[bytes, Mention] = {}
    for mention in mentions:
        first.setdefault(united.person(mention.signs), mention)
    new = {m.place: plain_slug(m.name) for person, m in first.items() if person not in known}
    minted = naming.new_slugs(PERSON, new)
    slugs = {p: min(known[p], key=_age) if p in known else minted[first[p].place] for p in first}
    by_sign = {sign: slugs[united.person((sign,))] for sign in united.signs()}
    moved = {old: slugs[p] for p, olds in known.items() for old in olds if old != slugs[p]}
    learnt = {sign: slug for sign, slug in by_sign.items() if before.get(sign) != slug}
    theirs = {sign: new for old, new in moved.items() for sign in naming.ledger.signs(old)}
    return ResolvedPeople(slugs=by_sign, learnt=theirs | learnt, moved=moved)


def _mentions(pages: Iterable[Mentions]) -> Iterator[Mention]:
    for page in pages:
        named = zip(page.people, page.entry.evidence, strict=True)
        for number, (name, signs) in enumerate(named):
            if signs:
                yield Mention(f"{page.entry.key}#{number}", name, signs)


def people_spellings(pages: Iterable[Mentions]) -> Spellings:
    """Return how the *pages*, whose entries have all slugs, spell the people's names."""
    return Counter(
        Spelling(PERSON, slug, name)
        for page in pages
        for slug, name in zip(page.entry.people, page.people, strict=True)
        if slug
    )


def _age(slug: str) -> tuple[int, str]:
    """Sorts the slug that was given first, the one without a hash, before the others."""
    return len(slug), slug
