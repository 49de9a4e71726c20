"""The words around money: what heads a table, what sums it up, what is a cost and no source."""

import re
from decimal import Decimal
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+|€")
_RUN = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of *text* in small letters, the euro sign as one of them."""
    return tuple(_WORD.findall(text.casefold()))


TOTALS = frozenset(
    words(
        "yhteensä yht summa yhteissumma loppusumma kokonaissumma kokonaisrahoitus kokonaisbudjetti"
        " kokonaiskustannus kokonaiskustannukset kaikkiaan total totalt totalsumma sammanlagt"
    )
)
"""Words of which one makes a heading or a row the sum of the others."""

SUMS_UP = frozenset(("yhteensä", "yht", "summa", "kaikkiaan", "total", "totalt", "sammanlagt"))
"""Those of them that may also stand in a source's own name."""

HEADS = frozenset(
    words(
        "rahoittaja rahoittajat rahoittajataho rahoittajatahot rahoituslähde rahoituslähteet"
        " rahoitusmuoto lähde lähteet vuosi vuodet vuosittain kausi jakso ajanjakso aika ajalla"
        " rahoitus rahoitusta rahoituksen rahoitusosuus rahoitussuunnitelma rahoituserittely"
        " rahoitustaulukko osuus osuudet määrä summa budjetti budjetin kustannus kustannukset"
        " kustannusten talousarvio taho tahot organisaatio toimija osapuoli nimi jakautuminen"
        " erittely taulukko euro euroa euroina eur € e t te teur tuhatta tuhansina milj miljoonaa"
        " budget budgets funding financing cost costs amount source sources year years eur"
        " meur keur k m tuh toteutunut toteuma toteutuma ennuste arvio arvioitu suunniteltu"
        " myönnetty haettu funder funders finansiär finansiärer finansiering källa"
        " finansieringskälla år belopp andel"
    )
)
"""Words that a table's headings are made of."""

PLANS = frozenset(
    words(
        "budjetti budget talousarvio suunniteltu suunnitelma arvio arvioitu ennuste myönnetty"
        " kustannusarvio rahoitussuunnitelma"
    )
)
"""Words that head a column of money as it is planned."""

OUTCOMES = frozenset(words("toteuma toteutuma toteutunut toteutuneet toteutus actual utfall"))
"""Words that head a column of money as it was spent in the end."""

CURRENCIES = frozenset(words("€ e eur euro euroa euroina"))

FILLERS = frozenset(
    words(
        "kaikki koko hanke hankkeen hankkeessa hankkeelle projekti projektin ja sekä vuosina"
        " vuosille ajalle n sis"
    )
)

_OF_TOTALS = TOTALS | HEADS | FILLERS
_OF_HEADS = HEADS | FILLERS

FUNDING = re.compile(
    r"rahoit|kustannu|budjet|budget|avustu|määräraha|talousarvio|taloussuunn|resurssit"
    r"|finansi|financ|\bfunding|\bfunded|kostnad|\bcosts?\b",
    re.IGNORECASE,
)
"""Stems that say: here is spoken of money."""

HEADINGS = re.compile(
    r"^(?:\W|\d|[a-z]\))*(?:hankkeen\s)?(?:tavoit|sisältö|toimenpi|tulo(?:s|kset)|odotet|vaikut"
    r"|työpaket|aikataul|kohderyhm|taust|organisaati|organisoi|yhteys|seurant|arvioint|ohjaus"
    r"|toteut|kumppan|viestin|tiedot|riskit|lisätie|kuvaus|tarve|jatko|kesto|henkilöst"
    r"|mål|resultat|åtgärd|bakgrund|innehåll|object|expected|result|background|activit|schedule)",
    re.IGNORECASE,
)
"""How the other headings of an abstract begin."""

WHOLE = re.compile(
    r"^\W*(?:(?:hankkeen|projektin|koko|arvioitu|alustava|yhteinen)\s)*"
    r"(?:kokonais\w+|\w*kustannusarvio\w*|(?:budjetti|kustannu|rahoitustarve)\w*)(?!\syhteensä)",
    re.IGNORECASE,
)
"""How a line begins that states the whole, not a source."""

COSTS = re.compile(
    r"\bpalk(?:at|ka|kio|kau)|\bhenkilöstö(?:kul|kust|men)|\bmatk(?:at\b|a-|akul|akust|ustus)"
    r"|\bostopalvelu|\bvuokrat|\btarvik|\bmateriaali|\blaitteet|\blaite(?:kus|han)|\bhankinnat"
    r"|\binvestoinnit|\btoimistok|\bhallintok|\bkulut\b|\bmenot\b|\bflat\srate|\basiantuntijapalv"
    r"|\bmarkkinointi\b|\btiedotus\b|\bkoulutus\b"
    r"|\b(?!kokonais|hanke|projekti|toteutus|kustannukset)\w+kustannukset\b",
    re.IGNORECASE,
)
"""Names of rows that say what money is spent on, not where it comes from."""

