"""Which records of ROR, Wikidata and ISNI an organisation is linked to, and on what evidence."""

from collections.abc import Iterable

import msgspec
import pytest

from graph.entities import Organisation
from graph.links.link import Proposal
from graph.links.research_organisations import RorLinker
from graph.names.book import NameBook
from graph.register import Register
from graph.registers.entry import Entry, Name
from graph.registers.kept import Registers
from tests.graph.made_entries import asked, meant, published, record

UNIVERSITY = record(
    "0oulu0000", "University of Oulu", "Oulun yliopisto", wikidata="Q1", types=("education",)
)
TOWN = record("0town0000", "City of Helsinki", wikidata="Q1757", types=("funder", "government"))
COMPANY = record("0nokia000", "Nokia (Finland)", "Nokia Oyj", types=("company",))


@pytest.fixture(scope="module")
def book(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


def linked(
    printed: str, book: NameBook, entries: Iterable[Entry], year: str = ""
) -> list[Proposal]:
    return list(RorLinker(entries, book).propose(meant(printed, book, year)))


@pytest.mark.parametrize("printed", ["Oulun yliopisto", "University of Oulu", "Oulun yliopiston"])
def test_an_organisation_is_found_by_any_of_its_names(book: NameBook, printed: str) -> None:
    assert published(linked(printed, book, [UNIVERSITY, TOWN])) == ["0oulu0000", "Q1"]


@pytest.mark.parametrize(
    "printed",
    [
        "Esimerkin Tutkimusseura ry",
        "ESIMERKIN TUTKIMUSSEURA",
        "Esimerkin Tutkimusseura r.y.",
        "Esimerkin tutkimusseura ETS ry",
        "Esimerkin tutkimusseuran",
        "Esimerkin tutkimuseura ry",
        "Esimerkin tutkimusseura ry:n",
    ],
)
def test_forms_endings_and_slips_of_the_pen_hide_no_name(book: NameBook, printed: str) -> None:
    entry = record("0esim0000", "Esimerkin tutkimusseura", types=("other",))
    unknown = Organisation(slug="x", name=printed, kind="association")
    assert published(RorLinker([entry], book).propose(unknown)) == ["0esim0000"]


def test_what_another_legal_form_says_to_be_of_another_kind_is_left_out(book: NameBook) -> None:
    entry = record("0esim0000", "Esimerkin tutkimus Oy", types=("company",))
    unknown = Organisation(slug="x", name="Esimerkin tutkimus ry", kind="association")
    proposals = list(RorLinker([entry], book).propose(unknown))
    assert published(proposals) == asked(proposals) == []


def test_a_town_is_not_the_company_of_that_name(book: NameBook) -> None:
    assert linked("Nokian kaupunki", book, [COMPANY]) == []
    assert published(linked("Nokia Oyj", book, [COMPANY])) == ["0nokia000"]


def test_a_few_letters_alone_ask_a_person(book: NameBook) -> None:
    entry = record("0letter00", "Research Centre of Examples", "RCE", types=("facility",))
    unknown = Organisation(slug="rce", name="RCE", kind="other")
    proposals = list(RorLinker([entry], book).propose(unknown))
    assert (published(proposals), asked(proposals)) == ([], ["0letter00"])


def test_of_two_records_of_one_name_none_is_published(book: NameBook) -> None:
    twins = [record(f"0twin000{n}", "Taloustieteellinen yhdistys") for n in (1, 2)]
    proposals = linked("Taloustieteellinen yhdistys ry", book, twins)
    assert (published(proposals), asked(proposals)) == ([], ["0twin0001", "0twin0002"])


def test_of_a_record_and_its_forerunner_the_one_that_stands_is_meant(book: NameBook) -> None:
    now = record("0now00000", "Esimerkin Seura")
    old = record("0old00000", "Esimerkin Seura", status="withdrawn", successors=(now.iri,))
    unknown = Organisation(slug="x", name="Esimerkin Seura", kind="association")
    assert published(RorLinker([old, now], book).propose(unknown)) == ["0now00000"]


def test_a_record_that_ended_says_so_in_the_evidence(book: NameBook) -> None:
    ended = record("0ttyo0000", "Tampereen teknillinen yliopisto", status="inactive")
    (proposal,) = linked("Tampereen teknillinen yliopisto", book, [ended], "2012")
    assert "status: inactive" in proposal.evidence
    assert published([proposal]) == ["0ttyo0000"]


def test_a_record_that_passed_on_is_its_successors(book: NameBook) -> None:
    passed = record(
        "0oamk0000", "Oulu University of Applied Sciences", "Oulun seudun ammattikorkeakoulu"
    )
    now = linked("Oulun ammattikorkeakoulu", book, [passed], "2016")
    before = linked("Oulun seudun ammattikorkeakoulu", book, [passed], "2010")
    assert published(now) == ["0oamk0000"]
    assert (published(before), asked(before)) == ([], ["0oamk0000"])


def test_a_unit_of_another_body_is_not_the_one_in_the_register(book: NameBook) -> None:
    parent = record("0parent00", "Helsingin yliopisto", types=("education",))
    unit = record("0unit0000", "Fysiikan tutkimuslaitos", broader=(parent.iri,))
    ours = linked("Helsingin yliopisto, Fysiikan tutkimuslaitos", book, [parent, unit])
    others = linked("Oulun yliopisto, Fysiikan tutkimuslaitos", book, [parent, unit])
    assert published(ours) == ["0unit0000"]
    assert (published(others), asked(others)) == ([], ["0unit0000"])


def test_a_school_may_be_a_company(book: NameBook) -> None:
    school = record("0esim0000", "Esimerkin opisto", types=("education",))
    assert published(linked("Esimerkin opisto Oy", book, [school])) == ["0esim0000"]


def test_a_kind_that_does_not_fit_asks_a_person(book: NameBook) -> None:
    company = record("0kind0000", "Oulun yliopisto", types=("company",))
    assert published(linked("Oulun yliopisto", book, [company])) == []


def test_the_item_of_a_town_in_wikidata_may_be_the_place_and_waits(book: NameBook) -> None:
    proposals = linked("Helsingin kaupunki", book, [TOWN])
    assert (published(proposals), asked(proposals)) == (["0town0000"], ["Q1757"])


def test_an_item_that_two_records_share_is_that_of_the_one_in_force(book: NameBook) -> None:
    now = record("0now00000", "Business Finland", wikidata="Q42")
    old = record("0old00000", "Tekes", wikidata="Q42", status="inactive", successors=(now.iri,))
    assert published(linked("Business Finland", book, [old, now], "2019")) == ["0now00000", "Q42"]
    tekes = linked("Tekes", book, [old, now], "2012")
    assert (published(tekes), asked(tekes)) == (["0old00000"], ["Q42"])


def test_a_like_name_of_another_region_is_somebody_else(book: NameBook) -> None:
    entry = record("0north000", "Pohjois-Suomen Maantieteellinen Seura")
    assert linked("Etelä-Suomen Maantieteellinen Seura", book, [entry]) == []


def test_a_wrong_letter_in_a_name_of_another_town_asks_a_person(book: NameBook) -> None:
    entry = record("0salo0000", "Salon tutkimuksen seura", place="Turku")
    unknown = Organisation(slug="x", name="Salon tutkimukset seura", kind="association")
    assert published(RorLinker([entry], book).propose(unknown)) == []


def test_every_link_is_a_twin_with_evidence(book: NameBook) -> None:
    proposals = linked("Oulun yliopisto", book, [UNIVERSITY])
    assert proposals
    for proposal in proposals:
        assert (proposal.register, proposal.relation) == ("ror", "sameAs")
        assert proposal.evidence
        assert proposal.score <= 0.99


def test_a_name_without_letters_is_nobodys(book: NameBook) -> None:
    entry = record("0empty000", "-", "Oulun yliopisto")
    nameless = Entry(kind="organisation", names=(Name("()"),), iri="https://ror.org/0none0000")
    assert published(linked("Oulun yliopisto", book, [entry, nameless])) == ["0empty000"]


def test_without_its_register_there_is_no_linker(book: NameBook) -> None:
    assert RorLinker.of(Registers(), book) is None


def found(printed: str, entry: Entry, book: NameBook) -> list[str]:
    """What is published for somebody unknown who is called so."""
    unknown = Organisation(slug="x", name=printed, kind="other")
    return published(RorLinker([entry], book).propose(unknown))


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Mallin säätiö", ("Malli Foundation",)),
        ("Mallin tutkimuslaitos", ("Malli Research Institute",)),
        ("K. Maijalan säätiö", ("K. Maijalas stiftelse",)),
        ("Esimerssonin säätiö", ("Esimersson Foundation",)),
        ("Esimerkin sairaala", ("The Hospital of Esimerkki", "Esimerkin sairaala")),
        ("MALLI-säätiö", ("MALLI Foundation",)),
        ("Esimerssonska stiftelsen rs", ("Esimersson Foundation",)),
        ("Esimerssons stiftelse", ("Esimerssonin säätiö",)),
        ("Malli-institutet", ("Malli-instituutti",)),
        ("Malli Foundation", ("Mallis stiftelse",)),
    ],
)
def test_a_name_in_one_language_says_what_it_is_in_another(
    book: NameBook, printed: str, known: tuple[str, ...]
) -> None:
    assert found(printed, record("0malli000", *known), book) == ["0malli000"]


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Esimerkin seura", ("Esimerkin seura Aurinko", "Example Society Aurinko")),
        ("Esimerkin seura Aurinko ry", ("Esimerkin seura", "Example Society Aurinko")),
        ("Aurinkoinen", ("Aurinkoinen - Esimerkin tutkimuksen seura",)),
        ("Esimerkin tutkimuksen seura ry", ("Aurinkoinen – Esimerkin tutkimuksen seura",)),
        ("Academy of Examples", ("Academy of Examples, Helsinki",)),
        ("Aurinkoinen Malli", ("Aurinkoinen Malli -säätiö",)),
        ("Esimerkkien arviointi EA ry", ("Ea ry (Esimerkkien arviointi)",)),
        ("Esimerkin seura - Exempelföreningen ry", ("Esimerkin seura", "Exempelföreningen")),
        ("Esimerkin instituutti EsiMerkki", ("Esimerkin instituutti",)),
        ("Esimerkin Ystäväin Liiton", ("Esimerkin Ystäväin Liitto",)),
        ("Esimerkin historiallisen seuran", ("Esimerkin historiallinen seura EHS",)),
        ("Esimerkkijärjestöjen", ("Esimerkkijärjestöt",)),
        ("Mallisen säätiö", ("Mallinen Foundation",)),
        ("Osk. Mallin säätiö sr", ("Osk. Mallin säätiö",)),
        ("Aurinkoinen Malli -säätiö sr", ("Säätiö Aurinkoinen Malli",)),
        ("Malli-seura ry", ("The Malli Society",)),
        ("Esimerkkien tutkijat ry", ("Suomen esimerkkien tutkijat EXT ry",)),
        ("Suomen esimerkkien tutkijat EXT ry", ("Esimerkkien tutkijat",)),
        ("Exempelföreningen för forskning", ("Exempelföreningen för forskning i Finland",)),
        ("Aurinkoinen ry", ("Esimerkin seura Aurinkoinen", "Exempelföreningen Aurinkoinen")),
        ("Mallien seura Aurinkoinen ry", ("Aurinkoinen ry", "Example Society")),
        ("THE EXAMPLE SOCIETY", ("Example Society",)),
    ],
)
def test_a_name_is_known_by_its_parts(book: NameBook, printed: str, known: tuple[str, ...]) -> None:
    entry = record("0esim0000", *known, place="Helsinki")
    assert found(printed, entry, book) == ["0esim0000"]


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Malli", ("Malli-säätiö",)),
        ("Aurinkoinen Malli ry", ("Aurinkoinen Malli -säätiö",)),
        ("Esimerkin historiallisen seuran", ("Esimerkin historiallinen säätiö",)),
        ("Esimerkin historian seuran", ("Esimerkin historiallinen seura",)),
        ("Esimerkin seura - Mallin seura", ("Esimerkin seura", "Exempelföreningen")),
        ("Esimerkin yliopisto, EsiM", ("Esimerkin yliopisto, EsiLaitos",)),
        ("Esimerkkipankki", ("Suomen Esimerkkipankki",)),
        ("Suomen esimerkkitutkimus Oy", ("Esimerkkitutkimus Oy",)),
        ("Aurinkoinen", ("Esimerkin seura Aurinkoinen", "Exempelföreningen Aurinkoinen")),
        ("Aurinkoinen ry", ("Esimerkin seura Aurinkoinen", "Esimerkin yhdistys Aurinkoinen")),
        ("Malli ry", ("Malli Esimerkin säätiö", "Malli Exempel Foundation")),
        ("Finland ry", ("Example Society of Finland", "Exempelföreningen i Finland")),
        ("Oulun Mallit ry", ("Mallit ry", "Exempelföreningen")),
        ("Mallien seura Aurinkoinen ry", ("Aurinkoinen Oy", "Exempelbolaget")),
    ],
)
def test_a_part_that_may_be_somebody_elses_name_is_none(
    book: NameBook, printed: str, known: tuple[str, ...]
) -> None:
    assert found(printed, record("0esim0000", *known), book) == []


