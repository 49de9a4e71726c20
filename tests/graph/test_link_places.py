"""A project's places are those that its text names as places, each told from others of its name."""

from collections.abc import Iterator

import msgspec
import pytest

from graph.links.link import Proposal
from graph.links.places import PlaceLinker
from graph.links.places.gazetteer import Gazetteer
from graph.links.places.linker import home_of
from graph.names.book import NameBook
from graph.records import PageRecord, Printed, Section
from graph.register import load_register
from graph.registers.entry import Entry, Name
from graph.registers.kept import Registers
from ontology.registers import yso
from tests.graph.made_records import bare

LABELS = [
    *("Oulu", "Kempele", "Muhos", "Kajaani", "Lappi", "Salo", "Kuusamo", "Simo", "Tampere"),
    *("Lumijoki (kunta)", "Lumijoki (joki)", "Lappi (kunta)", "Lappi (Tampere)", "Aura (kunta)"),
    *("Peltola (Oulu)", "Peltola (Turku)", "Kello (Oulu)", "Hervanta (Tampere)"),
    *(
        "Kuivasjärvi (Oulu : järvi)",
        "Kuivasjärvi (Oulu : kylä)",
        "Barentsin alue",
        "Höyhtyä (Oulu)",
    ),
    *("Sanginjoki", "Suomi", "Kylmälä (Utajärvi)"),
]
PLACES = [
    Entry(kind="place", names=(Name(label, "fi"),), iri=yso(f"p{number}").value)
    for number, label in enumerate(LABELS, 94_100)
]
BY_IRI = {entry.iri: entry.names[0].text for entry in PLACES}


@pytest.fixture(scope="module")
def oulu() -> PlaceLinker:
    return PlaceLinker(Gazetteer.of(PLACES), frozenset({"oulu"}))


def page(*texts: str, heading: str = "") -> PageRecord:
    sections = (
        Section(position=n, heading=heading, text=text, line=n + 2) for n, text in enumerate(texts)
    )
    return bare("1", name=Printed("Silta", 1), sections=tuple(sections))


def proposed(linker: PlaceLinker, record: PageRecord) -> Iterator[tuple[str, Proposal]]:
    return ((BY_IRI[one.target], one) for one in linker.propose(record))


def named(linker: PlaceLinker, *texts: str) -> set[str]:
    found = proposed(linker, page(*texts))
    return {label for label, one in found if one.score >= 0.85}


def test_a_place_is_found_in_any_case_and_told_as_it_is_written(oulu: PlaceLinker) -> None:
    ((label, said),) = proposed(oulu, page("Toiminta laajenee Kempeleeseen."))
    assert (label, said.relation, said.method) == ("Kempele", "spatial", "name")
    assert said.evidence == ("text: Kempeleeseen", "yso-places: Kempele")


@pytest.mark.parametrize(
    "text",
    [
        "Hanketta arvioi Oulun yliopisto.",
        "Kouluttajana on Oulun Diakonissalaitos.",
        "Mukana ovat Kempeleen kunta ja Oulun kaupunki.",
        "Tuotteen tekee Oulu Oyj.",
        "Siltaa vetää projektipäällikkö Salo.",
        "Siltaa vetää Maija Salo.",
        "Simo ja Maija kertovat arjestaan.",
        "Salo on hiljainen, kun linnut lähtevät.",
        "Kello soi vasta yhdeksältä.",
        "Kokous alkaa kello kaksi.",
        "Ryhmissä opitaan Suomen kieltä.",
        "Paja on osoitteessa Kajaanintie 5.",
    ],
)
def test_what_belongs_to_somebody_else_is_no_place(oulu: PlaceLinker, text: str) -> None:
    assert named(oulu, text) == set()


def test_many_bodies_in_a_town_are_in_that_town(oulu: PlaceLinker) -> None:
    assert named(oulu, "Mukana ovat Kempeleen koulut.") == {"Kempele"}


def test_what_may_be_a_common_word_is_a_place_beside_another_one(oulu: PlaceLinker) -> None:
    assert named(oulu, "Salo, Muhos ja Kempele kokeilevat samaa.") == {"Salo", "Muhos", "Kempele"}


def test_a_municipality_is_meant_where_nothing_speaks_of_the_river(oulu: PlaceLinker) -> None:
    assert named(oulu, "Leiri pidetään Lumijoella.") == {"Lumijoki (kunta)"}
    assert named(oulu, "Lumijoen tulvat vähenevät, kun joen uomaa levennetään.") == {
        "Lumijoki (joki)"
    }


def test_a_part_of_the_own_city_is_meant_before_that_of_another_one(oulu: PlaceLinker) -> None:
    tampere = PlaceLinker(Gazetteer.of(PLACES), frozenset({"tampere"}))
    assert named(oulu, "Tupa avataan Peltolassa.") == {"Peltola (Oulu)"}
    assert named(tampere, "Tupa avataan Peltolassa.") == set()
    assert named(tampere, "Hervannassa ja Lapissa kokeillaan.") == {
        "Hervanta (Tampere)",
        "Lappi (Tampere)",
    }
    assert named(oulu, "Palvelu laajenee Lappiin.") == {"Lappi"}


def test_a_part_of_another_place_is_meant_where_that_is_named(oulu: PlaceLinker) -> None:
    assert named(oulu, "Tupa avataan Kylmälässä.") == set()
    utajarvi = Entry(kind="place", names=(Name("Utajärvi", "fi"),), iri=yso("p94999").value)
    linker = PlaceLinker(Gazetteer.of([*PLACES, utajarvi]), frozenset({"oulu"}))
    both = {one.target for one in linker.propose(page("Kylmälässä ja muualla Utajärvellä."))}
    assert both == {utajarvi.iri, PLACES[LABELS.index("Kylmälä (Utajärvi)")].iri}


def test_what_a_place_is_tells_it_from_another_one_of_its_name(oulu: PlaceLinker) -> None:
    assert named(oulu, "Kuivasjärven vesi samenee, ja järven kuntoa parannetaan.") == {
        "Kuivasjärvi (Oulu : järvi)"
    }


def test_names_of_several_words_and_names_with_hyphens_are_found(oulu: PlaceLinker) -> None:
    assert named(oulu, "Barentsin alueen nuoret kokoontuvat.") == {"Barentsin alue"}
    assert named(oulu, "Uusi Oulu–Kajaani-reitti avataan.") == {"Oulu", "Kajaani"}


def test_names_that_the_grammar_does_not_know_are_found(oulu: PlaceLinker) -> None:
    assert named(oulu, "Pajat pidetään Höyhtyällä ja Sanginjoella.") == {
        "Höyhtyä (Oulu)",
        "Sanginjoki",
    }


def test_a_place_that_only_pays_waits_or_is_left_out(oulu: PlaceLinker) -> None:
    ((_, paying),) = proposed(oulu, page("Kempele 5 000 euroa", heading="Rahoitus"))
    assert paying.score < 0.7


def test_home_is_the_city_and_its_region() -> None:
    register = msgspec.structs.replace(load_register("oulu"), city="Kempeleen kunta")
    assert home_of(Registers(), NameBook.load(register)) == {"kempele"}
