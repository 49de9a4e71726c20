"""The list of the people whom projects name as contacts, and the page of one."""

from flask import render_template, request

from server.display.collation import by_name
from server.http.formats import ENTITY
from server.lists.paging import page_of
from server.lists.selection import Choice
from server.pages.asking import ask, ask_whole, entity


def people() -> str:
    """The list of people that the parameters choose, a page of it."""
    chosen = Choice.read(request.args)
    rows = chosen.of(ask_whole("people"))
    page = page_of(rows, request.args.get("page", 1, int))
    return render_template("people.html", chosen=chosen, page=page)


def person(slug: str) -> str:
    """The page of the person *slug*: the projects that name them."""
    row = entity("person", slug)
    roles = ask("project_contacts", person=row["person"])
    return render_template(
        "person.html",
        person=row,
        roles=by_name(roles),
        data_formats=ENTITY,
    )
