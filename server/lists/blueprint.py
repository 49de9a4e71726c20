"""Lists for programs: as files, as a feed, and as completions of what is being typed."""

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, g, jsonify, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from graph.questions.question import LANGUAGE
from graph.register import LANGUAGES
from server.addresses import MANY, with_parameters
from server.data.rows import Row
from server.http.formats import Format
from server.lists.facets import chips, named
from server.lists.files import list_file
from server.lists.labels import kind_name
from server.lists.meanings import ENTITIES
from server.lists.moved import settled, unknown
from server.lists.rows import Names, rows_of
from server.lists.selection import CHOICES, Choice, ProjectChoice, cannot_be
from server.lists.tables import TABLES
from server.snapshot import current

ENTRIES: Final = 50
"""How many projects a feed tells of: those that changed last."""

COMPLETIONS: Final = 10


def make_blueprint() -> Blueprint:
    """Return the blueprint ``lists``."""
    lists = Blueprint("lists", __name__)
    lists.add_url_rule("/projects.atom", "feed", feed)
    lists.add_url_rule("/suggest.json", "suggestions", suggestions)
    return lists


def table_as_file(many: str, format_: Format[Any]) -> Response:
    """A list as a file: the columns of its named question, the rows that parameters choose."""
    choice = read_choice(many)
    table = TABLES[many](current(), choice, g.language)
    answer = Response(list_file(table, format_), content_type=format_.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{many}.{format_.name}"'
    return answer


def read_choice(many: str) -> Choice:
    """The choice that the request makes of a list; names are in the language it asks for.

    Raises BadRequest for a parameter that is not there, or chooses what is not there.
    """
    parameters = MultiDict(request.args)
    language = parameters.pop(LANGUAGE, "") or current().generation.register.language
    if language not in LANGUAGES:
        raise BadRequest(cannot_be(LANGUAGE, language, LANGUAGES))
    g.language = language
    choice = settled(current(), CHOICES[many].read_strictly(parameters))
    check_entities(choice)
    return choice


def check_entities(choice: Choice) -> None:
    """Raise BadRequest when *choice* names an entity that the register does not hold."""
    for name, slug in unknown(current(), choice):
        kind = ENTITIES[name]
        raise BadRequest(
            f"The parameter {name} cannot be {slug!r}: the register holds no such {kind}."
            f" The slugs of all are in /{MANY[kind]}.csv, at the end of their IRIs."
        )


def feed() -> Response:
    """The projects that parameters choose as an Atom feed (RFC 4287), the last changed first."""
    choice = read_choice("projects")
    assert isinstance(choice, ProjectChoice)  # noqa: S101 - what projects are chosen by
    snapshot = current()
    wish = choice.read(MultiDict([*choice.minus("sort").parameters, ("sort", "changed")])).wish()
    found = snapshot.index.find(wish, snapshot.generation.manifest.day, 0, ENTRIES, ())
    slugs = [hit.slug for hit in found.hits]
    rows = rows_of(snapshot, "project_readings", "project", slugs, g.language)
    entries = [each[0] for each in rows.values()]
    body = render_template(
        "projects.atom.xml",
        chips=chips(choice, Names(snapshot, named(choice, {}), g.language)),
        choice=choice,
        entries=entries,
        total=found.total,
        updated=last_change(entries) or snapshot.generation.time,
        page=page_of_feed(choice),
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def last_change(entries: list[Row]) -> datetime | None:
    """When the last of *entries* changed; None when there is none."""
    return max((entry["changed"] for entry in entries), default=None)


def page_of_feed(choice: ProjectChoice) -> str:
    """The address of the page that shows what *choice* finds."""
    place = url_for("pages.projects", language=g.language, _external=True)
    return with_parameters(place, choice.parameters)


def suggestions() -> Response:
    """What completes the words of ``q``, kind by kind, with the address of each page."""
    said = request.args.get(LANGUAGE, "")
    g.language = said if said in LANGUAGES else g.language
    words = request.args.get("q", "").strip()
    found = current().index.suggest(words, COMPLETIONS) if words else ()
    return jsonify(
        [
            {
                "kind": one.kind,
                "kind_name": kind_name(one.kind),
                "name": one.name,
                "address": url_for(f"pages.{one.kind}", slug=one.slug),
                "projects": one.weight,
            }
            for one in found
        ]
    )