def test_a_comma_may_stand_within_the_name_of_one_body(book: NameBook) -> None:
    entry = record("0esim0000", "Mallien, esimerkkien ja kaavojen tutkimusseura ry")
    printed = "Mallien, esimerkkien ja kaavojen tutkimusseura"
    assert meant(printed, book, "").parent
    assert published(linked(printed, book, [entry])) == ["0esim0000"]


def test_a_dash_or_an_article_in_a_name_hides_it_no_more_than_a_comma(book: NameBook) -> None:
    entry = record(
        "0esim0000", "Mallit ry - Esimerkin ja kaavan yhdistys", "The Making, Use and Care"
    )
    for printed in ("Mallit ry - Esimerkin ja kaavan yhdistys", "The Making, Use and Care"):
        assert meant(printed, book, "").parent
        assert published(linked(printed, book, [entry])) == ["0esim0000"]


def test_what_is_the_citys_for_want_of_another_may_be_somebody_elsewhere(book: NameBook) -> None:
    printed = "Esimerkkien arkisto"
    assert meant(printed, book, "").parent == "oulun-kaupunki"
    elsewhere = record("0else0000", printed, place="Tampere")
    here = record("0here0000", printed, place="Oulu")
    assert published(linked(printed, book, [elsewhere])) == ["0else0000"]
    ours = linked(printed, book, [here])
    assert (published(ours), asked(ours)) == ([], ["0here0000"])
    told = linked("Lapin yliopisto, esimerkkien arkisto", book, [elsewhere])
    assert (published(told), asked(told)) == ([], ["0else0000"])


