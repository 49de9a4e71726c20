"""Every named question, asked of the register written by hand."""

from datetime import date
from decimal import Decimal

import pytest

from graph.questions.library import Library
from graph.store import EmbeddedStore, construct, select
from graph.values import plain
from tests.queries.conftest import Ask

COLUMNS = {
    "projects": "project, name, type, portfolio, portfolio_name, phase, phase_as_printed, start,"
    " end, running, logos_as_printed, page, page_url",
    "portfolios": "portfolio, name, as_printed, start_year, end_year, projects",
    "organisations": "organisation, name, other_names, kind, unit_of, unit_of_name, top, top_name",
    "project_participants": "project, project_name, role, as_printed, organisation,"
    " organisation_name, programme, instrument, inferred, line",
    "project_funding": "project, project_name, source_as_printed, organisation,"
    " organisation_name, programme, instrument, mixed, share_percent, start, end, amount,"
    " currency, approximate, line",
    "project_funding_totals": "project, project_name, source_as_printed, start, end, printed,"
    " computed, difference",
    "project_amounts": "project, project_name, kind, organisation, organisation_name, amount,"
    " currency, approximate, line",
    "project_contacts": "project, project_name, person, person_name, role, title, organisation,"
    " organisation_name, phone, email, email_derived",
    "project_attachments": "project, project_name, kind, title, file_name, media_type,"
    " size_as_printed, url",
    "project_sections": "project, project_name, position, heading, text",
    "project_objectives": "project, project_name, position, label, text",
    "project_results": "project, project_name, position, label, text",
    "project_work_packages": "project, project_name, position, label, title, description",
    "findings": "project, project_name, kind, what, source_as_printed, printed, computed, line,"
    " message",
    "organisation_projects": "organisation, organisation_name, role, project, project_name,"
    " start, end",
    "organisation_partners": "organisation, organisation_name, partner, partner_name, projects",
    "organisation_successors": "organisation, organisation_name, successor, successor_name",
    "organisation_units": "organisation, organisation_name, unit, unit_name, unit_of, steps",
    "funding_by_year": "year, instrument, organisation, organisation_name, source_as_printed,"
    " amount, currency, multi_year",
}
"""The public interface: names and columns are never changed, only added to."""

CITY = "Esimerkkilän kaupunki"
FOUNDATION = "Stiftelsen Exempel"


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_has_the_columns_of_the_public_interface(name: str, library: Library) -> None:
    assert library[name].columns == tuple(COLUMNS[name].split(", "))


@pytest.mark.parametrize("about", ["stiftelse", "seuraaja", ""])
def test_a_succession_is_found_from_both_its_sides(ask: Ask, about: str) -> None:
    row = ("stiftelse", FOUNDATION, "seuraaja", "Seuraaja")
    assert ask("organisation_successors", organisation=about) == [row]
    assert ask("organisation_successors", organisation="kaupunki") == []


def test_projects_leave_empty_what_is_not_known(ask: Ask) -> None:
    nothing = (None,) * 3
    assert ask("projects") == [
        ("niukka", "Niukka", *nothing, None, None, None, None, True, None, "niukka", None),
        (
            *("puisto", "Puisto", "Kaupungin hanke", "tyo", "Työ", "ended", "Päättynyt"),
            *(date(2011, 2, 1), date(2013, 1, 31), False, "EKA", "17", "https://example.fi/17"),
        ),
        (
            *("silta", "Silta", *nothing, None, None, date(2013, 5, 1), None),
            *(True, None, "silta", None),
        ),
    ]


