"""Made-up people in made-up shapes: what is withheld of them is in no text of a record."""

from collections.abc import Callable
from typing import Final

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.pages import Shown
from graph.privacy.inflection import folded, is_form, nominatives
from graph.privacy.withholding import withhold
from graph.records import (
    Attachment,
    Contact,
    Finding,
    Item,
    PageRecord,
    Participation,
    Printed,
    Section,
    WorkPackage,
)
from tests.graph.made_records import bare

SYLLABLES: Final = st.sampled_from(
    ("vö", "jä", "ryö", "hau", "nuo", "pie", "loi", "sää", "tu", "mei", "ruu", "kyl", "pel", "vir")
)
ENDINGS: Final = st.sampled_from(
    ("nen", "la", "lä", "mäki", "lehto", "koski", "nius", "kas", "ranta", "lampi", "lahti")
)
GIVEN: Final = st.sampled_from(("Maija", "Matti", "Pekka", "Antti", "Liisa", "Anna-Maija"))
WORDS: Final = "Hankkeessa kehitettiin palvelua ja kuultiin asukkaita vuosina 2014-2020"
DIGITS: Final = "400001234"

PLACES: Final[dict[str, Callable[[str], dict[str, object]]]] = {
    "name": lambda text: {"name": Printed(text, 1)},
    "lines": lambda text: {"lines": tuple(text.split("\n"))},
    "abstract": lambda text: {"sections": (Section(position=0, heading="", text=text, line=1),)},
    "heading": lambda text: {"sections": (Section(position=1, heading=text, text="a", line=1),)},
    "objective": lambda text: {"objectives": (Item(position=1, label="-", text=text, line=1),)},
    "participant": lambda text: {
        "participations": (Participation(role="partner", as_printed=text, line=1),)
    },
    "title": lambda text: {"attachments": (Attachment(kind="file", title=text, line=1),)},
    "file": lambda text: {
        "attachments": (Attachment(kind="file", title="a", file_name=f"{text}.pdf", line=1),)
    },
    "link": lambda text: {
        "attachments": (
            Attachment(kind="link", title="a", url=f"https://example.fi/{text}", line=1),
        )
    },
    "package": lambda text: {
        "work_packages": (WorkPackage(position=1, label="1.", title="a", description=text, line=1),)
    },
    "finding": lambda text: {
        "findings": (Finding(kind="other", what="a", message=f"unread: {text}", line=1),)
    },
}

NAME_SHAPES: Final[tuple[Callable[[str, str], str], ...]] = (
    lambda first, last: f"{first} {last}",
    lambda first, last: f"{last} {first}",
    lambda first, last: f"{last}, {first}",
    lambda first, last: f"{first[0]}. {last}",
    lambda first, last: f"{last} {first[0]}.",
    lambda _, last: last,
    lambda first, last: f"{first} {last}".upper(),
    lambda first, last: f"{first} {last}".lower(),
    lambda first, last: folded(f"{first}.{last}").lower(),
    lambda first, last: folded(f"{first[0]}{last}").lower() + "_liite",
    lambda first, last: f"{first}{last}",
    lambda first, last: f"{first}_{last}_raportti",
    lambda first, last: f"{first} {last[:3]}\u00ad{last[3:]}",
    lambda first, last: f"{first}\n{last}",
)
CASES: Final = st.sampled_from(("", "n", "lle", "lta", "ssa", "a", "kin"))
PHONE_SHAPES: Final = st.lists(
    st.sampled_from(("", " ", "-", ".", "/", "\u00a0", " - ", "\n", "\u200b")),
    min_size=8,
    max_size=8,
)
LEADS: Final = st.sampled_from(("0", "+358", "+358 ", "+358(0)", "00358 ", "p. 0", "tel:+358"))
ATS: Final = st.sampled_from(
    (
        "@",
        " @ ",
        "(at)",
        " (at) ",
        "[at]",
        " at ",
        " et ",
        "(ät)",
        "_at_",
        "＠",
        "&#64;",
        "\\at ",
        "%40",
    )
)
DOTS: Final = st.sampled_from((".", "[dot]", " (piste) ", " PISTE ", " . "))


