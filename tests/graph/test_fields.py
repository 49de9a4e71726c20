"""The short values of a page."""

import pytest

from graph.extract.fields import read_phase, read_portfolio
from graph.extract.lines import Line


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Päättynyt", "ended"),
        ("PÄÄTTYNYT 2013", "ended"),
        ("Loppuraportti hyväksytty", "ended"),
        ("Valmis", "ended"),
        ("Toteutettu", "ended"),
        ("Käynnissä", "running"),
        ("käynnissä (jatkoaika haettu)", "running"),
        ("Päättymässä", "running"),
        ("Toteutusvaihe", "running"),
        ("Suunnitteilla", "planned"),
        ("Valmisteilla", "planned"),
        ("Käynnistymässä", "planned"),
        ("Hakemusvaihe", "planned"),
        ("Hankeidea", "planned"),
        ("Hylätty", "cancelled"),
        ("Keskeytetty", "cancelled"),
        ("Peruuntunut", "cancelled"),
        ("Ei toteutunut", "cancelled"),
        ("Ongoing", "running"),
        ("ON-GOING", "running"),
        ("Ei vielä alkanut", "planned"),
        ("Rahoitushakemus jätetty", "planned"),
    ],
)
def test_a_known_phase_is_a_concept(words: str, concept: str) -> None:
    found = read_phase(Line(4, words))
    assert found.phase is not None
    assert (found.phase.concept, found.phase.as_printed, found.phase.line) == (concept, words, 4)
    assert found.finding is None


def test_an_unknown_phase_is_other_and_a_finding() -> None:
    found = read_phase(Line(4, "Arkistoitu"))
    assert found.phase is not None
    assert found.phase.concept == "other"
    assert found.finding is not None
    assert (found.finding.kind, found.finding.line) == ("other", 4)


@pytest.mark.parametrize(
    ("printed", "name", "start", "end"),
    [
        ("Osaamisen salkku 2010-2013", "Osaamisen salkku", 2010, 2013),
        ("Osaamisen salkku 2014–2020", "Osaamisen salkku", 2014, 2020),
        ("Osaamisen salkku (2014 - 2020)", "Osaamisen salkku", 2014, 2020),
        ("Osaamisen salkku, 2010-13", "Osaamisen salkku", 2010, 2013),
        ("Osaamisen salkku 2021 -", "Osaamisen salkku", 2021, None),
        ("Osaamisen salkku 2012", "Osaamisen salkku", 2012, 2012),
        ("Osaamisen salkku", "Osaamisen salkku", None, None),
        ("Osaamisen salkku, kausi 2014-2020", "Osaamisen salkku", 2014, 2020),
        ("2014-2020 Osaamisen salkku", "Osaamisen salkku", 2014, 2020),
        ("Kulttuuri2020", "Kulttuuri2020", None, None),
        ("2010-2013", "2010-2013", None, None),
    ],
)
def test_the_years_of_a_portfolio_stand_beside_its_name(
    printed: str, name: str, start: int | None, end: int | None
) -> None:
    found = read_portfolio(Line(4, printed))
    assert (found.name, found.start_year, found.end_year) == (name, start, end)
    assert found.as_printed == printed
