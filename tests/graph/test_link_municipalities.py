"""Which code and which place a municipality is linked to."""

from pathlib import Path

import pytest

from graph.links.link import Proposal
from graph.links.municipality_codes import MunicipalityLinker
from graph.names.book import NameBook
from graph.register import Register
from graph.registers.document import checked
from graph.registers.entry import Entry
from graph.registers.kept import Registers
from graph.registers.municipalities import MUNICIPALITIES
from graph.registers.yso import YSO_PLACES
from tests.graph.made_entries import asked, code, meant, place, published

CODES = [
    code("003", "Akaa", end=2012),
    code("020", "Akaa"),
    code("084", "Haukipudas", end=2012),
    code("089", "Heinola mlk", end=2012),
    code("111", "Heinola"),
    code("406", "Lappi", end=2012),
    code("428", "Lohjan kunta", end=2012),
    code("444", "Lohja"),
    code("564", "Oulu"),
    code("143", "Ikaalinen"),
]
PLACES = [
    place("p1", "Akaa (kunta)"),
    place("p2", "Akaa (kaupunki)"),
    place("p3", "Haukipudas"),
    place("p4", "Heinolan maalaiskunta"),
    place("p5", "Lappi", "Lappland"),
    place("p6", "Lumijoki (joki)"),
    place("p7", "Oulu", "Uleåborg"),
    place("p8", "Pyhäjärvi (Karkkila)"),
    place("p9", "Pyhäjärvi (Pohjois-Pohjanmaa : kaupunki)"),
    place("p10", "Ylitornio (Suomi)"),
    place("p11", "Ylitornio (Ruotsi)"),
]


@pytest.fixture(scope="module")
def book(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


@pytest.fixture(scope="module")
def linker(book: NameBook) -> MunicipalityLinker:
    return MunicipalityLinker(CODES, PLACES, book)


def proposed(printed: str, year: str, linker: MunicipalityLinker, book: NameBook) -> list[Proposal]:
    return list(linker.propose(meant(printed, book, year)))


@pytest.mark.parametrize(
    ("printed", "year", "targets"),
    [
        ("Oulun kaupunki", "2015", ["564", "p7"]),
        ("Uleåborgs stad", "2015", ["564", "p7"]),
        ("Haukiputaan kunta", "2009", ["084", "p3"]),
        ("Akaan kaupunki", "2012", ["020", "p2"]),
        ("Akaan kunta", "1940", ["003", "p1"]),
        ("Heinolan maalaiskunta", "1995", ["089", "p4"]),
        ("Lohjan kunta", "1995", ["428"]),
        ("Lohjan kaupunki", "2005", ["444"]),
        ("Pyhäjärven kaupunki", "2012", ["p9"]),
        ("Ylitornion kunta", "2012", ["p10"]),
    ],
)
def test_a_municipality_has_the_code_and_the_place_of_its_own_time(
    linker: MunicipalityLinker, book: NameBook, printed: str, year: str, targets: list[str]
) -> None:
    assert published(proposed(printed, year, linker, book)) == targets


def test_a_region_of_the_same_name_is_not_where_a_municipality_lies(
    linker: MunicipalityLinker, book: NameBook
) -> None:
    assert published(proposed("Lapin kunta", "2005", linker, book)) == ["406"]


def test_a_river_of_the_same_name_is_not_where_a_municipality_lies(
    linker: MunicipalityLinker, book: NameBook
) -> None:
    assert proposed("Lumijoen kunta", "2012", linker, book) == []


def test_a_rural_municipality_does_not_get_the_code_of_its_town(
    linker: MunicipalityLinker, book: NameBook
) -> None:
    assert published(proposed("Ikaalisten maalaiskunta", "1960", linker, book)) == []


@pytest.mark.parametrize(
    "printed", ["Oulun kaupunki, kulttuuripalvelut", "BusinessOulu", "Pohjois-Pohjanmaan liitto"]
)
def test_who_is_no_municipality_has_no_code(
    linker: MunicipalityLinker, book: NameBook, printed: str
) -> None:
    assert proposed(printed, "2015", linker, book) == []


def test_of_two_codes_in_force_under_one_name_a_person_chooses(book: NameBook) -> None:
    linker = MunicipalityLinker([code("001", "Oulu"), code("002", "Oulu")], [], book)
    proposals = proposed("Oulun kaupunki", "2015", linker, book)
    assert (published(proposals), asked(proposals)) == ([], ["001", "002"])


def test_a_code_is_an_identifier_and_a_place_a_location_never_an_identity(
    linker: MunicipalityLinker, book: NameBook
) -> None:
    proposals = proposed("Oulun kaupunki", "2015", linker, book)
    told = {(one.register, one.relation, one.scheme) for one in proposals}
    assert told == {
        ("municipalities", "identifier", "municipality"),
        ("yso-places", "location", "yso"),
    }


def test_the_evidence_says_until_when_there_was_such_a_municipality(
    linker: MunicipalityLinker, book: NameBook
) -> None:
    first, *_ = proposed("Haukiputaan kunta", "2009", linker, book)
    assert first.evidence[1].startswith("time: Haukiputaan kunta until 2012, code 084 until 2012")


def test_without_its_registers_there_is_no_linker(book: NameBook) -> None:
    assert MunicipalityLinker.of(Registers(), book) is None


@pytest.fixture(scope="module")
def real(shared: Path, book: NameBook) -> MunicipalityLinker:
    folder = shared / "registries"
    keys = sorted((folder / "municipalities").iterdir())
    documents = [checked(file.name, file.read_bytes()) for file in keys]
    dump = folder / "yso" / "yso_ysoplaces_cicero_labels.nt.gz"
    places = YSO_PLACES.read([checked(dump.name, dump.read_bytes())]).entries
    return MunicipalityLinker(MUNICIPALITIES.read(documents).entries, places, book)


@pytest.mark.slow
def test_every_municipality_of_today_has_its_code_and_its_place(
    real: MunicipalityLinker, book: NameBook
) -> None:
    today = [known for known in book.entries() if known.genitive and known.valid_to is None]
    linked = {known.name: published(real.propose(meant(known.name, book))) for known in today}
    assert [name for name, targets in linked.items() if len(targets) != 2] == []
    codes = [targets[0] for targets in linked.values()]
    assert len(set(codes)) == len(today) == 308


def test_entries_of_other_kinds_do_no_harm(book: NameBook) -> None:
    nameless = Entry(kind="municipality", names=())
    assert list(MunicipalityLinker([nameless], [], book).propose(meant("Oulu", book))) == []
