"""Which organisation a printed name means."""

import csv
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.errors import SettingsError
from graph.names.book import NameBook
from graph.names.entries import Entry, Known
from graph.names.index import Index
from graph.names.keys import genitive, key, one_slip_apart
from graph.names.printed import take_apart
from graph.records import Step
from graph.register import Register, load_register
from ontology import iris
from ontology.terms import Skos

MEANINGS = Path(__file__).with_name("meanings.tsv")


@pytest.fixture(scope="module", name="names")
def names_of_oulu(oulu: Register) -> NameBook:
    return NameBook.load(oulu)


@pytest.fixture(scope="module")
def elsewhere(oulu: Register) -> NameBook:
    fields = {field: getattr(oulu, field) for field in oulu.__struct_fields__}
    return NameBook.load(Register(**{**fields, "city": "Esimerkin kaupunki"}))


@pytest.fixture(scope="module")
def shipped(names: NameBook) -> NameBook:
    return names


def rows() -> Iterator[list[str]]:
    for line in MEANINGS.read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            yield (line.split("\t") + [""] * 5)[:5]


def day(year: str) -> date | None:
    return date(int(year), 6, 1) if year else None


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row[0])
def test_a_printed_name_means_what_the_table_says(names: NameBook, row: list[str]) -> None:
    printed, year, chain, kinds, more = row
    meaning = names.understand(printed, day(year))
    told = {
        "programme": meaning.programme,
        "instrument": meaning.instrument,
        "share": meaning.share_percent,
    }
    said = [f"{name}={value}" for name, value in told.items() if value]
    said += ["mixed"] * meaning.mixed + ["inferred"] * meaning.inferred
    assert (" > ".join(step.name for step in meaning.organisation) or "-") == chain
    assert (" > ".join(step.kind for step in meaning.organisation) or "-") == kinds
    assert "; ".join(said) == more


def test_the_table_is_large() -> None:
    assert len(list(rows())) >= 300


def test_a_municipality_is_known_by_its_bare_name_and_by_its_genitive(elsewhere: NameBook) -> None:
    for entry in municipalities(elsewhere):
        when = date(entry.valid_to or entry.valid_from or 2026, 1, 1)
        own = (Step(entry.name, "municipality"),)
        assert elsewhere.understand(entry.name, when).organisation == own
        assert elsewhere.understand(entry.bare or entry.name, when).organisation == own
        unit = elsewhere.understand(f"{genitive(entry.name)} nuorisotoimi", when)
        assert unit.organisation == (*own, Step("nuorisotoimi", "unit"))
        assert not unit.inferred


def test_every_bare_name_has_a_genitive_with_which_the_official_name_begins(
    names: NameBook,
) -> None:
    for entry in municipalities(names):
        if entry.bare and not entry.bare.endswith(" mlk"):
            assert entry.name.startswith(f"{entry.genitive} "), entry
        assert bool(entry.bare) == bool(entry.genitive), entry


@pytest.mark.parametrize(("year", "count"), [(2013, 320), (2020, 310), (2026, 308)])
def test_the_municipalities_of_a_year_are_those_of_statistics_finland(
    names: NameBook, shared: Path, year: int, count: int
) -> None:
    file = shared / "registries" / "municipalities" / f"municipality_key_{year}.csv"
    with file.open(encoding="utf-8", newline="") as text:
        real = {row["name_fi"] for row in csv.DictReader(text)}
    ours = {entry.bare or entry.name for entry in municipalities(names) if entry.valid(year)}
    respelt = {"Maarianhamina - Mariehamn": "Maarianhamina", "Pedersören kunta": "Pedersöre"}
    assert ours == {respelt.get(name, name) for name in real}
    assert len(ours) == count


def test_cities_of_today_call_themselves_so(names: NameBook) -> None:
    today = [entry.name for entry in municipalities(names) if entry.valid(2026)]
    assert sum(name.endswith(" kaupunki") for name in today) == 107
    assert "Kempeleen kunta" in today
    assert "Pudasjärven kaupunki" in today


def test_no_name_means_two_organisations_in_one_year(names: NameBook) -> None:
    owners: dict[str, set[Entry]] = defaultdict(set)
    for entry in names.entries():
        for name in (entry.name, *entry.aliases):
            owners[key(name)].add(entry)
        if entry.bare:
            owners[f"bare {key(entry.bare)}"].add(entry)
    for name, entries in owners.items():
        for one, other in combinations(entries, 2):
            apart = max(one.valid_from or 0, other.valid_from or 0) > min(
                one.valid_to or 9999, other.valid_to or 9999
            )
            assert apart, f"{name}: {one.name}, {other.name}"