def people() -> st.SearchStrategy[tuple[str, str]]:
    surname = st.tuples(SYLLABLES, SYLLABLES, ENDINGS).map(
        lambda parts: "".join(parts).capitalize()
    )
    return st.tuples(GIVEN, surname)


def record(place: str, words: str, contact: Contact) -> PageRecord:
    parts = {"lines": ("Yhteyshenkilöt", "a"), **PLACES[place](words)}
    return bare("1", contacts=(contact,), **parts)


def told(left: PageRecord) -> str:
    return msgspec.json.encode(left).decode().replace("0" * 64, "")


def inflected(name: str, case: str) -> str:
    """The *name* with an ending behind a stem that a speaker of Finnish would use."""
    weak = {"nen": "se", "lehto": "lehdo", "koski": "koske", "lampi": "lamme", "lahti": "lahde"}
    more = {"mäki": "mäe", "ranta": "ranna", "nius": "niukse", "kas": "kkaa"}
    for ending, stem in (weak | more).items():
        if case in {"n", "lle", "lta", "ssa"} and name.endswith(ending):
            return name.removesuffix(ending) + stem + case
    return name + case


@settings(max_examples=100, deadline=None)
@given(people(), st.sampled_from(NAME_SHAPES), CASES, st.sampled_from(sorted(PLACES)))
def test_a_withheld_name_is_nowhere(
    person: tuple[str, str], shape: Callable[[str, str], str], case: str, place: str
) -> None:
    first, last = person
    contact = Contact(name=f"{first} {last}", line=2)
    printed = shape(first, inflected(last, case))
    left = told(withhold(record(place, f"{WORDS}: {printed}", contact), Shown.NOBODY)).lower()
    assert last[:5].lower() not in left
    assert folded(last[:5]).lower() not in left
    assert "palvelua" in left


@settings(max_examples=100, deadline=None)
@given(LEADS, PHONE_SHAPES, st.sampled_from(sorted(PLACES)), st.booleans())
def test_a_withheld_phone_is_nowhere(
    lead: str, gaps: list[str], place: str, is_known: bool
) -> None:
    printed = lead + "".join(map("".join, zip(DIGITS, [*gaps, ""], strict=True)))
    contact = Contact(name="Maija Malli", line=2, phone=f"+358{DIGITS}" if is_known else "")
    left = told(withhold(record(place, f"{WORDS}: {printed}, kiitos", contact), Shown.NAMES))
    assert "1234" not in "".join(filter(str.isdigit, left))
    assert "2014-2020" in left


@settings(max_examples=100, deadline=None)
@given(people(), ATS, DOTS, st.sampled_from(sorted(PLACES)))
def test_a_withheld_address_is_nowhere(
    person: tuple[str, str], at: str, dot: str, place: str
) -> None:
    local = folded(".".join(person)).lower()
    contact = Contact(name=" ".join(person), line=2)
    words = f"{WORDS}: {local}{at}sana{dot}fi, kiitos"
    left = told(withhold(record(place, words, contact), Shown.NAMES))
    assert local not in left
    assert "sana" not in left
    assert "kiitos" in left


@settings(max_examples=100, deadline=None)
@given(people(), st.sampled_from(NAME_SHAPES), st.sampled_from(sorted(PLACES)))
def test_where_all_is_shown_nothing_changes(
    person: tuple[str, str], shape: Callable[[str, str], str], place: str
) -> None:
    contact = Contact(name=" ".join(person), line=2, phone=f"+358{DIGITS}")
    whole = record(place, f"{WORDS}: {shape(*person)}, 040 000 1234", contact)
    assert withhold(whole, Shown.FULL) == whole


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(PLACES)), st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_a_text_without_people_stays_as_it_is(place: str, words: list[str]) -> None:
    whole = bare("1", **{"lines": ("a",), **PLACES[place](" ".join(words))})
    assert withhold(whole, Shown.NOBODY) == whole


@settings(max_examples=200, deadline=None)
@given(people(), CASES)
def test_a_name_is_known_again_in_every_case(person: tuple[str, str], case: str) -> None:
    name, form = person[1].lower(), inflected(person[1], case).lower()
    assert is_form(form, name)
    assert name in nominatives(form)
