"""Which Y-tunnus an organisation has: that of the legal entity, by its name alone."""

import pytest

from graph.entities import Organisation
from graph.links.business_ids import YtunnusLinker
from graph.names.book import NameBook
from graph.register import Register
from graph.registers.entry import Entry, Identifier, Name
from graph.registers.kept import Registers
from tests.graph.made_entries import asked, meant, number, published

ENTRIES = [
    number("0187690-1", "Oulun kaupunki", "BusinessOulu liikelaitos", types=("Kunta",)),
    number(
        "2296962-1",
        "ELY-keskusten sekä TE-toimistojen KEHA-keskus",
        "Etelä-Pohjanmaan elinkeino-, liikenne- ja ympäristökeskus",
    ),
    number("0155668-4", "Tampereen yliopisto, TaSTI"),
    number("2322323-1", "Turku Science Park Oy Ab"),
    number("0209770-7", "Haapaveden Opiston kannatusyhdistys ry"),
    number("0970063-6", "Pohjanmaan liitto kuntayhtymä"),
]


@pytest.fixture(scope="module")
def book(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


@pytest.fixture(scope="module")
def linker(book: NameBook) -> YtunnusLinker:
    return YtunnusLinker(ENTRIES, book)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Oulun kaupunki", ["0187690-1"]),
        ("Oulu", ["0187690-1"]),
        ("KEHA-keskus", ["2296962-1"]),
        ("Turku Science Park Oy", ["2322323-1"]),
        ("Pohjanmaan liitto", ["0970063-6"]),
    ],
)
def test_a_legal_entity_has_the_number_under_its_name(
    linker: YtunnusLinker, book: NameBook, printed: str, found: list[str]
) -> None:
    assert published(linker.propose(meant(printed, book, "2017"))) == found


@pytest.mark.parametrize(
    "printed",
    [
        "BusinessOulu",
        "Oulun kaupunki, sivistyspalvelut",
        "Etelä-Pohjanmaan ELY-keskus",
        "Tampereen yliopisto",
        "Haapaveden Opisto",
        "Pohjois-Pohjanmaan liitto",
    ],
)
def test_who_bears_somebody_elses_number_or_none_gets_none(
    linker: YtunnusLinker, book: NameBook, printed: str
) -> None:
    assert published(linker.propose(meant(printed, book, "2015"))) == []


def test_a_number_of_two_legal_entities_asks_a_person(book: NameBook) -> None:
    shared_one = number("0201256-6", "Helsingin kaupunki", "Vantaan kaupunki")
    proposals = list(YtunnusLinker([shared_one], book).propose(meant("Helsingin kaupunki", book)))
    assert (published(proposals), asked(proposals)) == ([], ["0201256-6"])


def test_of_two_numbers_under_one_name_a_person_chooses(book: NameBook) -> None:
    twins = [number("0201256-6", "Esimerkki Oy"), number("0124610-9", "Esimerkki Oy")]
    company = Organisation(slug="x", name="Esimerkki Oy", kind="company")
    proposals = list(YtunnusLinker(twins, book).propose(company))
    assert (published(proposals), asked(proposals)) == ([], ["0124610-9", "0201256-6"])


def test_another_legal_form_is_another_entity(book: NameBook) -> None:
    linker = YtunnusLinker([number("0201256-6", "Esimerkin kehitys Oy")], book)
    association = Organisation(slug="x", name="Esimerkin kehitys ry", kind="association")
    proposals = list(linker.propose(association))
    assert published(proposals) == asked(proposals) == []


def test_a_pseudo_identifier_is_nobodys(book: NameBook) -> None:
    false = Entry(
        kind="organisation",
        names=(Name("Oulun kaupunki"),),
        identifiers=(Identifier("ytunnus", "0187690-2"),),
    )
    assert list(YtunnusLinker([false], book).propose(meant("Oulun kaupunki", book))) == []


def test_the_number_is_an_identifier_and_says_who_says_so(
    linker: YtunnusLinker, book: NameBook
) -> None:
    (proposal,) = linker.propose(meant("Oulun kaupunki", book))
    assert (proposal.relation, proposal.scheme) == ("identifier", "ytunnus")
    assert "said by: eura" in proposal.evidence
    assert "borne by: Oulun kaupunki; BusinessOulu liikelaitos" in proposal.evidence


def test_without_its_register_there_is_no_linker(book: NameBook) -> None:
    assert YtunnusLinker.of(Registers(), book) is None
