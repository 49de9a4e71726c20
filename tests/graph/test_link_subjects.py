"""A project's subjects are the concepts that its name and text speak of, in whatever form."""

from pathlib import Path

import msgspec
import pytest

from graph.links.link import Proposal
from graph.links.subjects import SubjectLinker
from graph.links.subjects.lists import read_lists
from graph.links.text.labels import LEMMAS, Labels, known_of
from graph.records import PageRecord, Printed, Section
from graph.registers.entry import Entry, Name
from ontology.registers import yso, yso_slug
from tests.graph.made_records import bare

LABELS = {
    "p1": "nuoret",
    "p2": "työpajat",
    "p3": "hankkeet",
    "p4": "kotouttaminen (maahanmuuttajat)",
    "p5": "kotouttaminen (käännöstiede)",
    "p6": "terveyden edistäminen",
    "p7": "terveys",
    "p8": "nuorisotyöttömyys",
    "p9": "työttömyys",
    "p10": "talvikunnossapito",
    "p11": "ikääntyneet",
    "p12": "pyöräily",
    "p13": "työllistyminen",
    "p14": "joet",
    "p15": "nopeat yhteydet",
}


def concept(slug: str, label: str) -> Entry:
    return Entry(kind="concept", names=(Name(label, "fi"),), iri=yso(slug).value)


CONCEPTS = [concept(slug, label) for slug, label in LABELS.items()]


@pytest.fixture(scope="module")
def linker() -> SubjectLinker:
    lists = read_lists()
    return SubjectLinker(Labels(known_of(CONCEPTS)).called(lists.called), lists)


def page(name: str, *texts: str, heading: str = "") -> PageRecord:
    sections = (
        Section(position=n, heading=heading, text=text, line=n + 2) for n, text in enumerate(texts)
    )
    return bare("1", name=Printed(name, 1), sections=tuple(sections))


def found(linker: SubjectLinker, record: PageRecord) -> dict[str, Proposal]:
    return {LABELS[yso_slug(one.target)]: one for one in linker.propose(record)}


def test_a_label_is_found_in_any_form_and_told_as_it_is_written(linker: SubjectLinker) -> None:
    said = found(linker, page("Silta", "Nuorille avataan työpajoja kaupungin eri osiin."))
    assert said.keys() == {"nuoret", "työpajat"}
    assert said["nuoret"].evidence == ("text: Nuorille", "yso: nuoret")
    assert said["nuoret"].method == "label"


def test_what_every_project_says_is_no_subject(linker: SubjectLinker) -> None:
    assert not found(linker, page("Hanke", "Hankkeen tavoitteena on kehittää toimintaa."))


def test_the_longest_label_is_meant(linker: SubjectLinker) -> None:
    said = found(linker, page("Silta", "Ryhmissä opitaan terveyden edistämisen keinoja."))
    assert said.keys() == {"terveyden edistäminen"}


def test_a_mark_between_words_keeps_them_apart(linker: SubjectLinker) -> None:
    said = found(linker, page("Silta", "Opitaan nopeat, yhteydet paranevat."))
    assert "nopeat yhteydet" not in said


def test_a_compound_is_not_about_each_of_its_words_where_it_is_a_label(
    linker: SubjectLinker,
) -> None:
    said = found(linker, page("Silta", "Nuorisotyöttömyys puolittuu."))
    assert said.keys() == {"nuorisotyöttömyys"}


def test_a_compound_that_is_no_label_speaks_of_the_words_in_it(linker: SubjectLinker) -> None:
    said = found(linker, page("Silta", "Talvipyöräilyä kokeillaan."))
    assert said["pyöräily"].method == "compound"


def test_of_several_meanings_the_one_that_projects_have_in_mind_is_taken(
    linker: SubjectLinker,
) -> None:
    said = found(linker, page("Silta", "Kotouttaminen alkaa heti."))
    assert said.keys() == {"kotouttaminen (maahanmuuttajat)"}


def test_a_verb_does_not_stand_for_the_noun_of_its_action(linker: SubjectLinker) -> None:
    assert not found(linker, page("Silta", "Osallistujat työllistyvät."))
    assert found(linker, page("Silta", "Osallistujien työllistymistä seurataan."))


def test_a_pronoun_is_no_river(linker: SubjectLinker) -> None:
    assert not found(linker, page("Silta", "Ryhmät, joissa opitaan yhdessä."))


def test_what_projects_call_otherwise_is_known(linker: SubjectLinker) -> None:
    said = found(linker, page("Silta", "Iäkkäät saavat apua."))
    assert said.keys() == {"ikääntyneet"}


