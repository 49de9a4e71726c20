"""The words by which an unknown name is read: their data, and the questions put to them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from itertools import chain, pairwise, takewhile

import msgspec

Endings = re.Pattern[str]
Tokens = Sequence[str]

_CONTACT = re.compile(r"@|\(at\)|www\.|https?:|(?:\d[ -]?){6}")
_PERSON = re.compile(r"(?:[A-ZÅÄÖ][a-zåäöé]+[ -]){1,2}[A-ZÅÄÖ][a-zåäö]*(?<!mi)nen")
_PAIR = re.compile(r"[A-ZÅÄÖ]?[a-zåäö-]+(?:, [a-zåäö-]+)? (?:ja|sekä) [a-zåäö-]+")
_MARKS = ".,;:()[]\"'"
_LONG = 11
_LONG_WORD = 9
_FULL_WORD = 4


class Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of units: of parts of an administration, of houses, and of those with a kind."""

    kinds: dict[str, tuple[str, ...]]
    bodies: tuple[str, ...]
    projects: tuple[str, ...]
    administration: tuple[str, ...]
    topics: tuple[str, ...]
    houses: tuple[str, ...]


class Descriptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes words a description rather than a name."""

    nouns: tuple[str, ...]
    openings: frozenset[str]
    sentence: frozenset[str]
    endings: tuple[str, ...]
    alone: frozenset[str]
    geography: tuple[str, ...]
    titles: tuple[str, ...]


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody does in a project, and which of the words mean a partner."""

    words: frozenset[str]
    partners: frozenset[str]


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words about money: those that add nothing, nameless sources of several sorts, joints.

    *foreign* holds words of one's own, the state's and others' money that open names as well,
    *nameless* the words of each *instrument* that is nobody's in particular.
    """

    words: frozenset[str]
    endings: tuple[str, ...]
    own: frozenset[str]
    state: frozenset[str]
    sources: frozenset[str]
    foreign: dict[str, frozenset[str]]
    nameless: dict[str, frozenset[str]]
    union: frozenset[str]
    joints: frozenset[str]


class Public(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Short forms that stand for a public body beside certain stems."""

    short: frozenset[str]
    kind: str
    stems: tuple[str, ...]