@pytest.mark.parametrize(
    ("values", "projects"),
    [
        ({"project": "silta"}, ["silta"]),
        ({"project": "http://localhost:8000/id/project/silta"}, ["silta"]),
        ({"portfolio": "tyo"}, ["puisto"]),
        ({"portfolio": "tyhja"}, []),
        ({"portfolio": "tyo", "project": "silta"}, []),
        ({"phase": "ended"}, ["puisto"]),
        ({"phase": "running"}, []),
        ({"year": "2010"}, []),
        ({"year": "2012"}, ["puisto"]),
        ({"year": "2013"}, ["puisto", "silta"]),
        ({"year": "2020"}, ["silta"]),
        ({"project": " ", "portfolio": ""}, ["niukka", "puisto", "silta"]),
    ],
)
def test_projects_can_be_asked_about(values: dict[str, str], projects: list[str], ask: Ask) -> None:
    assert [row[0] for row in ask("projects", **values)] == projects


def test_names_come_in_the_language_asked_for_or_in_the_nearest(ask: Ask) -> None:
    def names(language: str) -> list[object]:
        return [row[5] for row in ask("project_participants", project="puisto", lang=language)]

    assert names("fi") == [CITY, FOUNDATION, "Nuoret", None]
    assert names("sv") == ["Exempelstad", FOUNDATION, "Unga", None]
    assert names("en") == ["City of Exemplary", FOUNDATION, "Nuoret", None]
    assert names("") == names("fi")


def test_a_project_with_translated_names_is_one_row(ask: Ask) -> None:
    (row,) = ask("projects", project="puisto", lang="sv")
    assert (row[1], row[4]) == ("Parken", "Arbete")


def test_a_portfolio_counts_its_projects_and_an_empty_one_has_none(ask: Ask) -> None:
    assert ask("portfolios") == [
        ("tyhja", "Tyhjä", "Tyhjä", None, None, 0),
        ("tyo", "Työ", "Työ 2010-2013", 2010, 2013, 1),
    ]
    assert ask("portfolios", portfolio="tyo") == [("tyo", "Työ", "Työ 2010-2013", 2010, 2013, 1)]


def test_organisations_stand_in_their_chain(ask: Ask) -> None:
    rows = ask("organisations")
    unit, top = ("kaupunki-palvelut", "Palvelut"), ("kaupunki", CITY)
    heir = ("seuraaja", "Seuraaja")
    assert [row[:2] + row[3:] for row in rows] == [
        ("kaupunki", CITY, "municipality", None, None, *top),
        ("kaupunki-palvelut", "Palvelut", "unit", *top, *top),
        ("kaupunki-palvelut-nuoret", "Nuoret", "unit", *unit, *top),
        (*heir, "foundation", None, None, *heir),
        ("stiftelse", FOUNDATION, "foundation", None, None, "stiftelse", FOUNDATION),
    ]
    assert rows[0][2] == "EKA | Esimerkkilä"
    assert rows[1][2] is None


def test_a_successor_that_no_page_names_stands_in_the_list_too(ask: Ask) -> None:
    (row,) = ask("organisations", organisation="seuraaja")
    assert row in ask("organisations")


def test_organisations_can_be_asked_by_kind_and_by_name(ask: Ask) -> None:
    assert [row[0] for row in ask("organisations", kind="foundation")] == ["seuraaja", "stiftelse"]
    assert [row[0] for row in ask("organisations", organisation="kaupunki")] == ["kaupunki"]


def test_participants_are_given_as_printed_and_as_understood(ask: Ask) -> None:
    head = ("puisto", "Puisto")
    assert ask("project_participants", project="puisto") == [
        (*head, "funder", "EKA", "kaupunki", CITY, None, None, False, 21),
        (
            *(*head, "funder", "Stiftelsen Exempel, ESR-ohjelma", "stiftelse", FOUNDATION),
            *("ESR-ohjelma", "ESF", False, 22),
        ),
        (
            *(*head, "implementer", "Palvelut, nuoret", "kaupunki-palvelut-nuoret", "Nuoret"),
            *(None, None, True, 24),
        ),
        (*head, "implementer", "useat seurat", None, None, None, None, False, 25),
    ]
    assert len(ask("project_participants")) == 6
    assert [row[9] for row in ask("project_participants", role="partner")] == [12]


