"""How a name stands in its sentence: for a place, for somebody else, or it may be no name."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from graph.links.text.grammar import NOMINATIVE, Reading, readings
from graph.links.text.tokens import Token

Standing = Literal["place", "maybe", "other"]
"""*maybe*: it needs something that speaks for it."""

BODIES: Final = re.compile(
    r"(?:kaupunki|kunta|liitto|yhtymä|yhdistys|säätiö|seura|osuuskunta|yliopisto|korkeakoulu|opisto"
    r"|instituutti|lyseo|lukio|koulu|päiväkoti|museo|teatteri|orkesteri|kirjasto|sairaala|piiri"
    r"|virasto|toimisto|laitos|keskus|palvelukeskus|oikeus|unioni|liikelaitos"
    r"|rahasto|pankki|lehti|sanomat|diakonissalaitos|setlementti|nuorisotalo|messut"
    r"|kauppakamari|hiippakunta|poliisi|prikaati|komissio|parlamentti|neuvosto|ministeriö)$"
)
"""How the words end that make an organisation's name together with a genitive before them."""

ALWAYS: Final = re.compile(r"(?:seurakunta|kieli|juhlaviikot|tutkimuskeskus)$")
"""What makes a name of another thing of it in the plural too."""

FORMS: Final = frozenset(("oy", "oyj", "ab", "ry", "rf", "sr", "osk", "ky", "tmi", "lehti", "oy:n"))
"""Legal forms, and what stands behind a name in the nominative as they do."""

AGENT: Final = re.compile(
    r"(?:päällikkö|johtaja|koordinaattori|sihteeri|suunnittelija|opettaja|ohjaaja|työntekijä|tutkija"
    r"|asiantuntija|professori|rehtori|lääkäri|hoitaja|valmentaja|vetäjä|harjoittelija|hahmo|tohtori"
    r"|henkilö|assistentti|insinööri|pastori|kapteeni|ministeri)$"
)
"""How the words end before which a name is somebody's."""

TOGETHER: Final = frozenset(("ja", "sekä"))
INNER: Final = frozenset(("sisaolento", "sisaeronto", "sisatulento"))
"""The cases of in, out of and into: of people they are rare."""


def standing(text: Sequence[Token], start: int, end: int, *, next_is_place: bool) -> Standing:
    """How the name from token *start* to before *end* stands; *next_is_place*: so does the next."""
    before = text[start - 1] if start and not text[start].apart else None
    after = text[end] if end < len(text) and not text[end].apart else None
    last = _of_name(readings(text[end - 1].form))
    if before and _is_person(before, last):
        return "other"
    if after and (_belongs(last, after, next_is_place) or _is_one_of_people(last, text[end:])):
        return "other"
    return "maybe" if _is_doubtful(text[start], last) else "place"


def _of_name(known: Sequence[Reading]) -> Sequence[Reading]:
    """The readings as a name; all of them where there is none."""
    return [reading for reading in known if reading.is_name] or known


def _is_person(before: Token, last: Sequence[Reading]) -> bool:
    """Whether the word *before* makes the name somebody's, or part of a longer name."""
    known = readings(before.form)
    if is_first_name(before):
        return True
    called = any(AGENT.search(reading.base) for reading in known)
    longer = before.is_capital and not before.opens and not any(one.is_genitive for one in known)
    return _is_nominative(last) and (called or longer)


def is_first_name(token: Token) -> bool:
    """Whether somebody may be called so."""
    return token.is_capital and any(one.kind == "etunimi" for one in readings(token.form))


def _is_nominative(known: Sequence[Reading]) -> bool:
    return any(reading.case == NOMINATIVE for reading in known)


def _is_one_of_people(last: Sequence[Reading], rest: Sequence[Token]) -> bool:
    """Whether somebody's first name stands beside it: ``Simo ja Anna``."""
    return (
        _is_nominative(last)
        and len(rest) > 1
        and rest[0].form in TOGETHER
        and is_first_name(rest[1])
    )


def _belongs(last: Sequence[Reading], after: Token, next_is_place: bool) -> bool:
    """Whether the name is but the beginning of another one that goes on with *after*."""
    genitive = any(reading.is_genitive for reading in last) or not last
    if after.is_capital:
        return not next_is_place and (genitive or _is_nominative(last))
    if _is_nominative(last) and after.form in FORMS:
        return True
    return genitive and _is_body(after)


def _is_body(after: Token) -> bool:
    """Whether *after* is an organisation, of which a name before it would be the owner's."""
    return any(
        ALWAYS.search(reading.base) or (BODIES.search(reading.base) and not reading.plural)
        for reading in readings(after.form)
    )


def _is_doubtful(first: Token, last: Sequence[Reading]) -> bool:
    """Whether it may be a common word at the start of a sentence, or somebody's name."""
    known = readings(first.form)
    common = any(reading.is_common for reading in known)
    somebody = any(reading.kind in {"etunimi", "sukunimi"} for reading in known)
    inner = any(reading.is_name and reading.case in INNER for reading in last)
    shouted = len(first.written) > 1 and first.written.isupper()
    return (common or somebody) and not inner and (somebody or first.opens or shouted)
