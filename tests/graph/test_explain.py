"""Each line of a page stands beside what was understood of it."""

import pytest

from graph.extract.explain import explain
from graph.extract.page import Reading, read_page
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.register import Register

PAGE = """Hankkeen nimi   Kokeilusta käytäntöön
Hanketyyppi   Oulun kaupungin hanke

Hankenumero 12
Salkku   Osaamisen salkku 2014-2020
Tiivistelmä
Alku on hyvä.

Tavoitteet: Jonot lyhenevät.

Toimenpiteet
Työpaketti 1. Kartoitus
Kustannusarvio on 40 000 euroa.
Käsittelyvaihe   Päättynyt
Aloittamispvm   1.5.2009
Päättymispvm   31.2.2010
Rahoittajat
valtaosa kylistä
Yhteyshenkilöt   Projektipäällikkö Maija Meikäläinen, p. 043 000 0001
Liitteet
Raportti   raportti.pdf   12 kt"""


@pytest.fixture(scope="module")
def record(oulu: Register) -> PageRecord:
    return read_page(PAGE.encode(), "12.txt", Reading(oulu, NameBook.load(oulu)))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "name: Kokeilusta käytäntöön"),
        (5, "portfolio: Osaamisen salkku (2014–2020)"),
        (7, "section: 0"),
        (9, "heading: Tavoitteet"),
        (9, "section: 1"),
        (11, "heading: Toimenpiteet"),
        (12, "work package: Työpaketti 1. Kartoitus"),
        (13, "section: 2"),
        (13, "amount: estimate, 40000 EUR"),
        (14, "phase: Päättynyt (ended)"),
        (15, "start: 2009-05-01"),
        (16, "finding: dates, end"),
        (18, "funder: valtaosa kylistä"),
        (19, "contact: Maija Meikäläinen, Projektipäällikkö, +358430000001"),
        (21, "file: Raportti, raportti.pdf, 12 kt"),
    ],
)
def test_a_fact_stands_at_its_line(record: PageRecord, number: int, words: str) -> None:
    line = explain(record)[number - 1]
    assert line.number == number
    assert any(str(said).startswith(words) for said in line.understood)


def test_every_line_of_the_page_is_there(record: PageRecord) -> None:
    assert [line.text for line in explain(record)] == PAGE.split("\n")


def test_a_line_that_was_not_understood_says_so(record: PageRecord) -> None:
    assert [line.number for line in explain(record) if line.unread] == [4]
