"""The book of names: what is known about organisations, and what a printed name means."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import msgspec
from slugify import slugify

from graph.names.entries import Entry, Known, read_known
from graph.names.index import Index
from graph.names.listing import names_in, read_parts
from graph.names.meaning import Meaning
from graph.names.memory import Remembering
from graph.names.printed import take_apart, unbulleted
from graph.names.reading import PartReader
from graph.names.understanding import meaning_of
from graph.names.words import Vocabulary, read_words
from graph.records import OrganisationPath, Step
from graph.register import Register


class Named(NamedTuple):
    """A name as it stands in a line, and what it means."""

    as_printed: str
    meaning: Meaning


class NameBook:
    """Known organisations, funds and programmes, and what a printed name means among them.

    It asks nothing but its own data; what it has understood once it remembers.
    """

    def __init__(self, known: Known, city: str, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._known = known
        self._index = Index(known)
        entry = known.organisations.get(city)
        self._city = self._index.path(entry) if entry else (Step(city, "municipality"),)
        self._words = Vocabulary(read_words())
        self._reader = PartReader(self._index, self._words, self._city)
        self._meaning = Remembering(self._read)
        self._named = Remembering(self._list)

    @classmethod
    def load(cls, register: Register, extra: Path | None = None) -> "NameBook":
        """Return the book for *register*: packaged names, its city's own, then those of *extra*.

        Raises SettingsError naming file and entry when *extra* cannot be used.
        """
        files = [*_packaged(register.city), *([extra] if extra else [])]
        return cls(read_known(files), register.city, _fingerprint(files, register.city))

    @property
    def city(self) -> OrganisationPath:
        """The organisation whose register is read."""
        return self._city

    def entry(self, name: str) -> Entry | None:
        """The entry whose official name is *name*, or None."""
        return self._known.organisations.get(name)

    def entries(self) -> Iterator[Entry]:
        """Every known organisation."""
        return iter(self._known.organisations.values())

    def understand(self, printed: str, day: date | None = None) -> Meaning:
        """What *printed* means on *day*; without a day the youngest of equal names is taken."""
        return self._meaning(printed, self._era(day))

    def named_in(self, printed: str, day: date | None = None) -> tuple[Named, ...]:
        """Everybody whom *printed* names, in order; itself alone when it names one or nobody."""
        return self._named(printed, self._era(day))

    def is_known(self, printed: str, day: date | None = None) -> bool:
        """Whether *printed* is the name of a known organisation as it stands."""
        return self._reader.known(printed, self._era(day)) is not None

    def kind(self, name: str) -> str:
        """The kind of organisation that the words of *name* tell; nothing if they tell none."""
        return self._words.kind(name.split())

    def is_heading(self, printed: str) -> bool:
        """Whether *printed*, before a colon, says only what those below it are or do.

        ``Osatoteuttajat:`` is a role; words that name nobody for certain head a list as well.
        """
        if not printed.endswith(":"):
            return False
        meaning = self.understand(printed)
        known = meaning.organisation and not meaning.inferred
        named = known or meaning.instrument or meaning.programme
        return self._words.is_role(printed.split()) or not named

    def says_partner(self, printed: str) -> bool:
        """Whether *printed* says of those whom it names that they are partners."""
        heading, colon, _ = printed.partition(":")
        if not colon and "(" not in printed:
            return False
        told = (*take_apart(printed).asides, *([heading] if colon else []))
        return any(self._words.is_partner(text.split()) for text in told)

    def _era(self, day: date | None) -> int | None:
        """The year that stands for *day*: few of them let one answer serve many pages."""
        return self._index.era(day.year) if day else None

    def _list(self, printed: str, year: int | None) -> tuple[Named, ...]:
        """Everybody whom *printed* names in *year*, read afresh."""
        text = unbulleted(printed)
        if towns := self._reader.places(text, year):
            return tuple(Named(text, Meaning(organisation=(town,))) for town in towns)
        return tuple(
            Named(name, self._meaning(name, year)) for name in names_in(text, self._reader, year)
        )

    def _read(self, printed: str, year: int | None) -> Meaning:
        """What *printed* means in *year*, read afresh."""
        name = take_apart(printed)
        if self._reader.places(name.text, year):
            return Meaning(mixed=True, share_percent=name.share)
        parts, asides = read_parts(name, self._reader, year)
        meaning = meaning_of(parts, asides, self._city)
        return msgspec.structs.replace(meaning, share_percent=name.share)


def _packaged(city: str) -> Iterator[Traversable]:
    """The files that come with Salkku: general ones, and those of the register's *city*."""
    data = resources.files("graph.names").joinpath("data")
    yield from sorted(
        (file for file in data.iterdir() if file.name.endswith((".toml", ".tsv"))),
        key=lambda file: file.name,
    )
    own = data.joinpath("cities", f"{slugify(city)}.toml")
    if own.is_file():
        yield own


def _fingerprint(files: Sequence[Traversable], city: str) -> str:
    """A hash of all that the book knows, and of the words by which it reads."""
    digest = hashlib.blake2b(city.encode(), digest_size=16)
    for file in (*files, resources.files("graph.names").joinpath("words.toml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
