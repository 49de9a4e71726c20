"""What templates of lists know beside those of all pages: addresses, and names of parameters."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from flask import Flask, g, request, url_for

from server.addresses import with_parameters
from server.display import values
from server.display.findings import conflict_heading, fact_told
from server.display.languages import LOCALES
from server.lists import kept
from server.lists.labels import (
    all_found,
    concepts_counted,
    facet_headings,
    many_name,
    order_heading,
    view_heading,
)
from server.lists.selection import Choice

Pairs = list[tuple[str, str]]


def install(app: Flask) -> None:
    """Give the templates of *app* what they need for lists, and room for the pages of these."""
    kept.install(app)
    app.jinja_env.globals.update(GLOBALS)


def list_address(parameters: Pairs, view: str = "", **more: object) -> str:
    """The address of the list at hand with other *parameters*."""
    beside = [("view", view)] if view not in {"", "list"} else []
    return with_parameters(request.path, [*parameters, *beside, *more.items()])


def found_address(many: str, choice: Choice) -> str:
    """The address of the list of *many* with what *choice* finds."""
    return with_parameters(url_for(f"pages.{many}"), choice.parameters)


def file_address(many: str, extension: str, choice: Choice) -> str:
    """The address of what *choice* finds as a file."""
    place = url_for("data.table", many=many, extension=extension)
    return with_parameters(place, choice.parameters)


def feed_address(choice: Choice) -> str:
    """The address of the changes in what *choice* finds, in the language at hand."""
    parameters = [*choice.minus("sort").parameters, ("lang", g.language)]
    return with_parameters(url_for("lists.feed"), parameters)


def span_told(start: date | None, end: date | None) -> str:
    """From when to when, one year alone as such."""
    return values.span(start, end, LOCALES[g.language])


GLOBALS: Final[Mapping[str, Callable[..., Any]]] = {
    "all_found": all_found,
    "concepts_counted": concepts_counted,
    "conflict_heading": conflict_heading,
    "fact_told": fact_told,
    "facet_headings": facet_headings,
    "feed_address": feed_address,
    "file_address": file_address,
    "found_address": found_address,
    "many_name": many_name,
    "list_address": list_address,
    "order_heading": order_heading,
    "span_told": span_told,
    "view_heading": view_heading,
}