def test_a_city_may_call_a_company_by_the_name_of_a_town(names: NameBook) -> None:
    assert names.understand("Nokia").organisation == (Step("Nokia Oyj", "company"),)


def test_every_kind_and_instrument_is_a_concept(names: NameBook, root: Path) -> None:
    store = Store()
    store.load(path=root / "ontology" / "concepts.ttl", format=RdfFormat.TURTLE)

    def defined(concept: NamedNode) -> bool:
        return any(store.quads_for_pattern(concept, Skos.prefLabel, None))

    kinds = {entry.kind for entry in names.entries()}
    kinds |= {kind for row in rows() for kind in row[3].split(" > ")} - {"-"}
    instruments = {names.understand(row[0]).instrument for row in rows()} - {""}
    assert [kind for kind in kinds if not defined(iris.concept("organisation-kind", kind))] == []
    assert [word for word in instruments if not defined(iris.concept("instrument", word))] == []


def test_years_of_a_name_run_forward(names: NameBook) -> None:
    for entry in names.entries():
        assert (entry.valid_from or 0) <= (entry.valid_to or 9999), entry


def test_what_followed_a_te_centre_is_known_in_both_steps(names: NameBook) -> None:
    centre = names.entry("Pohjois-Pohjanmaan TE-keskus")
    assert centre is not None
    assert (centre.valid_from, centre.valid_to) == (1997, 2009)
    assert centre.successors == ("Pohjois-Pohjanmaan ELY-keskus",)
    successor = names.entry(centre.successors[0])
    assert successor is not None
    assert (successor.valid_from, successor.valid_to) == (2010, 2025)
    assert successor.successors == ("Pohjois-Suomen elinvoimakeskus",)


def test_an_entry_has_labels_in_three_languages(names: NameBook) -> None:
    oulu = names.entry("Oulun kaupunki")
    assert oulu is not None
    assert (oulu.sv, oulu.en, oulu.aliases[0]) == ("Uleåborgs stad", "City of Oulu", "Uleåborg")
    assert names.entry("Oulu") is None


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Oulun kaupunki", "Oulun kaupungin"),
        ("Kempeleen kunta", "Kempeleen kunnan"),
        ("Oulun yliopisto", "Oulun yliopiston"),
        ("Lapin liitto", "Lapin liiton"),
        ("Opetushallitus", "Opetushallituksen"),
        ("Pohjois-Pohjanmaan ELY-keskus", "Pohjois-Pohjanmaan ELY-keskuksen"),
        ("Kainuun hyvinvointialue", "Kainuun hyvinvointialueen"),
        ("Esimerkkiyhdistys", "Esimerkkiyhdistyksen"),
        ("STM", "STM:n"),
        ("Esimerkki ry", "Esimerkki ryn"),
        ("Sitra", "Sitran"),
    ],
)
def test_the_genitive_of_a_name(name: str, form: str) -> None:
    assert genitive(name) == form


@pytest.mark.parametrize(
    ("printed", "share"),
    [
        ("ESR 70%", "70"),
        ("ESR (70 %)", "70"),
        ("ESR, 70,5 %", "70.5"),
        ("ESR, 70 %:n osuus", "70"),
        ("70 prosenttia ESR", "70"),
        ("ESR noin 70 %", "70"),
        ("ESR 50 %, valtio 20 %", None),
        ("ESR 170 %", None),
        ("ESR", None),
    ],
)
def test_a_share_is_taken_out_of_a_name(names: NameBook, printed: str, share: str | None) -> None:
    meaning = names.understand(printed)
    assert meaning.share_percent == (Decimal(share) if share else None)
    assert meaning.instrument == "ESF"


def test_a_year_or_a_number_in_a_name_is_no_amount() -> None:
    assert take_apart("Horisontti 2020").text == "Horisontti 2020"
    assert take_apart("Valokuja 3 -hanke").text == "Valokuja 3 -hanke"
    assert take_apart("6Aika").parts == ("6Aika",)
    assert take_apart("Oulun kaupunki 120500").text == "Oulun kaupunki"
    assert take_apart("Oulun kaupunki 50 722").text == "Oulun kaupunki"


