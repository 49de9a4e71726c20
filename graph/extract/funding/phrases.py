"""What the words around an amount say of it: an estimate, the whole, a part, or whose money it is.

The noun nearest to the amount decides (``kustannusarvio``, ``kokonaisbudjetti``, ``osuus``,
``rahoitus``), and whether somebody is named before it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import structs

from graph.extract.funding.passages import SHARE
from graph.extract.funding.sources import Project
from graph.extract.funding.words import COSTS, GIVES, SUMS_UP, VERB, has_verb
from graph.extract.periods import Period, find_periods
from graph.names.meaning import ADMINISTRATORS, NAMELESS, NOTHING, Meaning

Kind = Literal["estimate", "total", "part", "partner", "source", "share", ""]
"""A kind of stated amount, or money of a source; *share*: of a source or a partner, which the
words leave open (``osuus``); empty: not told."""


class Payer(NamedTuple):
    """Somebody named: as printed, and who it is; *certain* if that is known, not guessed."""

    printed: str = ""
    meaning: Meaning = NOTHING
    certain: bool = False


class Phrase(NamedTuple):
    """What words say: the *kind* of amount, and the *payer* or partner.

    *whole*: they say so in a word of its own (``kokonaisbudjetti``, ``budjetti``), not only
    ``rahoitus``. *joint*: of all partners together. *guessed*: nothing but its place in a list
    says that the words name a source.
    """

    kind: Kind
    payer: Payer = Payer()
    whole: bool = False
    joint: bool = False
    guessed: bool = False
    period: Period | None = None


_NOUN = re.compile(
    r"""
    (?P<estimate>\w*kustannusarvio\w*|\w*budjettiarvio\w*|\barvio(?:itu|idut|idaan|n)?\b)
    | (?P<whole>\btotal\s(?:budget|costs?|funding)\b|\btotalbudget\w*
        |\bkokonais\w+|\byhteissumma\w*|\bkoko(?:\s(?:hank|projekt)\w+|$))
    | (?P<funds>\w*rahoitu\w*|\w*rahoitte\w*|\w*avustu\w*|\w*tu(?:ki|kea|en)\b|\w*panos\w*
        |\w*omavastuu\w*|\bkuntaraha\w*|\bkuntaosuu\w*|\bvaltionosuu\w*
        |\bfunding\b|\bgrants?\b|\bcontribution\b|\w*finansiering\w*|\bbidrag\w*)
    | (?P<budget>\w*bud[jg]e[td]\w*|\bcosts?\b|\w*kostnad\w*
        |\w*kustannu\w*|\bhinta\b|\barvo\b|\blaajuus\b|\bmäärärah\w*
        |\bmenot\b)
    | (?P<share>\w*osuu(?:s|den|tta|det|ksi|ksia|tena)\b|\bosa\b|\bosahank\w*
        |\bshare\b|\bandel\w*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_FUNDS = re.compile(r"(?:rahoitu|rahoitte|avustu|tu[ke])\w*", re.IGNORECASE)
_JOINT = re.compile(
    r"\byhtei(?:nen|sen|set|sesti)|\byhteenlask\w+|\byhteis(?:budj|rahoi|kust)", re.IGNORECASE
)
_PART = re.compile(r"\bosa(?:hank|projekt|toteut)\w+", re.IGNORECASE)
_COST_ANYWAY = re.compile(
    r"(?:nuore|henkilö|asiakkaa|potilaa|asukkaa|lapse|oppilaa|työttömä|vanhukse|ihmise|perhee|hoido"
    r"|huollo|yhteiskunna|palvelu(?:je|ide))n\b",
    re.IGNORECASE,
)
_OF_PROJECT = re.compile(r"hank|projekt|selvity|pilot|kokeilu|ohjelma", re.IGNORECASE)
_SUMMED = re.compile(
    r"\b(?:yhteensä|yht\.|kaikkiaan|summa|total|totalt|sammanlagt)\b|=\s*$", re.IGNORECASE
)
_JUST_SUMMED = re.compile(
    r"(?:[;,–-]|\b(?:ja|eli))\s*(?:yhteensä|yht\.|kaikkiaan)(?:\s(?:on|noin|n\.))?[\s:=]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:ja|sekä|josta|joista|siitä|niistä|mistä|tästä|lisäksi|mm\.|että|eli|sen|tämän|sitä|yhteensä"
    r"|noin|myös|mutta|plus|itse|varsinainen|totalt|total|sammanlagt|of|the|which|by|from|av|vuodessa|vuosittain|hankkee(?:n|lle|seen|ssa|lla|sta)|hanketta|hanke"
    r"|projekti(?:n|lle|in)?)(?=[\s.,]|$)|[-–•*·,.;:()=+/\s])+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s(?:is|are|är|of|the|on|ovat|oli|olivat|eli|yhteensä|noin|n\.|yht\.|arviolta|enintään|max\.?|vuodessa"
    r"|vuosittain|oma|omaa|oman|määrä|suuruus|(?:osa)?hankkeen|projektin)|[-–,;:(=/\s.])+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_BREAK = re.compile(
    r",\s+|\s(?:ja|sekä|että|joka|jonka|jossa|johon)\s|(?<=\w[ls]t[aä])\s", re.IGNORECASE
)
"""Where another name may begin: behind a comma, a joining word, or who the money comes from."""
_FROM = re.compile(
    r"[\w:][ls]t[aä]\b|\wn(?=\s(?:kautta|(?:myöntäm|maksam|antam|välittäm)\w+)\b)", re.IGNORECASE
)
"""How the name of whoever money is got from ends: ``Lapin liitolta``, ``Lapin liiton kautta``."""
_FROM_INSIDE = re.compile(r"\wlt[aä]\s|:lt[aä]\s")
"""No public body and no programme is called *from somebody*: the name only begins behind it."""
_WHOLES = ("whole", "budget")
NOBODY = re.compile(
    r"(?:mu(?:u|ut|iden)|oma|yksityi|julki|kansalli|valtio|kun(?:ta|nat|nan|tien)|yrity|järjest|eu\b"
    r"|eu[:-]|tulo|talkoo|ulkopuoli|kaup|seur|yhdist|säätiö|rahasto|liitto|ministeri|lahjoit|sponsor"
    r"|osallistu|osatot|kumppan|partner)",
    re.IGNORECASE,
)
"""How words begin that name a payer without a name: the municipalities, companies, the state."""

_CASES = ("lta", "ltä", "sta", "stä", "lla", "llä", "n")
_STEMS = (("kaupungi", "kaupunki"), ("kunna", "kunta"), ("liito", "liitto"), ("kse", "s"))
_CASE_AFTER_COLON = re.compile(r":\w+$")
_REMEMBERED = 1024
"""In so many words the nouns are remembered: the same stand beside amount after amount."""
_MOST_WORDS = 10
_FEW_WORDS = 6


def read_phrase(text: str, project: Project, *, listed: bool) -> Phrase:
    """What the words *text* beside an amount say of it.

    *listed*: they stand in a list of what is given, where a bare name is a source.
    """
    without, period = without_periods(text)
    words = bare(without)
    if not words:
        return Phrase("total" if _SUMMED.search(text) else "", period=period)
    if _JUST_SUMMED.search(without) or words.casefold() in SUMS_UP:
        return Phrase("total", period=period)
    noun = _last_noun(words)
    if noun is None:
        return _named(without, words, project, listed=listed)._replace(period=period)
    payer = _beside(words, noun, project)
    if not payer.certain and (share := _share_before(words, noun)):
        noun, payer = share, _beside(words, share, project)
    if not payer.certain:
        payer = _in_brackets(without, payer, project)
    kind = _kind(words, noun, payer, listed=listed)
    if kind in ("source", "share") and noun.lastgroup == "funds":
        payer = payer._replace(printed=_with_noun(words, payer.printed, noun))
    joint = _JOINT.search(words) is not None
    whole = noun.lastgroup in _WHOLES
    return Phrase("total" if joint else kind, payer, whole=whole, joint=joint, period=period)


def bare(text: str) -> str:
    """*text* without brackets, shares, and connecting words at its edges."""
    return _trimmed(_ASIDE.sub("", SHARE.sub(" ", text)))


def _trimmed(text: str) -> str:
    leading = _LEADING.match(text)
    return _TRAILING.sub("", text[leading.end() :] if leading else text).strip()


def without_periods(text: str) -> tuple[str, Period | None]:
    """*text* without the periods in it, and the last of them."""
    found = find_periods(text)
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text, found[-1].period if found else None


@lru_cache(maxsize=_REMEMBERED)
def _nouns(words: str) -> Sequence[re.Match[str]]:
    return tuple(_NOUN.finditer(words))


def _last_noun(words: str) -> re.Match[str] | None:
    nouns = _nouns(words)
    return nouns[-1] if nouns else None


def _share_before(words: str, noun: re.Match[str]) -> re.Match[str] | None:
    """The share that is one of what *noun* says: ``osuus kustannuksista``."""
    of_whole = noun[0].endswith("sta") and noun.lastgroup in _WHOLES
    nouns = _NOUN.finditer(words, 0, noun.start()) if of_whole else ()
    return next((one for one in nouns if one.lastgroup == "share"), None)


def _is_estimate(words: str, noun: re.Match[str]) -> bool:
    """Whether *words* speak of an estimate, of costs too: ``arvioidut kustannukset``."""
    nouns = [one.lastgroup for one in _nouns(words)]
    return "estimate" in nouns and noun.lastgroup in ("estimate", "whole", "budget")


def _kind(words: str, noun: re.Match[str], payer: Payer, *, listed: bool) -> Kind:
    """What an amount of this *noun* among *words* is, with that *payer* named beside it."""
    if _is_estimate(words, noun):
        return "estimate"
    if noun.lastgroup in _WHOLES and _is_of_others(words, payer):
        return ""
    if COSTS.search(words) and not payer.certain:
        return "part"
    if noun.lastgroup in _WHOLES:
        return _kind_of_budget(words, payer)
    if noun.lastgroup == "share":
        generic = listed and NOBODY.match(payer.printed)
        return "share" if payer.certain else "source" if generic else "part"
    own = not _PLAIN_FUNDS.fullmatch(noun[0])
    return "source" if payer.certain or own or NOBODY.match(payer.printed) else "total"


def _is_of_others(words: str, payer: Payer) -> bool:
    """Whether costs are not the project's, but what the people it is for cost anyway."""
    anyway = _COST_ANYWAY.search(words) and not _OF_PROJECT.search(words)
    return bool(anyway) and not payer.certain


def _kind_of_budget(words: str, payer: Payer) -> Kind:
    """What a budget or costs are: a source's if *payer* gives to them, else whose they are."""
    if payer.certain:
        return "source" if GIVES.search(words) else "partner"
    return "part" if _PART.search(words) else "total"


def _with_noun(words: str, printed: str, noun: re.Match[str]) -> str:
    """The source with the noun behind it: ``Oulun kaupungin omarahoitus``."""
    start = words.find(printed) if printed else noun.start()
    whole = words[start : noun.end()] if start <= noun.start() else printed
    return printed if printed and has_verb(whole.removeprefix(printed)) else whole


def _beside(words: str, noun: re.Match[str], project: Project) -> Payer:
    """Who is named before the *noun*, or after it."""
    start = words.rfind(";", 0, noun.start()) + 1 if noun.lastgroup in _WHOLES else 0
    before = _payer(words[start : noun.start()].strip(" -–,"), project)
    if before.certain:
        return _through(before, words[noun.end() :], project)
    after = _payer(words[noun.end() :].strip(), project)
    return after if after.certain or not before.printed else before


def _in_brackets(text: str, payer: Payer, project: Project) -> Payer:
    """*payer*, whom brackets in *text* may name: ``Valtionavustus (Opetushallitus)``."""
    asides = (_known(aside.strip(" ()"), project) for aside in _ASIDE.findall(text))
    named = next(filter(None, asides), None)
    return named._replace(printed=payer.printed) if named else payer


def _named(text: str, words: str, project: Project, *, listed: bool) -> Phrase:
    """What *words* (*text* without brackets) say without a noun: a name, or who gives."""
    payer = _payer(_trimmed(SHARE.sub(" ", text)), project)
    payer = payer if payer.certain else _payer(words, project)
    gives = GIVES.search(words) is not None
    short = words.count(" ") < _FEW_WORDS and not has_verb(words)
    if payer.certain:
        return Phrase("source" if listed or gives or short else "", payer)
    if COSTS.search(words):
        return Phrase("part" if listed else "")
    generic = (gives or listed) and NOBODY.match(payer.printed) is not None
    given = generic or (listed and short)
    return Phrase("source" if given else "", payer, guessed=not generic)


def _payer(text: str, project: Project) -> Payer:
    """Who is named at the end of *text*, or before the verb in it."""
    pieces = [_trimmed(piece) for piece in reversed(_around_verbs(text))]
    for piece in filter(None, pieces):
        for name in _endings(piece):
            if payer := _known(name, project):
                return _through(payer, text[: text.rfind(name)], project)
    return Payer(next(filter(None, pieces), ""))


def _through(payer: Payer, words: str, project: Project) -> Payer:
    """*payer*; if it is a fund, with the organisation that pays it out, if *words* name it.

    ``Lapin liitolta EAKR-rahoitusta``, ``Lapin liiton myöntämä EAKR-rahoitus``
    """
    if payer.meaning.organisation or payer.meaning.mixed or not payer.certain:
        return payer
    for match in reversed(list(_FROM.finditer(words))):
        giver = _payer(words[: match.end()], project).meaning
        if _is_administrator(giver):
            told = structs.replace(payer.meaning, organisation=giver.organisation)
            return payer._replace(meaning=told)
    return payer


def _around_verbs(text: str) -> list[str]:
    """What stands before, between and after the verbs in *text*."""
    return VERB.split(text) if has_verb(text) else [text]


def _endings(text: str) -> Iterator[str]:
    """*text* and what follows each break in it, the longest first."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    for ending in (_trimmed(text[start:]) for start in starts):
        if ending.count(" ") < _MOST_WORDS:
            yield ending


def _known(name: str, project: Project) -> Payer | None:
    from_somebody = _FROM_INSIDE.search(name) is not None
    for form in _forms(name):
        meaning = project.meaning(form)
        public = meaning.programme or _is_administrator(meaning)
        if is_certain(meaning) and not (from_somebody and public):
            return Payer(name, meaning, certain=True)
    return None


def with_fund(payer: Payer, fund: Payer) -> Payer:
    """*payer*; if it pays out the money of others, with the *fund* whose money it is."""
    own = payer.meaning.instrument or payer.meaning.mixed or fund.meaning.organisation
    if own or not (fund.certain and _is_administrator(payer.meaning)):
        return payer
    told = {"instrument": fund.meaning.instrument, "programme": fund.meaning.programme}
    return payer._replace(meaning=structs.replace(payer.meaning, **told))


def _is_administrator(meaning: Meaning) -> bool:
    """Whether *meaning* is a public body that pays out the money of others."""
    return any(step.kind in ADMINISTRATORS for step in meaning.organisation)


def is_certain(meaning: Meaning) -> bool:
    """Whether *meaning* is a payer that is known, not one guessed from words."""
    fund = meaning.instrument and meaning.instrument not in NAMELESS
    if fund or meaning.mixed or meaning.programme:
        return True
    guessed = meaning.inferred and len(meaning.organisation) > 1
    return bool(meaning.organisation) and not guessed and meaning.organisation[0].kind != "other"


def _forms(name: str) -> Iterator[str]:
    """*name* as it stands, and what an inflected one may be in the nominative.

    ``STM:ltä``, ``Oulun kaupungilta``, ``Tekesin``; the genitive of known names is known.
    """
    if match := _CASE_AFTER_COLON.search(name):
        yield name[: match.start()]
    yield name
    for case in _CASES:
        if name.endswith(case):
            yield from _of_stem(name.removesuffix(case))


def _of_stem(stem: str) -> Iterator[str]:
    for ending, nominative in _STEMS:
        if stem.endswith(ending):
            yield stem.removesuffix(ending) + nominative
    yield stem
    yield f"{stem}n"
    if stem.endswith("i"):
        yield stem[:-1]
