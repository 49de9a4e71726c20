"""The page of a person whom projects name as a contact."""

from flask import render_template

from graph.search.collation import by_name
from server.http.formats import ENTITY
from server.pages.asking import ask, entity


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