def test_funding_is_given_source_by_source_and_period_by_period(ask: Ask) -> None:
    first, second, third = ask("project_funding", project="puisto")
    head = ("puisto", "Puisto")
    assert first == (
        *(*head, "ESR 70%", None, None, None, "ESF", False, Decimal(70)),
        *(date(2011, 1, 1), date(2011, 12, 31), Decimal("700.5"), "EUR", False, 31),
    )
    assert second == (
        *(*head, "EKA", "kaupunki", CITY, "Oma", None, True, None),
        *(date(2011, 2, 1), date(2013, 1, 31), Decimal(300), "EUR", True, 33),
    )
    assert third[3] == "kaupunki-palvelut-nuoret"


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({}, [31, 33, 35, 13]),
        ({"organisation": "kaupunki"}, [33]),
        ({"organisation": "kaupunki", "with_units": "true"}, [33, 35]),
        ({"organisation": "kaupunki", "with_units": "false"}, [33]),
        ({"with_units": "true"}, [31, 33, 35, 13]),
        ({"organisation": "stiftelse"}, [13]),
        ({"organisation": "stiftelse", "project": "puisto"}, []),
        ({"portfolio": "tyo"}, [31, 33, 35]),
        ({"portfolio": "tyo", "organisation": "stiftelse"}, []),
        ({"portfolio": "tyo", "organisation": "kaupunki"}, [33]),
        ({"portfolio": "tyhja"}, []),
        ({"year": "2011"}, [31, 33]),
        ({"instrument": "ESF"}, [31]),
        ({"instrument": "ESF", "year": "2012"}, []),
    ],
)
def test_funding_can_be_asked_about(values: dict[str, str], lines: list[int], ask: Ask) -> None:
    assert [row[-1] for row in ask("project_funding", **values)] == lines


def test_totals_of_all_sources_and_of_the_whole_time_leave_them_empty(ask: Ask) -> None:
    head = ("puisto", "Puisto")
    assert ask("project_funding_totals") == [
        (*head, "ESR 70%", None, None, Decimal(701), Decimal("700.5"), Decimal("0.5")),
        (*head, None, date(2011, 1, 1), date(2011, 12, 31), Decimal(1000), None, None),
    ]
    assert ask("project_funding_totals", project="silta") == []


def test_stated_amounts_have_a_kind(ask: Ask) -> None:
    row = ("puisto", "Puisto", "estimate", None, None, Decimal(2000), "EUR", True, 12)
    assert ask("project_amounts") == [row]
    assert ask("project_amounts", kind="total") == []


def test_contacts_have_bare_numbers_and_addresses_in_the_order_of_the_page(ask: Ask) -> None:
    assert ask("project_contacts", project="puisto") == [
        (
            *("puisto", "Puisto", "maija", "Maija Meikäläinen", "Vastuullinen johtaja"),
            *("suunnittelija", "kaupunki-palvelut", "Palvelut"),
            *("+358400000000", "maija.meikalainen@example.fi", True),
        ),
        ("puisto", "Puisto", "matti", "Matti Meikäläinen", *(None,) * 7),
        ("puisto", "Puisto", "liisa", "Liisa Esimerkki", *(None,) * 7),
    ]


def test_a_person_stands_in_several_projects(ask: Ask) -> None:
    assert [row[0] for row in ask("project_contacts", person="maija")] == ["puisto", "silta"]
    assert [row[::2] for row in ask("people")] == [("liisa", 1), ("maija", 2), ("matti", 1)]
    assert ask("people", person="maija") == [("maija", "Maija Meikäläinen", 2)]


def test_attachments_are_files_and_links(ask: Ask) -> None:
    head = ("puisto", "Puisto")
    assert ask("project_attachments") == [
        (*head, "file", "Raportti", "raportti.pdf", "application/pdf", "774 kt", None),
        (*head, "link", "Sivut", None, None, None, "https://example.fi/puisto"),
    ]


