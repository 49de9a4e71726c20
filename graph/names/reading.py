"""Reading one part of a printed name: an organisation, a unit, money, or no name."""

import re
from collections.abc import Callable, Sequence

from graph.names.entries import Entry, Programme
from graph.names.index import Index
from graph.names.initials import MOST, is_short_form, stands_for
from graph.names.keys import genitive
from graph.names.memory import Remembering
from graph.names.money import MoneyReader
from graph.names.parts import Part, Parts, Sort
from graph.names.words import Vocabulary
from graph.records import OrganisationPath, Step

JOINT = re.compile(r"(?<!-) (?:ja|sekä|&|\+|och|and) ")
_MUNICIPALITIES = re.compile(r"(?P<genitives>\S.*) (?:kunnat|kaupungit|kaupunki|kunta)")
_BETWEEN = re.compile(r",\s*|\s(?:ja|sekä)\s")
_YEARS = re.compile(
    r"(?:(?:v\.|vuosi|vuodet|vuonna|vuosina|vuosille|år|year) ?)?"
    r"(?:19|20)\d\d(?: ?[-–—/] ?(?:19|20)?\d\d)?",
    re.IGNORECASE,
)
_LONGEST_NAME = 9
_NAME_AND_AREA = 2

_NOISE = Part(Sort.NOISE)
_DESCRIPTION = Part(Sort.DESCRIPTION)
_SOMEBODY = frozenset({Sort.KNOWN, Sort.MONEY, Sort.DESCRIPTION})
_PERHAPS = frozenset({Sort.NAMED, Sort.UNIT})
_SELF_RELIANT = frozenset({"association", "foundation", "church", "company", "other"})