PART_OF = re.compile(
    r"^\W*(?:josta|joista|siitä|niistä|tästä|mistä|sisältäen|sis\.)\b[\s:]*", re.IGNORECASE
)
"""How a row begins that is part of the row above it."""

OPENS_PARTS = re.compile(r",?\s(?:josta|joista|siitä|niistä|mistä|tästä)\s?:?$", re.IGNORECASE)
"""How a row ends that the rows below divide."""

GIVES = re.compile(
    r"\b(?:myön\w+|rahoit(?:taa|tavat|ti|tivat|etaan|ettiin|ettu)|osallistu\w+|tukee|tukevat"
    r"|maksaa|maksavat|antaa|antavat|antoi|sijoit\w+|panosta\w+|vara\w+|saa|saatu|saatiin|sai"
    r"|funded|funds|grants|granted|finansierar|beviljar|beviljat|saanut|saadaan|haetaan|haettu|haettiin|hakee|tulee|tulevat|tuli)\b",
    re.IGNORECASE,
)
"""Verbs of giving and getting money."""

GRANTS = re.compile(
    r"\b(?:myön(?:tää|tävät|si|sivät|tän\w+)|rahoit(?:taa|tavat|ti|tivat|tan\w+)|osallistu\w+"
    r"|tuke(?:e|vat|n\w+)|maksa(?:a|vat|n\w+)|anta(?:a|vat|n\w+)|varan\w+"
    r"|granted|grants|funds|funded|beviljat|beviljar|finansierar|finansierat)\b",
    re.IGNORECASE,
)
"""Verbs of giving alone, of which the giver is the subject."""

VERB = re.compile(
    GIVES.pattern + r"|(?-i:\b[a-zåäö]\w+(?:[aeiou]taan|[äeiöy]tään|daan|dään|ttiin)\b)"
    r"|\b(?:is|are|was|were|är|on|ovat|oli|olivat|ole|kattaa|kattavat|käyte\w+|toimii|toimivat"
    r"|vastaa|vastaavat|koostuu|muodostuu|jakautuu|järjeste\w+|toteute\w+|kautta|välityksellä)\b",
    re.IGNORECASE,
)
"""A verb, or a word that says through whom money comes: no name of a source has one, nearly every
sentence about money has."""

_SPENT = re.compile(r"kustannu|menot|menoarvio|kulut", re.IGNORECASE)
_PAID = re.compile(r"rahoit|tulot", re.IGNORECASE)
_THOUSANDS = (
    r"(?<!\d)(?<!\d[ .])1[ .]?000\s?(?:€|euro|eur|e\b)"
    r"|\b[tk]\s?(?:€|e(?:ur)?\b)|\btuh(?:a[nt]|\b)"
)
_SCALES = (
    (re.compile(_THOUSANDS, re.IGNORECASE), Decimal(1000)),
    (re.compile(r"\bM\s?€|\bMeur\b|\bmilj", re.IGNORECASE), Decimal(1_000_000)),
)


def has_verb(text: str) -> bool:
    """Whether *text* has a VERB. It is asked word by word: words repeat, and texts do not."""
    return any(map(_is_verb, _RUN.findall(text)))


@lru_cache(maxsize=32_768)
def _is_verb(word: str) -> bool:
    return VERB.fullmatch(word) is not None


def is_about_money(text: str) -> bool:
    """Whether a word of *text* has a stem of FUNDING."""
    return any(map(_is_of_money, _RUN.findall(text)))


@lru_cache(maxsize=32_768)
def _is_of_money(word: str) -> bool:
    return FUNDING.search(word) is not None


def is_total(text: str) -> bool:
    """Whether *text* says nothing but that it is a sum (``Yht.``, ``Rahoitus yhteensä (€)``)."""
    found = words(text)
    return not TOTALS.isdisjoint(found) and _OF_TOTALS.issuperset(found)


def may_be_total(text: str) -> bool:
    """Whether *text* names something and says that it is a sum (``Kunnat yhteensä``)."""
    return not SUMS_UP.isdisjoint(words(text)) and not is_total(text)


def is_head(text: str) -> bool:
    """Whether *text* is made of the words of headings alone, and is no sum."""
    found = words(text)
    return bool(found) and _OF_HEADS.issuperset(found) and not HEADS.isdisjoint(found)


def of_headings(text: str) -> bool:
    """Whether *text* has no words but those of headings and of sums, or none at all."""
    return _OF_TOTALS.issuperset(words(text))


def is_of_costs(heading: str) -> bool:
    """Whether *heading* says that what is below it is what money is spent on, not who pays."""
    return bool(_SPENT.search(heading)) and not _PAID.search(heading)


def is_share_head(text: str) -> bool:
    """Whether *text* heads a column of shares."""
    bare = text.replace(" ", "")
    return ("%" in bare or "prosent" in bare.casefold()) and not any(map(str.isdigit, bare))


def scale(text: str) -> Decimal:
    """What the numbers below the heading *text* are to be multiplied with (``1000 €``, ``M€``)."""
    return next((factor for shape, factor in _SCALES if shape.search(text)), Decimal(1))