def test_what_is_said_again_and_in_the_name_is_surer(linker: SubjectLinker) -> None:
    text = "Se alkaa. Mukana ovat joet."
    once = found(linker, page("Silta", text))["joet"]
    again = found(linker, page("Silta", text, "Mukana ovat joet."))["joet"]
    named = found(linker, page("Jokien silta", text))["joet"]
    assert once.score < again.score < named.score


def test_money_has_no_subject(linker: SubjectLinker) -> None:
    assert not found(linker, page("Silta", "Nuoret 5 000 euroa", heading="Rahoitus"))


def test_on_a_long_page_what_is_said_once_is_less_sure(linker: SubjectLinker) -> None:
    short = found(linker, page("Silta", "Nuoret kokoontuvat."))["nuoret"]
    rest = "Tavoitteena on toiminnan kehittäminen. " * 100
    long = found(linker, page("Silta", f"Nuoret kokoontuvat. {rest}"))["nuoret"]
    assert long.score < short.score


def test_a_project_has_a_handful_of_subjects(linker: SubjectLinker) -> None:
    assert len(found(linker, page("Silta", ". ".join(LABELS.values())))) == 8


def test_base_forms_of_labels_are_made_once_and_kept(tmp_path: Path) -> None:
    first = Labels.of(tmp_path, lambda: CONCEPTS)
    assert [file.name for file in tmp_path.iterdir()] == [LEMMAS]
    again = Labels.of(tmp_path, lambda: pytest.fail("read again"))
    assert again.senses("nuori") == first.senses("nuori") != ()


def test_damaged_base_forms_are_made_again(tmp_path: Path) -> None:
    (tmp_path / LEMMAS).write_bytes(b"damaged")
    assert Labels.of(tmp_path, lambda: CONCEPTS).senses("nuori")
    assert Labels.of(tmp_path, lambda: pytest.fail("read again")).senses("nuori")


def test_without_a_place_to_keep_them_base_forms_are_made_all_the_same(tmp_path: Path) -> None:
    assert Labels.of(tmp_path / "none", lambda: CONCEPTS).senses("nuori")


def linked(text: str, *entries: Entry) -> dict[str, float]:
    """The scores of concepts in a text, by their numbers."""
    linker = SubjectLinker(Labels(known_of(entries)), read_lists())
    said = linker.propose(page("Silta", text))
    return {yso_slug(one.target): one.score for one in said}


def test_a_word_of_many_labels_says_less_than_one_of_few() -> None:
    others = [concept(f"p{n}", f"{word}melu") for n, word in enumerate(("tie", "lento", "kone"), 3)]
    text = "Seurataan, miten melu ja kohina muuttuvat."
    said = linked(text, concept("p1", "melu"), concept("p2", "kohina"), *others)
    assert said["p1"] < said["p2"]


def test_people_for_whom_projects_are_made_are_subjects_before_things_and_others() -> None:
    labels = {"p1": "naiset", "p2": "pumput", "p3": "saattajat"}
    text = "Kaupungissa kokoontuvat naiset, saattajat ja pumput."
    said = linked(text, *(concept(slug, label) for slug, label in labels.items()))
    assert said["p1"] > max(said["p2"], said["p3"])


def test_what_a_sentence_begins_with_is_surer() -> None:
    labels = concept("p1", "melu"), concept("p2", "kohina")
    said = linked("Ensin mitataan. Melu on haitta, kuten kohina.", *labels)
    assert said["p1"] > said["p2"]


def test_what_stands_above_another_subject_is_less_sure() -> None:
    below = msgspec.structs.replace(concept("p2", "kohina"), broader=(yso("p1").value,))
    text = "Mitataan, miten melu ja kohina muuttuvat."
    with_it = linked(text, concept("p1", "melu"), below)
    without = linked(text, concept("p1", "melu"), concept("p2", "kohina"))
    assert with_it["p1"] < without["p1"]


def test_of_several_meanings_the_one_near_to_what_is_named_is_taken() -> None:
    song = concept("p1", "sointu (runous)")
    chord = concept("p2", "sointu (sävelet)")
    near = msgspec.structs.replace(concept("p3", "kitara"), related=(chord.iri,))
    assert "p2" in linked("Opitaan sointu ja kitara.", song, chord, near)
    far = msgspec.structs.replace(concept("p3", "kitara"), related=(song.iri,))
    assert "p1" in linked("Opitaan sointu ja kitara.", chord, song, far)


def test_another_label_of_a_concept_leads_to_it() -> None:
    names = (Name("kännykät", "fi", preferred=False), Name("matkapuhelimet", "fi"))
    phones = Entry(kind="concept", names=names, iri=yso("p1").value)
    assert "p1" in linked("Kännykällä kerätään tietoa.", phones)
