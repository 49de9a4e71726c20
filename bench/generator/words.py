"""The words that generated pages are made of: none of them stands on a real page by intent."""

from typing import Final

VERBS: Final = (
    "Hankkeessa kehitetään",
    "Työssä kokeillaan",
    "Verkostossa vahvistetaan",
    "Seudulla yhtenäistetään",
    "Kokeilussa mitataan",
    "Asukkaiden kanssa suunnitellaan",
    "Ohjausryhmässä arvioidaan",
    "Yritysten kanssa uudistetaan",
    "Kyläkierroksilla esitellään",
    "Loppuvaiheessa juurrutetaan",
    "Oppilaitoksissa opetetaan",
    "Järjestöissä tuetaan",
    "Kirjastoissa tarjotaan",
    "Kouluissa harjoitellaan",
    "Ensimmäisenä vuonna kartoitetaan",
    "Työpajoissa muotoillaan",
    "Kotikäynneillä selvitetään",
    "Yhteisissä illoissa jalostetaan",
    "Raportissa verrataan",
    "Viikoittain seurataan",
)
OBJECTS: Final = (
    "asukkaiden neuvontaa",
    "nuorten työpajoja",
    "ikäihmisten arjen taitoja",
    "pyöräilyn talvireittejä",
    "lähiruoan kuljetuksia",
    "energian säästön keinoja",
    "vanhempien vertaisryhmiä",
    "digitaalisia palvelupolkuja",
    "sairaanhoitajien etävastaanottoa",
    "kierrätyksen uusia tapoja",
    "yritysten yhteisiä hankintoja",
    "kielten oppimista työpaikalla",
    "lähimetsien hoitoa",
    "matkailun talvituotteita",
    "opettajien täydennyskoulutusta",
    "kulttuurikasvatuksen menetelmiä",
    "avoimen aineiston laatua",
    "maaseudun joukkoliikennettä",
    "asumisen neuvontapalveluja",
    "vapaaehtoisten koulutusta",
    "tapahtumien turvallisuutta",
    "puurakentamisen ketjuja",
    "oppisopimuksen ohjausta",
    "vesistöjen kunnostusta",
    "liikuntaneuvonnan lähetteitä",
    "perheiden varhaista tukea",
    "rekrytoinnin uusia kanavia",
    "kotoutumisen alkukartoitusta",
    "tietomallien yhteiskäyttöä",
    "museokokoelmien saavutettavuutta",
)
WAYS: Final = (
    "yhdessä yhdistysten kanssa",
    "kolmessa kaupunginosassa",
    "kahden vuoden ajan",
    "seudun kuntien yhteisellä mallilla",
    "asiakkaiden omilla ehdoilla",
    "pienissä ryhmissä",
    "palvelumuotoilun keinoin",
    "kevyellä organisaatiolla",
    "tutkimuksen tukemana",
    "kesästä syksyyn",
    "koulujen lukuvuoden rytmissä",
    "omaisten ja läheisten avulla",
    "avoimessa yhteistyössä",
    "helposti monistettavalla tavalla",
    "ilman erillistä hakemista",
    "kustannuksia lisäämättä",
    "alueen yritysten tiloissa",
    "vertaistuen voimin",
    "viikoittain vaihtuvissa paikoissa",
    "kansallisten suositusten mukaisesti",
)
COUNTS: Final = (
    "Mukana on {n} osallistujaa vuosina {y}-{z}.",
    "Kyselyyn vastasi {n} asukasta, joista puolet on alle 30-vuotiaita.",
    "Tilaisuuksia järjestetään {n} ja niihin pääsee maksutta.",
    "Vuoden {y} loppuun mennessä mukana on {n} toimijaa.",
    "Kohderyhmään kuuluu {n} kotitaloutta.",
)

NAME_HEADS: Final = (
    "Kaarna",
    "Silmu",
    "Luotsi",
    "Virta",
    "Kipinä",
    "Tyvi",
    "Loimu",
    "Kaisla",
    "Majakka",
    "Ponnistus",
    "Kytkin",
    "Aava",
    "Rihma",
    "Koura",
    "Taival",
    "Hohto",
    "Juuri",
    "Säie",
    "Keula",
    "Vire",
    "Palju",
    "Routa",
    "Kajo",
    "Solmu",
)
NAME_TAILS: Final = (
    "nuorten työpajat",
    "lähipalvelut kuntoon",
    "talvipyöräilyn kehittäminen",
    "etäpalveluista arkea",
    "kylien yhteinen kyyti",
    "puhtaat pienvedet",
    "osaajia hoitoalalle",
    "yrittäjyyden uudet polut",
    "kulttuuria kaikille",
    "asumisen neuvonta",
    "energiaa viisaasti",
    "kotoutumisen tuki",
    "digitaidot haltuun",
    "liikkeelle lähiössä",
    "ruokaketjun uudistus",
    "avoimet aineistot",
)
NAME_KINDS: Final = ("-hanke", " -kehittämishanke", " 2", " 3 -jatkohanke", " - esiselvitys", "")

