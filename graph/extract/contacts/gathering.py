"""Who of the people on a page has which title, organisation, phone and address.

What stands before a name belongs to it, and so does what follows it, up to the next name. A title
before a colon leads; one in the plural is shared by the names behind it, in its sentence or, where
it stands on a line of its own, below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from graph.extract.contacts.people import Person
from graph.extract.contacts.phrases import Piece, Stop, Words
from graph.extract.contacts.reach import Reach
from graph.extract.contacts.roles import Post, Title, is_function
from graph.names.book import NameBook
from graph.records import Finding, OrganisationPath

WHERE: Final = re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|n[aä])$")
"""How a word ends that says where somebody works, or as what."""
LABEL: Final = "yhteyshenkilö"
"""A role that on a line of its own only says again what the block's label says."""


@dataclass
class Draft:
    """Somebody on the way to a contact."""

    person: Person
    line: int
    posts: list[Post]
    organisation: OrganisationPath
    phone: str = ""
    email: str = ""
    derived: bool = False
    reached: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is a person: a known name, or one beside a title, a phone or an address."""
        return self.person.known or bool(self.posts) or self.reached


class Mailbox(NamedTuple):
    """An address or a pattern of addresses: where it stands among the people, and beside whom."""

    value: str
    line: int
    people_before: int
    beside: Draft | None


@dataclass
class _Shared:
    """What several names share: within a sentence or a line, or below a heading of its own."""

    post: Post | None = None
    post_heads: bool = False
    organisation: OrganisationPath = ()
    organisation_heads: bool = False


@dataclass
class _Waiting:
    """What was said and waits for the name that it belongs to."""

    posts: list[Post] = field(default_factory=list)
    organisation: OrganisationPath = ()
    phone: str = ""


class Gathering:
    """The people of a block of contacts, gathered piece by piece.

    *people* in page order, *emails* and *patterns* still to be given to them, *findings*, and the
    numbers of the lines of which something was *understood*.
    """

    def __init__(self, names: NameBook, day: date | None) -> None:
        self.people: list[Draft] = []
        self.emails: list[Mailbox] = []
        self.patterns: list[Mailbox] = []
        self.findings: list[Finding] = []
        self.understood: set[int] = set()
        self._names = names
        self._day = day
        self._last: Draft | None = None
        self._stopped = False
        self._shared = _Shared()
        self._waiting = _Waiting()
        self._before: Piece | None = None

    def read(self, pieces: Sequence[Piece]) -> None:
        """Gather the people whom *pieces* name."""
        for piece, ahead in zip(pieces, _people_ahead(pieces), strict=True):
            match piece.said:
                case Person() as person if not person.known and self._is_body(person.name):
                    self._words(Words(person.name), piece, ahead=ahead)
                case Person() as person:
                    self._person(person, piece.line)
                case Title() as title:
                    self._title(title, piece, ahead=ahead)
                case Words() as words:
                    self._words(words, piece, ahead=ahead)
                case Reach() as reach:
                    self._reach(reach, piece.line)
                case Stop() as stop:
                    self._stop(stop)
            self._before = piece

    def _person(self, person: Person, line: int) -> None:
        waiting, self._waiting = self._waiting, _Waiting()
        if any(is_function(post.text) for post in waiting.posts):
            self._shared.post = None
        shared = [self._shared.post] if self._shared.post else []
        organisation = waiting.organisation or self._shared.organisation
        draft = Draft(person, line, [*shared, *waiting.posts], organisation, waiting.phone)
        draft.reached = bool(waiting.phone)
        self.people.append(draft)
        self._last, self._stopped = draft, False

    def _title(self, title: Title, piece: Piece, *, ahead: bool) -> None:
        if title.guessed and self._is_known(title.text):
            self._words(Words(title.text), piece, ahead=ahead)
            return
        self.understood.add(piece.line)
        alone = not ahead and self._opens(piece)
        if title.plural and alone and not self.people and title.text == LABEL:
            return
        if title.plural:
            self._share(title, piece.line, leads=ahead or alone or piece.colon, heads=not ahead)
        elif self._last and self._belongs_back(piece, ahead=ahead, has=bool(self._last.posts)):
            self._last.posts.append(Post(title.text))
        else:
            self._waiting.posts.append(Post(title.text, leads=piece.colon))

    def _share(self, title: Title, line: int, *, leads: bool, heads: bool) -> None:
        """Let the names behind the *title* share it, or those before it on its line."""
        post = Post(title.text, leads=True)
        if leads:
            self._shared.post, self._shared.post_heads = post, heads
            self._waiting.posts = []
        for draft in [] if leads else self.people:
            if draft.line == line and not draft.posts:
                draft.posts.append(post)

    def _words(self, words: Words, piece: Piece, *, ahead: bool) -> None:
        organisation = self._organisation(words.text)
        if not organisation:
            return
        self.understood.add(piece.line)
        if piece.colon and ahead and organisation[-1].kind == "other":
            self._waiting.posts.append(Post(words.text, leads=True))
            return
        last = self._last
        if last and self._belongs_back(piece, ahead=ahead, has=bool(last.organisation)):
            last.organisation = organisation
            return
        self._waiting.organisation = organisation
        alone = not ahead and self._opens(piece)
        if piece.colon or alone:
            self._shared.organisation = organisation
            self._shared.organisation_heads = not ahead

    def _organisation(self, text: str) -> OrganisationPath:
        """The organisation that *text* names, alone or in a chain; none for words of a clause."""
        if not text[0].isupper() or WHERE.search(text):
            return ()
        return self._names.understand(text, self._day).organisation

    def _is_known(self, text: str) -> bool:
        """Whether *text* names an organisation in so many words."""
        meaning = self._names.understand(text, self._day)
        return bool(meaning.organisation) and not meaning.inferred

    def _is_body(self, text: str) -> bool:
        """Whether *text* names a body that is known, not one of a name alone."""
        path = self._names.understand(text, self._day).organisation
        return self._is_known(text) and path[0].kind != "other"

    def _opens(self, piece: Piece) -> bool:
        """Whether *piece* is the first thing said on its line."""
        before = self._before
        return before is None or before.line != piece.line or isinstance(before.said, Stop)

    def _belongs_back(self, piece: Piece, *, ahead: bool, has: bool) -> bool:
        """Whether *piece* belongs to the last name, that *has* such a thing or not, or leads on."""
        last = self._last
        if last is None or piece.colon:
            return False
        if piece.aside and last.line == piece.line:
            return True
        lacking = not has and not last.reached
        if ahead:
            return lacking and not self._stopped
        return last.line == piece.line or lacking

    def _reach(self, reach: Reach, line: int) -> None:
        if reach.kind == "phone":
            self._phone(reach.value, line)
        elif reach.kind == "email":
            self.emails.append(Mailbox(reach.value, line, len(self.people), self._last))
            self._touch(line)
        elif reach.kind == "pattern":
            self.patterns.append(Mailbox(reach.value, line, len(self.people), self._last))
            self.understood.add(line)
        elif reach.value == "local number":
            self._note("phone", "a phone number without its area code cannot be kept", line)

    def _phone(self, number: str, line: int) -> None:
        if self._last is None:
            self._waiting.phone = number
        elif not self._last.phone:
            self._last.phone = number
            self._touch(line)
        elif (other := self._beside_last()) and self._last.phone != number:
            other.phone, self._last.phone = self._last.phone, number
            other.reached = True
        elif self._last.phone != number:
            self._note("second phone", "of several phone numbers only the first is kept", line)

    def _beside_last(self) -> Draft | None:
        """Who stands right before the last name without a number: ``A ja B, p. 1, 2``."""
        other = self.people[-2] if len(self.people) > 1 else None
        near = other and self._last and other.line == self._last.line and not other.reached
        return other if near else None

    def _touch(self, line: int) -> None:
        self.understood.add(line)
        if self._last is not None:
            self._last.reached = True

    def _note(self, what: str, message: str, line: int) -> None:
        self.understood.add(line)
        self.findings.append(Finding(kind="contact", what=what, message=message, line=line))

    def _stop(self, stop: Stop) -> None:
        """Forget what does not reach over the end of a sentence, of a line, of a group of lines."""
        self._stopped = True
        shared = self._shared
        if not shared.post_heads or stop.group:
            shared.post = None
        if stop.group or (stop.line and not shared.organisation_heads):
            shared.organisation = ()
        if self._before is not None and not isinstance(self._before.said, Title | Stop):
            self._waiting = _Waiting(organisation=self._waiting.organisation)
        if stop.group:
            self._last, self._waiting = None, _Waiting()


def _people_ahead(pieces: Sequence[Piece]) -> list[bool]:
    """For each of the *pieces*, whether a name follows it in its sentence."""
    ahead = []
    following = False
    for piece in reversed(pieces):
        ahead.append(following)
        if isinstance(piece.said, Stop):
            following = False
        following = following or isinstance(piece.said, Person)
    return ahead[::-1]
