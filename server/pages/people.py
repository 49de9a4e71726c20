"""The contact people of projects that a search finds."""

from flask import render_template, request

from server.lists.kept import kept
from server.lists.list_page import shown
from server.lists.selection import PersonChoice


@kept
def people() -> str:
    """The people that the parameters choose, a page of them."""
    return render_template("people.html", **shown(PersonChoice.read(request.args)))