@pytest.mark.parametrize(
    ("printed", "linked"), [("ESIM", True), ("ESIM ry", True), ("Esim", False), ("ESI", False)]
)
def test_four_capital_letters_are_a_name_and_three_are_asked_about(
    book: NameBook, printed: str, linked: bool
) -> None:
    entry = record("0esim0000", "Example Society", "ESIM", "ESI")
    assert bool(found(printed, entry, book)) is linked


def test_a_unit_need_not_say_whose_it_is(book: NameBook) -> None:
    school = record(
        "0scho0000", "Oulun yliopiston Esimerkkikoulu", broader=("https://ror.org/0oulu0000",)
    )
    linker = RorLinker([UNIVERSITY, school], book)
    unit = Organisation(slug="x", name="Esimerkkikoulu", kind="unit", parent="oulun-yliopisto")
    assert published(linker.propose(unit)) == ["0scho0000"]
    other = msgspec.structs.replace(unit, parent="lapin-yliopisto", top="lapin-yliopisto")
    assert published(linker.propose(other)) == []
    alone = Organisation(slug="x", name="Esimerkkikoulu", kind="school")
    assert published(linker.propose(alone)) == []


def test_what_is_less_than_a_name_counts_only_where_there_is_none(book: NameBook) -> None:
    exact = record("0exact000", "Mallin säätiö")
    translated = record("0malli000", "Malli Foundation")
    unknown = Organisation(slug="x", name="Mallin säätiö", kind="foundation")
    assert published(RorLinker([exact, translated], book).propose(unknown)) == ["0exact000"]
