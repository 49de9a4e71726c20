"""The words of headings: what a heading is about, by the nouns in it.

A known heading is made of known words only: a noun of this kind, and what may qualify it.
"""

import re
from functools import lru_cache
from typing import Final

NOUNS: Final = {
    "objectives": "tavoit päämäär tarkoitus visio missio objectiv goal purpose"
    " mål(?:et|en)?$ målsättning syfte",
    "results": "tulos tulok tuotos tuotok vaikutu vaikutta hyöty hyödyt aikaansaan"
    " result outcome output impact effekt",
    "money": "rahoitu rahoitta kustann budjet talousarvio kulut funding financ budget cost"
    " finansier kostnad",
    "schedule": "aikataul kesto toteutusaika toteuttamisaika hankeaika projektiaika ajankohta"
    " schedule duration timetable tidtabell tidsplan",
    "content": "sisältö sisällö toimenpi content activit innehåll åtgärd",
    "other": "tausta lähtökoh lähtötilan johdanto tarve tarpee perustel nykytila yleistä kuvaus"
    " tiivistelmä yhteenveto esittely toimet toimint toiminn toteutu toteutta menetelm"
    " keinot tehtävät työvaihe vaiheet paketit hankkeet projektit kokonaisuud teemat"
    " painopist toimintamalli toimintatav kohteet pilotit osa-alue kohderyhm hyödynsaaj"
    " asiakkaat asiakasryhm alue(?:et)?$ toiminta-?alue organis hallin johtaminen henkilöstö"
    " resurssi ohjausryhm projektiryhm hankeryhm työryhm vastuut yhteisty kumppan osapuol"
    " toteuttaj toimijat osallistuj partneri työnjako viestin tiedot seuranta arvioin"
    " raportoin mittar indikaattor riski jatko jatku juurrut levit vakiinnut hyödyntämi lisätie"
    " innovatiiv"
    " jakautumi jakaantumi jakauma uutuusarvo strategi tasa-arvo kestävyys liittym liittyminen"
    " background introduction summary description action method implementation measures packages"
    " group partners organi beneficiar communication evaluation monitoring dissemination sustainab"
    " bakgrund beskrivning genomförande samarbete målgrupp uppföljning utvärdering kommunikation",
}
"""What a known heading is about, each kind with the stems of its nouns."""

QUALIFIER: Final = re.compile(
    r"(?:hankke|projekt|osahankk|ohjelma|selvity|esiselvity|pilot|kokeilu|toiminnan|työn|eu\b"
    r"|keskei|tärkei|odotett|odotet|olev|arvioi|välittöm|pitkän|lyhyen|aikavälin|yleis|suunnit"
    r"|lyhyt|förvänt|övergripande|huvud|centrala"
    r"|mu[iu](?:t|hin|den)?\b|saavutet|mahdolli|lopulli|kehittämis|päätavoit|(?:pää|kokonais)-?$"
    r"|(?:ja|sekä|eli|the|of|and|expected|och|för|main|target|work|key|general|specific)$"
    r"|\w{3,}(?:(?<!mi)nen|set|vat|vät|tut|tyt|dut|dyt)$)"
)
"""What may stand beside such a noun: whose, which, and words like *ja*."""

COMPOUND: Final = (
    r"(?:(?:eu|kokonais|pää|osa|väli|loppu|lähtö|kehittämis|oppimis|laatu|hanke|projekti|toiminta"
    r"|työ|osahanke|rahoitus|kustannus|talous|asiakas|toimenpide|vaikutus|kohde)-?)?"
)
"""What such a noun may be compounded with."""

BODY: Final = re.compile(
    r"(?:virasto|keskus|kaupunki|kunta|liitto|yhtymä|opisto|ministeriö|laitos|rahasto|säätiö)$"
)
"""How the names of public bodies end, that begin like nouns of headings."""

NOUN: Final = re.compile(
    COMPOUND
    + "(?:"
    + "|".join(rf"(?P<{kind}>{'|'.join(stems.split())})" for kind, stems in NOUNS.items())
    + ")"
)
WORD: Final = re.compile(r"[^\W\d_][^\s/,&:()]*")
NUMBERING: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.):]?)\s+(?=[^\W\d_])")
ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
OF_MONEY: Final = re.compile(
    r"(?:[\s,(]*(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\)?)?"
    r"(?:[\s,(]*(?:1 ?000 ?)?(?:(?:tuhatta|tuhansina|milj\.?|miljoonaa)\s)?"
    r"(?:euroa|euroina|[tkm]?€|[tkm]?eur)\)?)?$"
)
"""What may stand behind a heading of money: the years, the unit of the sums below."""
MAY_BE_OF_MONEY: Final = re.compile(r"(?:[\d€)]|eur(?:oa|oina)?)$")
"""How what stands behind a heading of money ends; a quick look."""
SENTENCE: Final = re.compile(r"[\d.!?;:%€]")
ADVERB: Final = re.compile(
    r"(?:ss[aä]|(?<!tau)(?<!ylei)st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|aan|ään|mme|een)$"
)
"""How a word ends that leads into a sentence: *hankkeessa*, *tavoitteena*."""

MOST_WORDS: Final = 9
"""The most words of a heading."""


def without_money(heading: str) -> str:
    """The *heading*, case folded, without the years and the unit of money at its end."""
    return OF_MONEY.sub("", heading, count=1) if MAY_BE_OF_MONEY.search(heading) else heading


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    """What a heading of these words is about; empty if they are not all known."""
    bare = without_money(ASIDE.sub("", NUMBERING.sub("", text)).casefold())
    words = WORD.findall(bare)
    if not words or len(words) > MOST_WORDS or SENTENCE.search(bare):
        return ""
    if ADVERB.search(words[-1]) or BODY.search(words[-1]):
        return ""
    kinds = []
    for word in words:
        noun = NOUN.match(word)
        if noun is None and not QUALIFIER.match(word):
            return ""
        kinds.append(noun.lastgroup if noun else None)
    return next((kind for kind in (*NOUNS,) if kind in kinds), "")