PORTFOLIOS: Final = (
    ("Työn ja osaamisen salkku", 2009, 2013),
    ("KAARI Hyvinvointiohjelma", 2010, 2014),
    ("Elävän kulttuurin salkku", 2012, 2017),
    ("Vihreän kasvun salkku", 2014, 2020),
    ("Avoimen kaupungin salkku", 2015, 2021),
    ("Yrittävä seutu", 2014, 2020),
    ("Liikkumisen salkku", 2016, 2023),
    ("Nuoren kaupungin salkku", 2017, 2024),
    ("Yhdessä asuva kaupunki", 2018, 2027),
    ("Asumisen ja ympäristön ohjelma", 2021, 2027),
)
TYPES: Final = ("Kaupungin hanke", "Seudullinen hanke", "Kumppanin hanke", "Kansainvälinen hanke")
PHASES: Final = (
    ("Päättynyt", "ended"),
    ("Päättynyt", "ended"),
    ("Päättynyt", "ended"),
    ("Käynnissä", "running"),
    ("Suunnitteilla", "planned"),
    ("Keskeytetty", "cancelled"),
    ("Peruttu", "cancelled"),
    ("Vakinaistettu", "other"),
)

UNITS: Final = (
    ("Keskushallinto", ("henkilöstöpalvelut", "viestintä", "osallisuus", "hankinnat")),
    ("Hyvinvointipalvelut", ("avoterveydenhuolto", "kotihoito", "kuntoutus", "perhetyö")),
    ("Sivistyspalvelut", ("perusopetus", "nuorisotyö", "varhaiskasvatus", "kulttuurituotanto")),
    ("Ympäristöpalvelut", ("kaavoitus", "rakennusvalvonta", "vihersuunnittelu", "katujen hoito")),
    ("Konsernipalvelut", ("tietohallinto", "talous", "tilapalvelut", "asiakaspalvelu")),
)
MADE_HEADS: Final = (
    "Esimerkki",
    "Malli",
    "Mielikuvitus",
    "Satu",
    "Harjoitus",
    "Näyte",
    "Kuvitelma",
    "Kokeilu",
)
MADE_MIDDLES: Final = (
    "kaarna",
    "niemi",
    "pelto",
    "saari",
    "harju",
    "koski",
    "suvanto",
    "lampi",
    "kumpu",
    "rinne",
    "lehto",
    "vaara",
)
MADE_TAILS: Final = (
    ("Tekniikka Oy", "company", "Tekniikka Oy:n"),
    ("Palvelut Oy", "company", "Palvelut Oy:n"),
    ("Energia Oy", "company", "Energia Oy:n"),
    ("Kyläyhdistys ry", "association", "Kyläyhdistys ry:n"),
    ("Nuoret ry", "association", "Nuoret ry:n"),
    ("Yrittäjät ry", "association", "Yrittäjät ry:n"),
    ("Säätiö sr", "foundation", "Säätiö sr:n"),
)
DESCRIPTIONS: Final = (
    "valtaosa {area} kunnista",
    "muutama {area} kyläyhdistys",
    "suurin osa {area} kouluista",
    "joukko {area} yrityksiä",
    "noin kymmenen {area} yhdistystä",
)
AREAS: Final = ("alueen", "seudun", "maakunnan", "rannikon", "jokivarren")

STATE: Final = (
    ("Sosiaali- ja terveysministeriö", "STM", "ministry", "Sosiaali- ja terveysministeriön"),
    ("Ympäristöministeriö", "YM", "ministry", "Ympäristöministeriön"),
    ("Maa- ja metsätalousministeriö", "MMM", "ministry", "Maa- ja metsätalousministeriön"),
    ("Työ- ja elinkeinoministeriö", "TEM", "ministry", "Työ- ja elinkeinoministeriön"),
)
COUNCILS: Final = ("Pohjois-Pohjanmaan liitto", "Lapin liitto", "Kainuun liitto")
CENTRES: Final = ("Pohjois-Pohjanmaan", "Lapin", "Kainuun")
PROGRAMMES: Final = ("Kaste-ohjelma", "Vaikuta-ohjelma", "Lähiluonto-ohjelma", "Kasvupolku-ohjelma")
FUNDS: Final = (
    ("ESR", "ESF", "ESR-rahoituksen"),
    ("EAKR", "ERDF", "EAKR-rahoituksen"),
    ("Euroopan sosiaalirahasto", "ESF", "Euroopan sosiaalirahaston"),
    ("Euroopan aluekehitysrahasto", "ERDF", "Euroopan aluekehitysrahaston"),
    ("Maaseuturahasto", "EAFRD", "Maaseuturahaston"),
    ("AMIF", "AMIF", "AMIF-rahoituksen"),
)
FUNDS_GOT: Final = (
    ("ESR-rahoitusta", "ESF"),
    ("EAKR-rahoitusta", "ERDF"),
    ("EAKR-tukea", "ERDF"),
    ("ESR-avustusta", "ESF"),
)
"""What is got of a fund."""
EACH_YEAR: Final = ("{} e/vuosi", "{} €/v", "{} € / vuosi", "{} euroa vuodessa")
MIXED: Final = (
    ("EAKR- ja valtionrahoitus", "ERDF"),
    ("ESR- ja valtionrahoitus", "ESF"),
    ("ESR- ja valtion rahoitus", "ESF"),
)
POOLED: Final = (
    ("Kuntarahoitus yhteensä", "municipal", False),
    ("Kuntien rahoitus yhteensä (seudun kunnat, kaupunki mukaan lukien)", "municipal", False),
    (
        "Kuntarahoitus yhteensä osahankkeet ja koordinaatio (rannikko, jokivarsi ja maakunta)",
        "",
        False,
    ),
    ("Kuntarahoitus yhteensä (Kempele, Liminka, Muhos)", "municipal", True),
)