@pytest.mark.parametrize("years", [" 2013", " 2013-2014", ", 2013", " v. 2013", " vuosi 2013/2014"])
def test_years_behind_a_known_organisation_are_no_part_of_its_name(
    names: NameBook, years: str
) -> None:
    (city,) = names.understand(f"Oulun kaupunki{years}").organisation
    assert city.name == "Oulun kaupunki"
    assert not names.understand(f"Oulun kaupunki{years}").mixed


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("kaupunki", "kaupuki", True),
        ("kaupunki", "kaupunkki", True),
        ("kaupunki", "kaupunti", True),
        ("kaupunki", "kaupnuki", True),
        ("kaupunki", "kaupunki", True),
        ("kaupunki", "kapnuki", False),
        ("kaupunki", "kaupungin", False),
    ],
)
def test_one_slip_of_the_pen(one: str, other: str, apart: bool) -> None:
    assert one_slip_apart(one, other) is apart


def test_a_short_name_is_never_taken_for_a_misspelt_one(names: NameBook) -> None:
    assert names.understand("Iin kunti").organisation != (Step("Iin kunta", "municipality"),)


def test_a_misspelt_name_is_marked_as_inferred(names: NameBook) -> None:
    meaning = names.understand("Kempelen kunta")
    assert meaning.organisation == (Step("Kempeleen kunta", "municipality"),)
    assert meaning.inferred


def test_the_day_chooses_among_equal_names(tmp_path: Path) -> None:
    extra = tmp_path / "names.toml"
    extra.write_text(
        """
        [[organisation]]
        name = "Vanha Esimerkkikeskus"
        kind = "agency"
        aliases = ["EK"]
        valid_to = 2009
        successors = ["Uusi Esimerkkivirasto"]
        [[organisation]]
        name = "Uusi Esimerkkivirasto"
        kind = "agency"
        aliases = ["EK"]
        valid_from = 2010
        """,
        encoding="utf-8",
    )
    names = NameBook.load(load_register("oulu"), extra)
    assert names.understand("EK", date(2009, 12, 31)).organisation[0].name.startswith("Vanha")
    assert names.understand("EK", date(2010, 1, 1)).organisation[0].name.startswith("Uusi")
    assert names.understand("EK").organisation[0].name.startswith("Uusi")


def test_the_keepers_file_adds_aliases_and_replaces_the_rest(
    shipped: NameBook, tmp_path: Path
) -> None:
    extra = tmp_path / "names.toml"
    extra.write_text(
        """
        [[organisation]]
        name = "Oulun kaupunki"
        aliases = ["Pohjolan helmi"]
        en = "Oulu City"
        [[organisation]]
        name = "Esimerkkivirasto"
        kind = "agency"
        aliases = ["Väylä"]
        [[fund]]
        name = "Revontulirahasto"
        instrument = "other"
        """,
        encoding="utf-8",
    )
    names = NameBook.load(load_register("oulu"), extra)
    oulu = names.entry("Oulun kaupunki")
    assert oulu is not None
    assert (oulu.kind, oulu.en) == ("municipality", "Oulu City")
    assert {"OUKA", "Pohjolan helmi"} <= set(oulu.aliases)
    assert names.understand("Pohjolan helmi").organisation[0].name == "Oulun kaupunki"
    assert names.understand("Väylä").organisation[0].name == "Esimerkkivirasto"
    assert names.understand("Revontulirahasto").instrument == "other"
    assert names.fingerprint != shipped.fingerprint


def test_the_keepers_file_may_be_tsv(tmp_path: Path) -> None:
    extra = tmp_path / "names.tsv"
    extra.write_text("# own\nname\tkind\taliases\nEsimerkkivirasto\tagency\tEV1;EV2\n", "utf-8")
    names = NameBook.load(load_register("oulu"), extra)
    assert names.understand("EV2").organisation == (Step("Esimerkkivirasto", "agency"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[organisation]]\nname = 'Esimerkki'", "missing required field `kind`"),
        ("[[organisation]]\nname = 'Esimerkki'\nkind = 'A b'", "matching regex"),
        ("[[organisation]]\nname = 'Esimerkki'\nkind = 'agency'\nalias = []", "unknown field"),
        ("[[organisation]]\nname = 'Esimerkki'\nkind = 'agency'\nparent = 'X'", "'X' is not known"),
        ("[[organisation]]\nname = 'E'\nkind = 'agency'\nparent = 'E'", "its own parent"),
        ("[[organisation]]\nkind = 'agency'", "'?'"),
        ("[[towns]]\nname = 'Esimerkki'", "'towns' is none of the tables"),
        ("fund = 3", "'fund' is none of the tables"),
        ("fund = [3]", "'fund' is none of the tables"),
        ("[[fund", "not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_entry(
    tmp_path: Path, text: str, said: str
) -> None:
    extra = tmp_path / "names.toml"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"names\.toml: ") as error:
        NameBook.load(load_register("oulu"), extra)
    assert said in str(error.value)


