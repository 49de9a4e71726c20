"""The words before or after a person's name: a role in the project, or a title at work."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

NOUNS: Final = (
    "päällikkö johtaja koordinaattori suunnittelija asiantuntija työntekijä henkilö vastaava"
    " sihteeri ohjaaja assistentti insinööri tutkija lehtori opettaja rehtori lääkäri hoitaja"
    " terapeutti psykologi kuraattori neuvoja valmentaja kouluttaja kehittäjä konsultti"
    " arkkitehti tuottaja toimittaja tiedottaja viestijä lakimies juristi esimies asiamies"
    " edustaja vetäjä omistaja professori dosentti tohtori maisteri lisensiaatti pastori"
    " kirkkoherra intendentti amanuenssi konservaattori virkailija merkonomi tradenomi kamreeri"
    " kirjanpitäjä analyytikko teknikko pedagogi taiteilija ohjelmoija isännöitsijä ekonomisti"
    " ekonomi agronomi agentti valvoja tarkastaja järjestäjä agrologi mallintaja huoltaja"
    " talonmies harjoittelija avustaja sosionomi geronomi artenomi mentori fasilitaattori luotsi"
    " pj pormestari dekaani notaari jäsen toimija emäntä hallinnoija haltija sijainen rakentaja"
    " kartoittaja selvittäjä graafikko mestari muotoilija kätilö nuorisoluotsi controller"
    " kontrolleri manager director coordinator researcher engineer specialist officer assistant"
    " leader designer planner coach consultant advisor expert producer developer editor teacher"
    " secretary koordinator projektledare direktör"
)
"""How the nouns end that say what somebody is."""

ACADEMIC: Final = re.compile(
    r"(?:[FTYTKLHEO]T|[FYKHTPV]M|[FKTHL]L|DI|TkT|TkL|TtT|TtM|TtK|YTT|YTM|KTT|KTL|KTM|OTT|OTL|OTM"
    r"|VTT|VTM|MMT|MMM|PsT|PsM|TaM|EM|YTH|PhD|Ph\.D|MSc|M\.Sc|MBA|eMBA|Dr|[Pp]rof|[Dd]os|[Ii]ns)\.?"
)
"""Degrees and their short forms, as they stand beside a name."""

BARE: Final = frozenset(("päällikkö", "johtaja", "esimies", "sihteeri", "vastaava", "vetäjä"))
"""Nouns that say little without the word before them: *palvelujen päällikkö*."""

FUNCTION: Final = re.compile(
    r"\bvastuullinen\b|(?:vastuu|yhteys)henkilö|\bvastuujohtaja|vetäjä$|omistaja$|yhteyshlö"
    r"|(?:hankkeen|projektin|osahankkeen|osaprojektin|esiselvityksen|pilotin|salkun|työpaketin"
    r"|ohjausryhmän|projektiryhmän|hankeryhmän|työryhmän|ohjelman)\b|(?:hanke|projekti)vastaava"
    r"|contact person|responsible|principal investigator",
    re.IGNORECASE,
)
"""What somebody is in a project, whatever the post: the first of several such words counts."""

PROJECT_POST: Final = re.compile(
    r"(?:v[sat]\.?\s|ma\.?\s)?(?:(?:osa)?(?:hanke|projekti|salkku)\w+|koordinaattori$|project\b)",
    re.IGNORECASE,
)
"""A post that exists for a project: a role where nothing closer is said."""

OFFICE: Final = re.compile(
    r"(?:kaupun(?:ki|gin)|kun(?:ta|nan)|yhtymän?|yliopisto[n]?|korkeakoulu[n]?|lii(?:tto|ton)"
    r"|keskus|keskuksen|virasto[n]?|ministeriön?|seurakun(?:ta|nan)|säätiön?|\b(?:oy:?n?|ry:?n?|ab)"
    r"|palvelut|toimi|yksikkö|osasto|hallinto|laitos|konserni|liikelaito(?:s|ksen))$",
    re.IGNORECASE,
)
"""How the last word of an organisation ends that stands before somebody's title."""

GENITIVE: Final = re.compile("n$")
AT_WORK: Final = 2
"""The rank of a post that is not the project's."""

QUALIFYING: Final = frozenset(("vastaava", "vastaavana", "johtava", "project", "senior"))
"""Nouns of the kind that before another one are its adjective."""

JOINTS: Final = frozenset(("ja", "sekä", "and", "och"))

FILLER: Final = re.compile(
    r"lisätie(?:to(?:a|ja)?|dot)|tietoja|antaa|antavat|toimii|toimivat|on|ovat|oli|ota|yhteyttä|ja"
    r"|sekä|myös|lisäksi|että|tai|hankkeesta|hankkeessa|projektista|vastaa|vastaavat|vetää|hoitaa|aiemmin|alkaen|saakka|asti|and|och",
    re.IGNORECASE,
)
"""Words that stand around names and titles and are part of neither."""