FIRST_NAMES: Final = (
    "Maija",
    "Matti",
    "Liisa",
    "Erkki",
    "Kaisa",
    "Pekka",
    "Anna",
    "Juho",
    "Sanna",
    "Olli",
    "Aino",
    "Ville",
    "Leena",
    "Jari",
    "Tuula",
    "Eeva",
    "Risto",
    "Noora",
    "Anna-Liisa",
    "Juha-Matti",
)
LAST_NAMES: Final = (
    "Meikäläinen",
    "Teikäläinen",
    "Heikäläinen",
    "Esimerkki",
    "Esimerkkilä",
    "Testaaja",
    "Keksitty",
    "Kuvitteellinen",
    "Meikäläinen-Esimerkki",
)
TITLES: Final = (
    "suunnittelupäällikkö",
    "kehittämispäällikkö",
    "palvelupäällikkö",
    "hyvinvointikoordinaattori",
    "professori",
    "rehtori",
)
"""What people are by their post."""

POSTS: Final = (
    "projektipäällikkö",
    "projektikoordinaattori",
    "hankekoordinaattori",
    "projektisihteeri",
    "projektisuunnittelija",
)
"""What people are in the project: a role, even where it is printed like a title."""

ROLES: Final = ("Vastuullinen johtaja", "Hankkeen vastuuhenkilö", "Yhteyshenkilö")
TEAMS: Final = (
    ("Projektityöntekijät", "projektityöntekijä"),
    ("Suunnittelijat", "suunnittelija"),
    ("Ohjaajat", "ohjaaja"),
)

FILE_TITLES: Final = (
    "Loppuraportti",
    "Väliraportti",
    "Hankesuunnitelma",
    "Esite",
    "Tulosten yhteenveto",
    "Liite 2. Arviointi",
    "Työpajojen muistio",
)
FILE_NAMES: Final = (
    ("loppuraportti.pdf", "application/pdf"),
    ("Raportti 1.1.-31.12.pdf", "application/pdf"),
    ("suunnitelma_v2.doc", "application/msword"),
    ("ESITE fi.pdf", "application/pdf"),
    ("taulukot.xls", "application/vnd.ms-excel"),
)
LINK_TITLES: Final = ("Hankkeen nettisivut", "Blogi", "Kuvia työpajoista", "Uutinen aloituksesta")
LOGOS: Final = ("", "", "ESR", "EAKR", "ESRELY-keskus", "Maaseuturahasto")

OBJECTIVE_HEADINGS: Final = ("Tavoitteet", "Hankkeen tavoitteet", "TAVOITTEET")
CONTENT_HEADINGS: Final = (
    "Toimenpiteet",
    "Sisältö / Toimenpiteet",
    "Sisältö/Toimenpiteet",
    "Sisältö",
)
RESULT_HEADINGS: Final = ("Odotettavissa olevat tulokset", "Tulokset", "Odotetut tulokset")
FUNDING_HEADINGS: Final = ("Rahoitus", "Kustannukset ja rahoitus", "Hankkeen rahoitus")
OTHER_HEADINGS: Final = ("Tausta", "Kohderyhmä", "Aikataulu", "Arviointi")
MONEY_LEADS: Final = (
    "Rahoitus jakautuu vuosittain seuraavasti:",
    "Hankkeen rahoitussuunnitelma on seuraava.",
    "Rahoituspäätös on tehty hakemuksen mukaisesti.",
)
MONEY_TITLES: Final = ("Panosten jako", "Resurssien jyvitys", "Laskelma lähteittäin")
"""What may stand right above a table and is no heading that anybody knows."""
RESTS: Final = ("loput yritykset", "loput maksavat muut", "loppuosa tulee yrityksiltä")
"""Who pays what is left of a whole, without an amount."""
FOREIGN: Final = (
    ("National co-financing Finland", "national"),
    ("Nationell medfinansiering Finland", "national"),
    ("Kansallinen vastinrahoitus Suomi", "national"),
    ("Private funding", "private"),
    ("Municipal funding", "municipal"),
    ("Own contribution", ""),
    ("European Regional Development Fund", "ERDF"),
    ("Europeiska socialfonden", "ESF"),
)
"""Sources as registers of several languages print them, with their instruments."""
TOTAL_NAMES: Final = ("Yhteensä", "Yht.", "YHTEENSÄ", "Yhteensä:")
SOURCE_HEADS: Final = ("", "", "Rahoittaja", "Rahoituslähde")
