"""What the parameters of lists and their values are called, in the language of the reader."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from flask import g

from graph.search import bands
from ontology.iris import concept
from server.display import values
from server.display.labels import concepts
from server.display.languages import LOCALES
from server.display.texts import gettext, ngettext
from server.lists.meanings import ENTITIES, SCHEMES
from server.lists.rows import Label, Names

EURO: Final = "EUR"


def facet_headings() -> Mapping[str, str]:
    """What each parameter is about."""
    return {
        "portfolio": gettext("Portfolio"),
        "phase": gettext("Phase"),
        "running": gettext("Running now"),
        "year": gettext("Year"),
        "funder": gettext("Funder"),
        "implementer": gettext("Implementer"),
        "partner": gettext("Partner"),
        "participant": gettext("Takes part"),
        "instrument": gettext("Funding instrument"),
        "kind": gettext("Kind of organisation"),
        "municipality": gettext("Municipality"),
        "subject": gettext("Subject"),
        "place": gettext("Place"),
        "amount": gettext("Amount of money"),
        "role": gettext("Role"),
    }


def order_heading(name: str) -> str:
    """What an order of a list is called."""
    headings = {
        "relevance": gettext("Best match"),
        "name": gettext("Name"),
        "start": gettext("Newest start"),
        "end": gettext("Latest end"),
        "amount": gettext("Most money"),
        "changed": gettext("Last changed"),
        "projects": gettext("Most projects"),
    }
    return headings[name]


def view_heading(name: str) -> str:
    """What a view of the projects that were found is called."""
    headings = {
        "list": gettext("Projects"),
        "funders": gettext("Funders"),
        "implementers": gettext("Implementers"),
        "allocations": gettext("Money"),
        "timeline": gettext("Timeline"),
        "network": gettext("Network"),
    }
    return headings[name]


def all_found(kind: str, number: int) -> str:
    """The way to all of a *kind* that were found."""
    if kind == "project":
        return ngettext("The project in its list", "All %(num)s projects", number)
    if kind == "organisation":
        return ngettext("The organisation in its list", "All %(num)s organisations", number)
    if kind == "person":
        return ngettext("The person in the list", "All %(num)s people", number)
    if kind == "subject":
        return ngettext("The subject in its list", "All %(num)s subjects", number)
    if kind == "place":
        return ngettext("The place in its list", "All %(num)s places", number)
    return ngettext("The portfolio in its list", "All %(num)s portfolios", number)


def concepts_counted(kind: str, number: int) -> str:
    """How many subjects, or places, there are."""
    if kind == "subject":
        return ngettext("%(num)s subject", "%(num)s subjects", number)
    return ngettext("%(num)s place", "%(num)s places", number)


def many_name(kind: str) -> str:
    """What many entities of a *kind* are."""
    names = {
        "project": gettext("Projects"),
        "organisation": gettext("Organisations"),
        "person": gettext("People"),
        "portfolio": gettext("Portfolios"),
        "subject": gettext("Subjects"),
        "place": gettext("Places"),
    }
    return names[kind]


def kind_name(kind: str) -> str:
    """What an entity of a *kind* is."""
    names = {
        "project": gettext("Project"),
        "organisation": gettext("Organisation"),
        "person": gettext("Person"),
        "portfolio": gettext("Portfolio"),
        "subject": gettext("Subject"),
        "place": gettext("Place"),
    }
    return names[kind]


def label_of(name: str, value: str, names: Names) -> Label:
    """What the *value* of a parameter is called."""
    if name in ENTITIES:
        return names.of(ENTITIES[name], value) or Label(value)
    if name in SCHEMES:
        return Label(concepts().label(concept(SCHEMES[name], value).value))
    if name == "amount":
        return Label(band_label(value))
    return Label(gettext("Running now") if name == "running" else value)


def band_label(word: str) -> str:
    """The band of money of that *word*, such as ``10 000–50 000 €``."""
    if word == bands.UNKNOWN:
        return gettext("Not known")
    if word not in bands.WORDS:
        return word
    limits = dict(bands.BANDS)
    if word == bands.GREATEST:
        return gettext("At least %(money)s", money=_euros(max(limits.values())))
    places = [0, *limits.values()]
    least, below = places[[*limits].index(word)], limits[word]
    if not least:
        return gettext("Below %(money)s", money=_euros(below))
    return f"{values.number(least, LOCALES[g.language])}–{_euros(below)}"


def _euros(amount: int) -> str:
    return values.money(Decimal(amount), EURO, LOCALES[g.language])