class Programmes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of a programme's name."""

    endings: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words; *kinds* and *forms* hold a list for each word of *organisation-kind*."""

    areas: tuple[str, ...]
    area_words: frozenset[str]
    national: tuple[str, ...]
    redundant: frozenset[str]
    abbreviations: dict[str, str]
    forms: dict[str, tuple[str, ...]]
    public: Public
    kinds: dict[str, tuple[str, ...]]
    units: Units
    descriptions: Descriptions
    programmes: Programmes
    roles: Roles
    money: Money


def read_words() -> Words:
    """The words that come with Salkku."""
    text = resources.files("graph.names").joinpath("words.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


class Vocabulary:
    """Questions about a name that is not known, answered from *words*."""

    def __init__(self, words: Words) -> None:
        self.words = words
        money = words.money
        nameless = money.own | money.state | money.sources
        self._openings = words.descriptions.openings | nameless
        self._introducing = words.roles.words | money.words | nameless
        self._roles = words.roles.words | words.roles.partners
        self._own = money.own | money.foreign["own"]
        self._state = money.state | money.foreign["state"]
        self._others = money.sources | money.foreign["sources"]
        self._of_money = (
            money.words | self._own | self._state | self._others | money.union | money.joints
        )
        self._topics = _endings(words.units.topics)
        self._forms = _turned(words.forms)
        self._kinds = _turned(words.kinds)
        self._kind_endings = _endings(chain.from_iterable(words.kinds.values()))
        self._unit_kinds = _turned(words.units.kinds)
        self._unit_kind_endings = _endings(chain.from_iterable(words.units.kinds.values()))
        self._administration = _endings(words.units.administration)
        self._houses = _endings(words.units.houses)
        self._projects = _endings(words.units.projects)
        self._bodies = _endings(words.units.bodies)
        self._nouns = _endings(words.descriptions.nouns)
        self._places = _endings(words.descriptions.endings)
        self._geography = _endings(words.descriptions.geography)
        self._titles = _endings(words.descriptions.titles)
        self._programmes = _endings(words.programmes.endings)
        self._money_endings = _endings(words.money.endings)
        areas = (area.split() for area in words.areas)
        self._areas = {area.casefold(): genitive for area, genitive in areas}
        self._area_genitives = {genitive.casefold() for genitive in self._areas.values()}

    def written_out(self, text: str) -> str:
        """*text* with its abbreviations in full."""
        short = self.words.abbreviations
        return " ".join(short.get(token.casefold(), token) for token in text.split())

    def form(self, tokens: Tokens) -> str:
        """The kind that a legal form among *tokens* tells (``ry``, ``Oy``), or nothing."""
        forms = [self._forms.get(_bare(token), "") for token in tokens]
        kind = next((form for form in reversed(forms) if form and len(forms) > 1), "")
        public = self.words.public
        if kind and _bare(tokens[-1]) in public.short:
            stems = any(stem in token.casefold() for token in tokens for stem in public.stems)
            return public.kind if stems else kind
        return kind

    def kind(self, tokens: Tokens) -> str:
        """The kind that the *tokens* tell by form or by ending, or nothing."""
        return self.form(tokens) or next(
            (kind for token in (tokens[-1], *tokens[:-1]) if (kind := self._kind_of(token))), ""
        )

    def _kind_of(self, token: str) -> str:
        found = self._kind_endings.search(_bare(token))
        return self._kinds[found[0]] if found else ""

    def unit_kind(self, name: str) -> str:
        """The kind of a unit called *name*: a school, an enterprise, or a mere unit."""
        found = self._unit_kind_endings.search(name.casefold())
        return self._unit_kinds[found[0]] if found else "unit"

    def is_unit(self, tokens: Tokens) -> bool:
        """Whether the *tokens* read like a unit: a common noun of one, and no proper name."""
        last = _bare(tokens[-1])
        ends = self._administration.search(last) or self._houses.search(last)
        joints = self.words.money.joints
        common = all(token[:1].islower() or before in joints for before, token in pairwise(tokens))
        unit = common and (ends or _PAIR.fullmatch(" ".join(tokens)))
        return bool(unit or self._projects.search(last))

    def is_local(self, tokens: Tokens) -> bool:
        """Whether the *tokens* behind a municipality's genitive read like a unit of it."""
        kind = self.kind(tokens)
        return (
            kind in {"", "unit"} and tokens[0] not in self.words.area_words and self.is_unit(tokens)
        )

    def ends_name(self, tokens: Tokens) -> bool:
        """Whether an organisation's name may end with the last of *tokens*."""
        last = _bare(tokens[-1])
        return bool(self._kind_of(last) or self._forms.get(last) or self._bodies.search(last))

    def is_redundant(self, tokens: Tokens) -> bool:
        """Whether the *tokens* behind a known name change nothing."""
        return all(_bare(token) in self.words.redundant for token in tokens)

    def is_national(self, name: str) -> bool:
        """Whether *name* opens like that of a body of the whole country."""
        return name.casefold().startswith(self.words.national)

    def without_roles(self, text: str) -> str:
        """*text* without words at its end that tell what somebody does in a project."""
        tokens = text.split()
        while len(tokens) > 1 and _bare(tokens[-1]) in self.words.roles.words:
            tokens.pop()
        return " ".join(tokens)

    def introduced(self, text: str) -> tuple[str, bool]:
        """What follows words of roles or money at the start of *text*; whether roles alone."""
        tokens, roles = text.split(), self.words.roles.words
        told = list(takewhile(lambda token: _bare(token) in self._introducing, tokens))
        rest = " ".join(tokens[len(told) :]) if told else ""
        return rest, all(_bare(token) in roles for token in told)

    def is_topic(self, name: str) -> bool:
        """Whether *name* is one word for a matter, which alone is no unit."""
        return " " not in name and bool(self._topics.search(name.casefold()))

    def is_house(self, name: str) -> bool:
        """Whether *name* ends in a house that has a name of its own, such as a museum."""
        return bool(self._houses.search(name.casefold()))

    def is_area(self, genitive: str) -> bool:
        """Whether *genitive* is that of an area which is no municipality."""
        return genitive.casefold() in self._area_genitives

    def genitive_of_area(self, text: str) -> str:
        """The genitive of the area called *text*, such as ``Lapin``; empty if it is none."""
        return self._areas.get(text.casefold(), "")

    def is_programme(self, name: str) -> bool:
        """Whether *name* is that of a programme."""
        return bool(self._programmes.search(name.casefold()))

    def is_role(self, tokens: Tokens) -> bool:
        """Whether the *tokens* only tell what somebody does in a project."""
        return all(_bare(token) in self._roles for token in tokens)

    def is_partner(self, tokens: Tokens) -> bool:
        """Whether the *tokens* say that somebody is a partner."""
        told = {_bare(token) for token in tokens}
        leads = "lead" in told
        return self.is_role(tokens) and not leads and not told.isdisjoint(self.words.roles.partners)

    def is_money(self, tokens: Tokens) -> bool:
        """Whether the *tokens* speak of money, and name nobody whose it is."""
        return all(
            word in self._of_money or self._money_endings.search(word)
            for word in map(_bare, tokens)
        )

    def ends_in_money(self, text: str) -> bool:
        """Whether the last word of *text* is a compound about money, such as a grant's name."""
        return bool(self._money_endings.search(_bare(text.rsplit(maxsplit=1)[-1])))

    def sources(self, tokens: Tokens) -> int:
        """How many nameless sources of money beside the state and one's own the *tokens* tell."""
        money = self.words.money
        joints = ("|" if token in money.joints else _bare(token) for token in tokens)
        between = [set(words.split()) for words in " ".join(joints).split("|")]
        return sum(bool(words & self._others) and not words & self._own for words in between)

    def nameless(self, tokens: Tokens) -> str:
        """The instrument of money that the *tokens* say is nobody's in particular; empty if none.

        Of several kinds of money there is none; ``kunnat`` alone are no money.
        """
        told = {_bare(token) for token in tokens}
        found = [word for word, words in self.words.money.nameless.items() if words & told]
        money = self.is_state(tokens) or any(map(self._is_of_money, told))
        return found[0] if money and len(found) == 1 else ""

    def _is_of_money(self, word: str) -> bool:
        money = self.words.money
        return word in money.words | money.own or bool(self._money_endings.search(word))

    def is_joined(self, tokens: Tokens) -> bool:
        """Whether a joint stands among the *tokens*."""
        return not self.words.money.joints.isdisjoint(tokens)

    def is_own(self, tokens: Tokens) -> bool:
        """Whether the *tokens* tell of somebody's own money."""
        return any(_bare(token) in self._own for token in tokens)

    def is_state(self, tokens: Tokens) -> bool:
        """Whether the *tokens* tell of money of the state."""
        return any(_bare(token) in self._state for token in tokens)

    def is_union(self, tokens: Tokens) -> bool:
        """Whether the *tokens* tell of money of the European Union as such."""
        return any(_bare(token) in self.words.money.union for token in tokens)

    def is_sentence(self, text: str) -> bool:
        """Whether *text* tells something, or how to reach somebody, rather than a name."""
        tokens = text.split()
        told = any(_bare(token) in self.words.descriptions.sentence for token in tokens)
        return told or self._is_contact(text, tokens)

    def is_description(self, text: str) -> bool:
        """Whether *text* describes somebody without naming anybody."""
        tokens = text.split()
        return (
            text.casefold() in self.words.descriptions.alone
            or text.casefold() in self._areas
            or (len(tokens) >= _LONG and not _is_titled(tokens))
            or tokens[0].isdigit()
            or self.opens_description(text)
            or self.is_of_many(text)
            or bool(len(tokens) > 1 and self._geography.fullmatch(_bare(tokens[-1])))
        )

    def opens_description(self, text: str) -> bool:
        """Whether *text* opens as a description does: ``Muut ...``, ``Kuntarahoitus ...``."""
        return _bare(text.split(maxsplit=1)[0]) in self._openings

    def is_of_many(self, text: str) -> bool:
        """Whether *text* speaks of many by a common noun, such as ``jäsenkunnat``."""
        tokens = text.split()
        return any(self._describes(token, first=not place) for place, token in enumerate(tokens))

    def _describes(self, token: str, *, first: bool) -> bool:
        """Whether *token* stands in descriptions only; a name's own word has a capital letter."""
        if not first and token[:1].isupper():
            return False
        word = _bare(token)
        plural = len(word) >= _LONG_WORD and self._places.search(word)
        return bool(plural or self._nouns.search(word))

    def _is_contact(self, text: str, tokens: Tokens) -> bool:
        """Whether *text* is a person, an address, or a number to call."""
        titled = any(self._titles.search(_bare(token)) for token in tokens[:-1])
        person = _PERSON.fullmatch(text) and not self.form(tokens)
        return bool(titled or person or _CONTACT.search(text))


def _is_titled(tokens: Tokens) -> bool:
    """Whether all but the short ones of *tokens* begin with a capital, as in an English name."""
    return all(token[:1].isupper() for token in tokens if len(token) >= _FULL_WORD)


def _turned(lists: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Each word with the name of the list in which it stands."""
    return {word.lstrip("^"): name for name, words in lists.items() for word in words}


def _endings(words: Iterable[str]) -> Endings:
    """A pattern that finds the longest of *words* at the end of a text; after ^ a whole text."""
    patterns = (
        f"^{re.escape(word[1:])}" if word.startswith("^") else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(f"(?:{'|'.join(patterns)})$")


@lru_cache(maxsize=16_384)
def _bare(token: str) -> str:
    """*token* in small letters, without the marks around it and a case ending after a colon."""
    word = token.casefold().strip(_MARKS).lstrip("-")
    return word.partition(":")[0] or word