def test_sections_keep_their_order_and_the_first_has_no_heading(ask: Ask) -> None:
    assert [row[2:] for row in ask("project_sections")] == [
        (0, None, "Alku."),
        (1, "Tavoitteet", "a. Penkit\nb. Puut"),
    ]


def test_items_keep_their_printed_marks(ask: Ask) -> None:
    objectives = ask("project_objectives", project="puisto")
    assert [row[2:] for row in objectives] == [(1, "a.", "Penkit"), (2, None, "Puut")]
    assert [row[2:] for row in ask("project_results")] == [(1, "1)", "Varjoa")]
    packages = ask("project_work_packages")
    assert [row[2:] for row in packages] == [(1, "Työpaketti 1.", "Istutus", "Istutetaan.")]


def test_findings_have_sums_only_where_sums_are_meant(ask: Ask) -> None:
    head = ("puisto", "Puisto")
    participant = (*head, "participant", "no organisation", None, None, None, 25)
    sums = (*head, "sum", "row total", "ESR 70%", Decimal(701), Decimal("700.5"), 32)
    assert ask("findings") == [
        (*participant, "No organisation is known."),
        (*sums, "The cells add up to 700.5."),
    ]
    assert [row[7] for row in ask("findings", kind="sum")] == [32]


def test_an_organisation_has_its_projects_in_every_role(ask: Ask) -> None:
    project = ("puisto", "Puisto", date(2011, 2, 1), date(2013, 1, 31))
    assert ask("organisation_projects", organisation="kaupunki") == [
        ("kaupunki", CITY, "funder", *project),
        ("kaupunki", CITY, "implementer", *project),
    ]
    assert [(row[2], row[3]) for row in ask("organisation_projects", organisation="stiftelse")] == [
        ("funder", "puisto"),
        ("funder", "silta"),
    ]


def test_with_units_the_projects_of_units_stand_under_the_units(ask: Ask) -> None:
    rows = ask("organisation_projects", organisation="kaupunki", with_units="true")
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("kaupunki", "funder", "puisto"),
        ("kaupunki", "implementer", "puisto"),
        ("kaupunki-palvelut", "partner", "silta"),
        ("kaupunki-palvelut-nuoret", "implementer", "puisto"),
    ]
    assert ask("organisation_projects", with_units="true") == ask("organisation_projects")


def test_units_of_units_are_units_too_and_so_many_steps_away(ask: Ask) -> None:
    assert ask("organisation_units", organisation="kaupunki") == [
        ("kaupunki", CITY, "kaupunki-palvelut", "Palvelut", "kaupunki", 1),
        ("kaupunki", CITY, "kaupunki-palvelut-nuoret", "Nuoret", "kaupunki-palvelut", 2),
    ]
    assert ask("organisation_units", organisation="stiftelse") == []
    assert len(ask("organisation_units")) == 3


def test_a_unit_names_all_that_it_belongs_to(ask: Ask) -> None:
    rows = ask("organisation_units", unit="kaupunki-palvelut-nuoret")
    assert {(row[0], row[5]) for row in rows} == {("kaupunki", 2), ("kaupunki-palvelut", 1)}
    assert ask("organisation_units", unit="kaupunki") == []


def test_partners_are_counted_by_projects_and_not_by_roles(ask: Ask) -> None:
    assert ask("organisation_partners", organisation="stiftelse") == [
        ("stiftelse", FOUNDATION, "kaupunki", CITY, 1),
        ("stiftelse", FOUNDATION, "kaupunki-palvelut", "Palvelut", 1),
        ("stiftelse", FOUNDATION, "kaupunki-palvelut-nuoret", "Nuoret", 1),
    ]


def test_with_units_an_organisation_has_the_partners_of_its_units_but_not_its_units(
    ask: Ask,
) -> None:
    assert [row[2:] for row in ask("organisation_partners", organisation="kaupunki")] == [
        ("kaupunki-palvelut-nuoret", "Nuoret", 1),
        ("stiftelse", FOUNDATION, 1),
    ]
    rows = ask("organisation_partners", organisation="kaupunki", with_units="true")
    assert rows == [("kaupunki", CITY, "stiftelse", FOUNDATION, 2)]


