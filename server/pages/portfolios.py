"""The list of portfolios."""

from flask import render_template

from server.pages.asking import ask_whole


def portfolios() -> str:
    """The list of all portfolios."""
    return render_template("portfolios.html", portfolios=ask_whole("portfolios"))