class PartReader:
    """Reads parts with what *index* and *words* know, for a register of *city*."""

    def __init__(self, index: Index, words: Vocabulary, city: OrganisationPath) -> None:
        self._index = index
        self._words = words
        self._funds = MoneyReader(index, words)
        self._city = city
        own = city[-1].name.split()[-1].casefold()
        self._own = frozenset({own, genitive(own)})
        self._single: tuple[Callable[[str, int | None], Part | None], ...] = (
            self._exact,
            self._compounded,
            self._abbreviated,
            self._prefixed,
            self._introduced,
            self._programme,
            self._misspelt,
            self._told,
            self._legal,
            self._enterprise,
            self._by_last_word,
            self._described,
            self._placed,
            self._stacked,
            self._by_kind,
            self._topic,
            self._unit,
        )
        self.read = Remembering(self._read)

    def _read(self, text: str, year: int | None) -> Parts:
        """What *text* says: one part, or several where it joins several names."""
        full = self._words.without_roles(self._words.written_out(text))
        if exact := self._exact(full, year):
            return (exact,)
        return self._joined(full, year) or self._led(full, year) or (self.alone(full, year),)

    def known(self, text: str, year: int | None) -> Part | None:
        """The organisation called *text*, as it stands."""
        entry = self._index.named(text, year) if text else None
        return self._known(entry, bare=self._index.bare(text, year) is not None) if entry else None

    def is_short_for(self, text: str, name: str, year: int | None) -> bool:
        """Whether *text* is letters, with a legal form or without, that stand for *name*.

        They may stand for what a known organisation is called in another language. What is short
        itself is somebody else: ``KL, Kela``.
        """
        short, _, rest = text.partition(" ")
        if len(name) <= MOST or not is_short_form(short):
            return False
        if not self._words.is_redundant(rest.split()):
            return False
        entry = self._index.named(name, year)
        also = (entry.name, entry.sv, entry.en, *entry.aliases) if entry else ()
        return any(stands_for(short, one) for one in (name, *also))

    def of_area(self, parts: Sequence[str], year: int | None) -> Part | None:
        """A known organisation whose area stands behind it: ``ELY-keskus, Kainuu``."""
        told = [part for part in parts if not self._words.is_role(part.split())]
        if len(told) != _NAME_AND_AREA:
            return None
        name, area = told
        owner = self._words.genitive_of_area(area)
        entry = self._index.formally(f"{owner} {name}", year) if owner else None
        return self._known(entry) if entry else None

    def places(self, text: str, year: int | None) -> OrganisationPath:
        """The municipalities of ``Oulun, Kempeleen ja Limingan kunnat``, or ``Oulu Kempele``."""
        listed = _MUNICIPALITIES.fullmatch(text)
        bare = [] if "," in text else text.split()
        names = _BETWEEN.split(listed["genitives"]) if listed else bare
        find = self._index.place if listed else self._index.bare
        entries = [find(name, year) for name in names]
        known = [self._index.path(entry)[0] for entry in entries if entry]
        return tuple(known) if len(known) == len(entries) > 1 else ()

    def alone(self, text: str, year: int | None) -> Part:
        """What *text* says as one name."""
        for recognise in self._single:
            if part := recognise(text, year):
                return part
        return self._named(text)

    def _led(self, text: str, year: int | None) -> Parts:
        """A fund or programme, and who or what follows it: ``EAKR Pohjois-Suomi``."""
        tokens = text.split()
        length, source = self._funds.leading(tokens[:-1])
        if not source or self._words.form(tokens) or self._words.is_programme(text):
            return ()
        if isinstance(source, Programme):
            return (Part(Sort.PROGRAMME, programme=text, instrument=source.instrument),)
        rest = self.read(" ".join(tokens[length:]), year)
        told = tuple(part for part in rest if part.sort in {Sort.KNOWN, Sort.PROGRAMME})
        return (Part(Sort.MONEY, instrument=source.instrument), *told)

    def _joined(self, text: str, year: int | None) -> Parts:
        """The parts of *text* between joints, if each is somebody by itself."""
        pieces = JOINT.split(text)
        if len(pieces) == 1:
            return ()
        parts = tuple(self.alone(piece, year) for piece in pieces)
        among = any(self.known(piece, year) for piece in pieces)
        sorts = _SOMEBODY | _PERHAPS if among else _SOMEBODY
        if not any(part.path for part in parts):
            return ()
        apart = (parts[0], *(part._replace(apart=True) for part in parts[1:]))
        return apart if all(part.legal or part.sort in sorts for part in parts) else ()

    def _exact(self, text: str, year: int | None) -> Part | None:
        """A known organisation, fund or programme, a role, or mere words about money."""
        if part := self.known(text, year) or self._funds.exact(text):
            return part
        is_no_name = self._words.is_role(text.split()) or _YEARS.fullmatch(text)
        return _NOISE if is_no_name else self._funds.sources(text)

    def _compounded(self, text: str, year: int | None) -> Part | None:
        """Somebody's money in one word: ``Tekes-rahoitus``."""
        head, _, rest = text.rpartition("-")
        entry = self._index.formally(head, year) if self._words.is_money([rest]) else None
        return self._known(entry) if entry and head else None

    def _abbreviated(self, text: str, year: int | None) -> Part | None:
        """Somebody with letters behind that stand for the name: ``Eläketurvakeskus ETK``."""
        name, _, short = text.rpartition(" ")
        return self.alone(name, year) if name and self.is_short_for(short, name, year) else None

    def _known(self, entry: Entry, *, bare: bool = False) -> Part:
        return Part(Sort.KNOWN, self._index.path(entry), bare=bare)

    def _prefixed(self, text: str, year: int | None) -> Part | None:
        """A known organisation and what follows: ``Oulun kaupungin keskushallinto``."""
        tokens = text.split()
        if tokens[0].casefold() in self._own and not self._is_apart(tokens, tokens[1:]):
            return self._below(self._city, tokens[1:], year)._replace(inferred=True)
        for length in range(min(len(tokens), _LONGEST_NAME), 0, -1):
            head, rest = " ".join(tokens[:length]), tokens[length:]
            entry = self._index.owner(head, year) or (rest and self._index.formally(head, year))
            if entry:
                part = self._below(self._index.path(entry), rest, year)
                return None if self._is_apart(tokens, rest) else part
        place = self._index.place(tokens[0], year) if self._words.is_money(tokens[1:]) else None
        return self._known(place) if place and tokens[1:] else None

    def _is_apart(self, tokens: Sequence[str], rest: Sequence[str]) -> bool:
        """Whether a legal form makes the whole an organisation of its own."""
        if not rest or self._words.is_redundant(rest):
            return False
        return bool(self._words.form(tokens)) or self._words.kind(rest[-1:]) in _SELF_RELIANT

    def _below(self, path: OrganisationPath, rest: Sequence[str], year: int | None) -> Part:
        """What *rest* says behind the name of the organisation *path*."""
        name = " ".join(rest).lstrip("-– ")
        if not name or self._words.is_redundant(rest) or self._exact(name, year) is _NOISE:
            return Part(Sort.KNOWN, path)
        known = self._index.named(name, year)
        if known and path[-1].name in {known.parent, known.name}:
            return self._known(known)
        if self._words.is_of_many(name) or self._words.is_sentence(name):
            return _DESCRIPTION
        money = self._exact(name, year) or self._funds.programme(name)
        if money and money.sort in {Sort.MONEY, Sort.PROGRAMME}:
            return money._replace(sort=Sort.KNOWN, path=path, sources=0, own=False, state=False)
        if self._words.is_description(name):
            return _DESCRIPTION
        unit = () if self._words.ends_in_money(name) else (self._step(name),)
        return Part(Sort.KNOWN, (*path, *unit))

    def _step(self, name: str) -> Step:
        """The unit called *name*."""
        return Step(name, self._words.unit_kind(name))

    def _programme(self, text: str, _year: int | None) -> Part | None:
        return self._funds.programme(text)

    def _misspelt(self, text: str, year: int | None) -> Part | None:
        """A known name with a slip of the pen."""
        entry = self._index.misspelt(text, year)
        return self._known(entry)._replace(inferred=True) if entry else None

    def _legal(self, text: str, _year: int | None) -> Part | None:
        """An unknown organisation with a legal form: ``Esimerkkiyhdistys ry``."""
        kind = self._words.form(text.split())
        return Part(Sort.NAMED, (Step(text, kind),), legal=True) if kind else None

    def _introduced(self, text: str, year: int | None) -> Part | None:
        """Somebody behind words of a role or money: ``Hallinnoijana toimii Oulun yliopisto``."""
        rest, by_role = self._words.introduced(text)
        part = self.alone(rest, year) if rest else None
        if part and (part.sort is Sort.KNOWN or part.instrument or (by_role and part.legal)):
            return None if part.bare and not by_role else part
        return None

    def _told(self, text: str, _year: int | None) -> Part | None:
        return _DESCRIPTION if self._words.is_sentence(text) else None

    def _by_last_word(self, text: str, _year: int | None) -> Part | None:
        """An unknown organisation whose last word says what it is: ``Kylien yhdistys``."""
        kind = self._words.kind(text.split()[-1:])
        opens = self._words.opens_description(text)
        if kind in {"", "unit"} or text.islower() or opens or " " not in text:
            return None
        return Part(Sort.NAMED, (Step(text, kind),))

    def _described(self, text: str, _year: int | None) -> Part | None:
        if self._words.is_description(text):
            return _DESCRIPTION
        return Part(Sort.MONEY) if self._words.ends_in_money(text) else None

    def _placed(self, text: str, year: int | None) -> Part | None:
        """A municipality's genitive and a unit: ``Kempeleen nuorisotoimi``."""
        head, _, rest = text.partition(" ")
        tokens = rest.split()
        place = self._index.place(head, year)
        if not place or not tokens or not rest[:1].islower() or not self._words.is_local(tokens):
            return None
        step = self._step(text if self._words.is_house(rest) else rest)
        return Part(Sort.KNOWN, (*self._index.path(place), step), inferred=True)

    def _stacked(self, text: str, year: int | None) -> Part | None:
        """An organisation and its unit with nothing between them."""
        tokens = text.split()
        for place in range(1, len(tokens)):
            above, unit = tokens[:place], tokens[place:]
            joint = unit[0] in self._words.words.money.joints
            if not joint and self._words.ends_name(above) and self._words.is_unit(unit):
                part = self.alone(" ".join(above), year)
                path = (*part.path, self._step(" ".join(unit)))
                return part._replace(path=path) if part.path else None
        return None

    def _enterprise(self, text: str, year: int | None) -> Part | None:
        """A municipal enterprise: ``Kempeleen Vesi -liikelaitos``."""
        if self._words.unit_kind(text) != "municipal-enterprise":
            return None
        place = self._index.place(text.partition(" ")[0], year)
        step = self._step(text)
        if not place:
            return Part(Sort.UNIT, (step,))
        return Part(Sort.KNOWN, (*self._index.path(place), step), inferred=True)

    def _by_kind(self, text: str, _year: int | None) -> Part | None:
        """An unknown organisation that says what it is: ``Luleå kommun``."""
        kind = self._words.kind(text.split())
        if kind in {"", "unit"} or text.islower():
            return None
        return Part(Sort.NAMED, (Step(text, kind),))

    def _unit(self, text: str, year: int | None) -> Part | None:
        """A name that reads like a unit: ``Sivistys- ja kulttuuripalvelut``, ``Päiväkoti Aamu``."""
        tokens = text.split()
        foreign = self._words.is_area(tokens[0]) or self._index.place(tokens[0], year)
        house = len(tokens) > 1 and tokens[1][:1].isupper() and self._words.is_house(tokens[0])
        if foreign or self._words.is_national(text) or not (house or self._words.is_unit(tokens)):
            return None
        kind = self._words.unit_kind(tokens[0] if house else text)
        return Part(Sort.UNIT, (Step(text, kind),))

    def _topic(self, text: str, _year: int | None) -> Part | None:
        """A matter, which is a unit only below somebody: ``Talous``."""
        return Part(Sort.WORDS, (Step(text, "unit"),)) if self._words.is_topic(text) else None

    def _named(self, text: str) -> Part:
        """Somebody of whom nothing more is known; words in small letters may name nobody."""
        if not any(letter.isalpha() for letter in text):
            return _DESCRIPTION
        if text.islower():
            return Part(Sort.WORDS, (Step(text, "unit"),))
        kind = self._words.unit_kind(text)
        return Part(Sort.NAMED, (Step(text, "other" if kind == "unit" else kind),))
