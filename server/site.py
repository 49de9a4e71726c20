"""What every template knows: the language, the register, the menu, and how values look."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask import Flask, g, request, url_for
from flask_babel import Babel

from graph.register import LANGUAGES
from server import addresses
from server.data.rows import Row
from server.display import values, wording
from server.display.evidence import evidence_told
from server.display.findings import finding
from server.display.labels import concepts, word
from server.display.languages import LOCALES, OWN_NAMES, language_of
from server.display.money import Period
from server.display.texts import ngettext_in_page, translated
from server.evaluation import Truncation
from server.http.assets import Assets
from server.lists.selection import CHOICES
from server.snapshot import Snapshot, current

LISTS: Final = {
    **addresses.MANY,
    "question": "questions",
    "query": "questions",
    "page": "projects",
    "project_history": "projects",
    "report": "projects",
    "place": "subjects",
    "places": "subjects",
}
"""The page of the list to which the page of one thing belongs."""


def install(app: Flask) -> None:
    """Give the templates of *app* their languages, filters and globals."""
    Babel(app, locale_selector=lambda: LOCALES[g.language])
    app.before_request(choose_language)
    app.context_processor(surroundings)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    labels = concepts()
    app.jinja_env.filters.update(FILTERS, label=labels.label, fund=labels.fund)
    assets = Assets(app)
    app.jinja_env.globals.update(GLOBALS, asset=assets.address, built=assets.built)
    # After Babel, which has verbs of its own.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's extension
        translated, ngettext_in_page, newstyle=True
    )
    app.jinja_env.globals["ngettext"] = ngettext_in_page


def choose_language() -> None:
    """Note the language of the request: that of its address, else the reader's."""
    g.language = language_of(request.path, request.headers.get("Accept-Language", ""))


def surroundings() -> dict[str, Any]:
    """What the frame of every page shows; while nothing is published, what needs no data."""
    frame = {
        "language": g.language,
        "locale_tag": str(LOCALES[g.language]),
        "section": section(),
        "register_name": "Salkku",
    }
    snapshot: Snapshot | None = g.get("snapshot")
    if snapshot is None:
        return frame
    register = snapshot.generation.register
    return {
        **frame,
        "register": register,
        "register_name": register.name.get(g.language, register.name[register.language]),
        "generation": snapshot.generation,
        "register_years": snapshot.years,
    }


def section() -> str:
    """The list to which the page at hand belongs, as its endpoint; empty when to none."""
    name = (request.endpoint or "").removeprefix("pages.")
    return f"pages.{LISTS.get(name, name)}"


def menu() -> Iterator[tuple[str, str]]:
    """The endpoints of the main menu and their names."""
    snapshot: Snapshot | None = g.get("snapshot")
    return wording.menu(concepts=snapshot is not None and snapshot.has_concepts)


def translations_of_page() -> Iterator[tuple[str, str]]:
    """Each language and the address of the page at hand in it."""
    for language in LANGUAGES:
        yield language, _in_language(language)


def _in_language(language: str) -> str:
    endpoint = request.endpoint or ""
    if endpoint.startswith("review."):
        endpoint = "review.page"
    elif not endpoint.startswith("pages."):
        return url_for("pages.home", language=language)
    place = url_for(endpoint, **{**(request.view_args or {}), "language": language})
    return addresses.with_parameters(place, request.args)


def this_page_with(**changes: object) -> str:
    """The address of the page at hand with some parameters changed."""
    place = url_for(request.endpoint or "pages.home", **(request.view_args or {}))
    kept = [item for item in request.args.items(multi=True) if item[0] not in changes]
    return addresses.with_parameters(place, [*kept, *changes.items()])


def words_of_address() -> str:
    """The words of the last step of the address at hand: what its reader may have looked for."""
    return request.path.rstrip("/").rpartition("/")[2].partition(".")[0].replace("-", " ")


def slug(iri: str) -> str:
    """The slug in an entity's IRI."""
    place = current().generation.iris.place(iri)
    return place[1] if place else ""


def own_address(iri: str) -> str:
    """Where an IRI of ours is answered on this very site, whatever its base is."""
    return "/" + iri.removeprefix(current().generation.iris.base)


def page_address(iri: str) -> str:
    """The address of the page about *iri*; empty when we have none."""
    return addresses.page_address(current().generation.iris, iri)


def data_address(iri: str, extension: str) -> str:
    """The address of the data about *iri* in a format; empty when we have none."""
    return addresses.data_address(current().generation.iris, iri, extension)


def list_as_file(many: str, extension: str) -> str:
    """The address of the list at hand as a file, chosen by the same parameters."""
    known = CHOICES[many].__struct_fields__
    said = request.args.items(multi=True)
    chosen = [(name, words) for name, words in said if name in known]
    return addresses.with_parameters(url_for("data.table", many=many, extension=extension), chosen)


def portfolio_years(row: Row) -> str:
    """The years of a portfolio as ``2014–2020``; empty when they are not known."""
    years = (row["start_year"], row["end_year"])
    return "–".join(str(year or "") for year in years) if any(years) else ""


def cut_told(truncation: Truncation) -> str:
    """What an answer lacks, for a person."""
    numbers = {
        "kept": _number(truncation.kept),
        "total": _number(truncation.total),
        "limit": _number(truncation.limit),
    }
    return wording.cut_told(known=truncation.total is not None, **numbers)


def _day(value: date | None) -> str:
    return values.day(value, LOCALES[g.language])


def _moment(value: datetime) -> str:
    return values.moment(value, LOCALES[g.language])


def _number(value: Decimal | int | None) -> str:
    return values.number(value, LOCALES[g.language])


def _seconds(value: float) -> str:
    return values.seconds(value, LOCALES[g.language])


def _money(value: Decimal | None, currency: str) -> str:
    return values.money(value, currency, LOCALES[g.language])


def _period(value: Period) -> str:
    return values.span(value.start, value.end, LOCALES[g.language])


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "data_address": data_address,
    "day": _day,
    "evidence": evidence_told,
    "finding": finding,
    "moment": _moment,
    "money": _money,
    "number": _number,
    "own_address": own_address,
    "page_address": page_address,
    "period": _period,
    "phone": values.phone,
    "piece_of": values.piece_of,
    "portfolio_years": portfolio_years,
    "seconds": _seconds,
    "slug": slug,
    "word": word,
}

GLOBALS: Final[dict[str, Any]] = {
    "changed_part": wording.changed_part,
    "cut_told": cut_told,
    "error_advice": wording.error_advice,
    "error_heading": wording.error_heading,
    "list_as_file": list_as_file,
    "menu": menu,
    "own_names": OWN_NAMES,
    "role_heading": wording.role_heading,
    "role_projects_heading": wording.role_projects_heading,
    "this_page_with": this_page_with,
    "topic_heading": wording.topic_heading,
    "translations_of_page": translations_of_page,
    "words_of_address": words_of_address,
}