GRADATION: Final = re.compile(r"(?<=k)k(?=[oö]$)")
STEMS: Final = ((re.compile(r"mies$"), "miehe"), (re.compile(r"nen$"), "se"))
MODIFIER: Final = re.compile(r"(?P<stem>\w+)(?:sena|senä|set|sina|sinä)$", re.IGNORECASE)


def _forms(noun: str) -> dict[str, tuple[str, bool]]:
    """How *noun* is printed in nominative and essive: each with its base, and whether plural."""
    stem = next((end.sub(new, noun) for end, new in STEMS if end.search(noun)), noun)
    plural = (stem if stem != noun else GRADATION.sub("", noun)) + "t"
    singular = (noun, stem + "na", stem + "nä")
    return {**dict.fromkeys(singular, (noun, False)), plural: (noun, True)}


FORMS: Final = {form: base for noun in NOUNS.split() for form, base in _forms(noun).items()}
LONGEST_FIRST: Final = tuple(sorted(FORMS, key=len, reverse=True))


class Title(NamedTuple):
    """What a phrase says that somebody is, in the singular; *plural*: it is said of several.

    *before* and *after* are the words around it, such as those of an organisation. *guessed*: only
    its place tells that it is a title.
    """

    text: str
    plural: bool
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    guessed: bool = False


class Post(NamedTuple):
    """A title of somebody; it *leads* if a colon stands behind it, or if several share it."""

    text: str
    leads: bool = False


class Part(NamedTuple):
    """What somebody is in the project, and at work."""

    role: str = ""
    title: str = ""


@lru_cache(maxsize=4096)
def is_title(word: str) -> bool:
    """Whether *word* says what somebody is, in any of its forms."""
    return word.casefold().endswith(LONGEST_FIRST) or is_academic(word)


def is_academic(word: str) -> bool:
    """Whether *word* is a degree or its short form."""
    return bool(ACADEMIC.fullmatch(word))


def read_titles(words: Sequence[str]) -> list[Title]:
    """The titles that *words* hold, in order; none if no noun of the kind is among them."""
    ends = [at for at, word in enumerate(words) if is_title(word) and not _goes_on(words, at)]
    titles = []
    begin = 0
    for end in ends:
        first = begin + _first(words[begin : end + 1])
        text, plural = _singular(words[first : end + 1])
        after = words[end + 1 :] if end == ends[-1] else ()
        titles.append(Title(text, plural, tuple(words[begin:first]), tuple(after)))
        begin = end + 1
    return titles


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Whether the title at index *at* goes on: *A ja B*, *vastaava ohjaaja*."""
    rest = words[at + 1 :]
    if not any(map(is_title, rest)):
        return False
    return rest[0].casefold() in JOINTS or words[at].casefold() in QUALIFYING


def _first(words: Sequence[str]) -> int:
    """Where the title begins that *words* end with: behind an organisation and filling words."""
    first = 0
    for at, word in enumerate(words[:-1]):
        joint = word.casefold() in JOINTS and at > first
        bare = at + 2 == len(words) and words[-1].casefold() in BARE
        lone = at == 0 and GENITIVE.search(word)
        if (OFFICE.search(word) and not bare and not lone) or (
            FILLER.fullmatch(word) and not joint
        ):
            first = at + 1
    return first


def _singular(words: Sequence[str]) -> tuple[str, bool]:
    """The *words* of a title as printed if in the basic form, else put into it."""
    form = _form(words[-1].casefold())
    noun, plural = FORMS.get(form, (form, False))
    if noun == form:
        return " ".join(words), False
    basic = [MODIFIER.sub(r"\g<stem>nen", word) for word in words[:-1]]
    text = " ".join([*basic, words[-1][: -len(form)] + noun])
    return text[:1].lower() + text[1:], plural


@lru_cache(maxsize=4096)
def _form(word: str) -> str:
    """The longest of the known forms that *word* ends with; empty if there is none."""
    return next((form for form in LONGEST_FIRST if word.endswith(form)), "")


def part(posts: Sequence[Post]) -> Part:
    """Which of somebody's *posts* is the role in the project, and which the title at work.

    The role is the post that is closest to the project; one that is not close at all is a title.
    """
    role = min(posts, key=_rank, default=None)
    if role is not None and _rank(role) >= AT_WORK:
        role = None
    rest = (post.text for post in posts if post is not role)
    return Part(role.text if role else "", ", ".join(rest))


@lru_cache(maxsize=4096)
def is_function(title: str) -> bool:
    """Whether *title* says what somebody is in the project, whatever the post at work."""
    return bool(FUNCTION.search(title))


def _rank(post: Post) -> int:
    """How close to the project a post is: a function in it, a post for it, a post at work."""
    if is_function(post.text):
        return 0
    return 1 if post.leads or PROJECT_POST.match(post.text) else AT_WORK
