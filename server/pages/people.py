"""The list of the people whom projects name as contacts."""

from flask import render_template, request

from server.lists.paging import page_of
from server.lists.selection import Choice
from server.pages.asking import ask_whole


def people() -> str:
    """The list of people that the parameters choose, a page of it."""
    chosen = Choice.read(request.args)
    rows = chosen.of(ask_whole("people"))
    page = page_of(rows, request.args.get("page", 1, int))
    return render_template("people.html", chosen=chosen, page=page)