def test_partners_with_more_projects_come_first(ask: Ask) -> None:
    rows = ask("organisation_partners", organisation="kaupunki-palvelut", with_units="true")
    assert [row[2::2] for row in rows] == [("stiftelse", 2), ("kaupunki", 1)]


def test_money_of_several_years_stands_under_its_first_and_is_marked(ask: Ask) -> None:
    unit = ("kaupunki-palvelut-nuoret", "Nuoret")
    assert ask("funding_by_year") == [
        (None, None, "stiftelse", FOUNDATION, FOUNDATION, Decimal(40), "EUR", None),
        (2011, None, "kaupunki", CITY, "EKA", Decimal(300), "EUR", True),
        (2011, "ESF", None, None, "ESR 70%", Decimal("700.5"), "EUR", False),
        (2012, None, *unit, "Nuoret", Decimal(50), "EUR", False),
    ]


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({"year": "2011"}, [300, 700.5]),
        ({"organisation": "kaupunki"}, [300]),
        ({"organisation": "kaupunki", "with_units": "true"}, [300, 50]),
        ({"with_units": "true"}, [40, 300, 700.5, 50]),
        ({"portfolio": "tyo"}, [300, 700.5, 50]),
        ({"project": "silta"}, [40]),
        ({"instrument": "ESF"}, [700.5]),
    ],
)
def test_money_by_year_can_be_asked_about(
    values: dict[str, str], amounts: list[float], ask: Ask
) -> None:
    assert [row[5] for row in ask("funding_by_year", **values)] == amounts


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({}, [("puisto", 1050.5), ("silta", 40)]),
        ({"project": "silta"}, [("silta", 40)]),
        ({"portfolio": "tyo"}, [("puisto", 1050.5)]),
        ({"organisation": "kaupunki"}, [("puisto", 1050.5)]),
        ({"organisation": "kaupunki", "with_units": "true"}, [("puisto", 1050.5), ("silta", 40)]),
        ({"organisation": "stiftelse", "portfolio": "tyo"}, [("puisto", 1050.5)]),
        ({"organisation": "stiftelse", "project": "silta"}, [("silta", 40)]),
    ],
)
def test_a_projects_money_counts_once_however_many_roles_one_has_in_it(
    values: dict[str, str], amounts: list[tuple[str, float]], ask: Ask
) -> None:
    assert [(row[0], row[2]) for row in ask("funding_by_project", **values)] == amounts


def test_withdrawn_projects_are_told_apart_from_published_ones(ask: Ask) -> None:
    (row,) = ask("withdrawn_projects")
    assert row[:4] == ("poistettu", "Poistettu", date(2010, 1, 1), None)
    assert "poistettu" not in [row[0] for row in ask("projects")]


def test_a_things_graph_holds_its_parts_and_nothing_of_others(
    library: Library, graph: EmbeddedStore
) -> None:
    project = "http://localhost:8000/id/project/puisto"
    triples = list(construct(graph, library["entity"].bind({"entity": project})))
    subjects = {str(plain(triple.subject)) for triple in triples}
    parts = {subject for subject in subjects if subject.startswith(f"{project}/")}
    assert subjects - parts == {project}
    assert len(parts) == 23


@pytest.mark.parametrize("name", COLUMNS)
def test_paging_gives_the_same_rows_piece_by_piece(
    name: str, library: Library, graph: EmbeddedStore
) -> None:
    def rows(**piece: int) -> list[str]:
        query = library[name].bind({}, **piece)  # type: ignore[arg-type]  # ints by name
        return [str(row) for row in select(graph, query)]

    whole = rows()
    pieces = [rows(limit=1, offset=number) for number in range(len(whole))]
    assert [row for piece in pieces for row in piece] == whole