def test_a_missing_file_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read the names"):
        NameBook.load(load_register("oulu"), tmp_path / "none.toml")


def test_another_city_hangs_its_own_units_on_itself(names: NameBook, elsewhere: NameBook) -> None:
    assert elsewhere.understand("Tekninen keskus").organisation == (
        Step("Esimerkin kaupunki", "municipality"),
        Step("Tekninen keskus", "unit"),
    )
    nuorisotoimi = elsewhere.understand("kaupungin nuorisotoimi")
    assert nuorisotoimi.organisation[0].name == "Esimerkin kaupunki"
    assert elsewhere.understand("OUKA").organisation == (Step("OUKA", "other"),)
    assert elsewhere.fingerprint != names.fingerprint


def test_the_real_pages_sources_of_money_mean_what_the_gold_says(
    names: NameBook, shared: Path
) -> None:
    files = [*(shared / "seeds" / "gold").glob("*.json")]
    assert files
    for file in files:
        gold = json.loads(file.read_text("utf-8"))
        for row in gold["funding"]:
            meaning = names.understand(row["source_as_printed"], date.fromisoformat(gold["start"]))
            organisation = meaning.organisation[-1].name if meaning.organisation else None
            assert organisation == row.get("organisation")
            assert meaning.programme == row.get("programme", "")
            assert meaning.instrument == row.get("instrument", "")
            assert meaning.share_percent == row.get("share_percent")
            assert not meaning.mixed


def test_a_book_can_be_handed_to_another_process(names: NameBook) -> None:
    copy = pickle.loads(pickle.dumps(names))  # noqa: S301 - our own bytes
    assert copy.understand("Kempele") == names.understand("Kempele")


def test_what_was_understood_once_is_not_read_again(names: NameBook) -> None:
    assert names.understand("Esimerkki Oy") is names.understand("Esimerkki Oy")


decorations = st.sampled_from(
    ["{}", "- {}", "• {}", "1) {}", "{}.", "{},", "{} (hallinnoija)", "{} 30 %", "{}, 12 000 €"]
)
known = st.sampled_from(sorted({row[0] for row in rows() if row[2] != "-" and not row[1]}))


@given(known, decorations)
@settings(max_examples=200, deadline=None)
def test_bullets_amounts_shares_and_roles_do_not_change_who_is_meant(
    names: NameBook, name: str, how: str
) -> None:
    plain, decorated = names.understand(name), names.understand(how.format(name))
    assert [step.name.casefold() for step in decorated.organisation] == [
        step.name.casefold() for step in plain.organisation
    ]


words = st.sampled_from(
    [
        "Oulun",
        "kaupunki",
        "kaupungin",
        "ja",
        "Kempele",
        "ESR",
        "STM",
        "ry",
        "Oy",
        "70%",
        "/",
        ",",
        "(",
        ")",
        "-",
        ":",
        "toimi",
        "palvelut",
        "kunnat",
        "muut",
        "Esimerkki",
        "ohjelma",
        "20000",
        "-hanke",
        "yliopiston",
        "kunnan",
        "6Aika",
    ]
)


@given(st.text(max_size=60) | st.lists(words, max_size=9).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_any_text_has_a_meaning(names: NameBook, text: str) -> None:
    meaning = names.understand(text)
    assert all(step.name and step.kind for step in meaning.organisation)
    assert not (meaning.inferred and not meaning.organisation)
    assert meaning == NameBook.understand(names, text)


def municipalities(names: NameBook) -> list[Entry]:
    return [entry for entry in names.entries() if entry.kind == "municipality"]


def test_the_year_that_stands_for_another_chooses_the_same_of_equal_names(names: NameBook) -> None:
    entries = {entry.name: entry for entry in names.entries()}
    index = Index(Known(organisations=entries, funds=(), programmes=()))
    forms = [form for e in entries.values() for form in (e.name, e.bare, e.genitive, *e.aliases)]
    for year in range(1940, 2030, 3):
        era = index.era(year)
        assert all(index.named(form, year) == index.named(form, era) for form in forms)
    assert index.era(2004) != index.era(2005)
