"""The pages of the review: one address for people, which takes their forms too, and its table."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, g, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized
from werkzeug.utils import redirect

from graph.links.decisions import Choice
from graph.orders import Choices, Order
from graph.register import LANGUAGES
from graph.writes.tokens import Token, Tokens
from server.addresses import with_parameters
from server.display.linked_registers import register_named
from server.display.links import decision_heading, relation_heading
from server.errors import wants_page
from server.lists.paging import page_of
from server.review.beside import pairs
from server.review.decisions import choices_in
from server.review.session import Sessions
from server.review.table import as_csv, read_table
from server.review.waiting import SIZE, ReviewChoice, waiting
from server.snapshot import Served, current
from server.writing.writer import Writer

DECIDED: Final = "decided"
"""The parameter that tells on the next page how many decisions were published."""


def make_blueprint(served: Served, tokens: Tokens, writer: Writer) -> Blueprint:
    """Return the blueprint ``review``; what is decided the *writer* publishes."""
    review = Blueprint("review", __name__)
    desk = ReviewDesk(Sessions(tokens, served.directory.settings.secret), writer)
    languages = ", ".join(LANGUAGES)
    place = f"/<any({languages}):language>/links"
    review.add_url_rule(place, "page", desk.page, methods=["GET"])
    review.add_url_rule(place, "form", desk.form, methods=["POST"])
    review.add_url_rule(f"{place}.csv", "table", desk.table)
    review.url_value_preprocessor(leave_out_language)
    review.app_url_defaults(stay_in_language)
    return review


def leave_out_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of what a view is called with: it stands in ``g`` already."""
    del endpoint
    if values:
        values.pop("language", None)


def stay_in_language(endpoint: str, values: dict[str, Any]) -> None:
    """Let the address of the review, when no language is named, be in that of the request."""
    if endpoint.startswith("review."):
        values.setdefault("language", g.language)


class ReviewDesk:
    """Shows reviewers what waits, and takes what they decide to the *writer*."""

    def __init__(self, sessions: Sessions, writer: Writer) -> None:
        self._sessions = sessions
        self._writer = writer

    def page(self) -> Response:
        """The links that the parameters choose; to who is no reviewer, the form for a token."""
        reviewer = self._sessions.reviewer()
        return self._list(reviewer) if reviewer else self._login()

    def form(self) -> Response:
        """What a form asks for: to begin or to end a session, to decide by fields or by a table.

        Raises Unauthorized, Forbidden (a form that was not shown here), BadRequest, and what the
        writer does.
        """
        reviewer, do = self._sessions.reviewer(), request.form.get("do", "")
        if do == "login":
            return self._begin()
        if reviewer is None:
            raise Unauthorized("The session is over. Show your token again.")
        if not self._sessions.is_sealed(reviewer):
            raise Forbidden("This form was not shown here, or long ago. Open the page again.")
        views: Mapping[str, Callable[[Token], Response]] = {
            "logout": self._end,
            "decide": self._decide,
            "table": self._take_table,
        }
        if do not in views:
            raise BadRequest(f"The form cannot do {do!r}. It can: login, {', '.join(views)}.")
        return views[do](reviewer)

    def table(self) -> Response:
        """All that the parameters choose, as CSV. Raises Unauthorized."""
        reviewer = self._sessions.reviewer()
        if reviewer is None:
            raise Unauthorized("The table of links is for reviewers. Show your token first.")
        choice = ReviewChoice.read(request.args)
        body = as_csv(pairs(current(), waiting(current(), choice).rows))
        answer = Response(body, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="links.csv"'
        return unkept(answer)

    def _list(self, reviewer: Token, errors: tuple[str, ...] = ()) -> Response:
        choice = ReviewChoice.read(request.args)
        found = waiting(current(), choice)
        page = page_of(found.rows, request.args.get("page", 1, int), SIZE)
        text = render_template(
            "review/page.html",
            choice=choice,
            found=found,
            page=page,
            pairs=pairs(current(), page.items),
            reviewer=reviewer,
            seal=self._sessions.seal(reviewer),
            decided=request.args.get(DECIDED, 0, int),
            errors=errors,
            register_title=lambda name: register_named(name).title,
            relation_heading=relation_heading,
            decision_heading=decision_heading,
        )
        answer = make_response(text, HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK)
        self._sessions.begin(answer, reviewer)
        return unkept(answer)

    def _login(self, *, refused: bool = False) -> Response:
        text = render_template("review/login.html", seal=self._sessions.seal(None), refused=refused)
        return unkept(make_response(text, HTTPStatus.FORBIDDEN if refused else HTTPStatus.OK))

    def _begin(self) -> Response:
        token = self._sessions.bearer(request.form.get("token", ""))
        if token is None or not self._sessions.is_sealed(None):
            return self._login(refused=True)
        answer = back()
        self._sessions.begin(answer, token)
        return answer

    def _end(self, reviewer: Token) -> Response:
        del reviewer
        answer = back()
        self._sessions.end(answer)
        return answer

    def _decide(self, reviewer: Token) -> Response:
        choices = choices_in(request.form.items())
        generation = self._publish(choices, reviewer)
        if wants_page():
            return back(len(choices))
        return unkept(jsonify(generation=generation, decided=len(choices)))

    def _take_table(self, reviewer: Token) -> Response:
        file = request.files.get("file")
        read = read_table(file.read() if file else b"")
        unknown = unknown_links([choice for _, choice in read.choices]) if not read.errors else ()
        errors = (
            *read.errors,
            *(f"{n}: there is no link {c.link}" for n, c in read.choices if c.link in unknown),
        )
        if errors:
            return self._list(reviewer, errors)
        if read.choices:
            self._publish(tuple(choice for _, choice in read.choices), reviewer)
        return back(len(read.choices))

    def _publish(self, choices: tuple[Choice, ...], reviewer: Token) -> str:
        return self._writer.decide(Order(what=Choices(choices=choices), by=reviewer.id))


def unknown_links(choices: list[Choice]) -> frozenset[str]:
    """The ids of links in *choices* that are not there."""
    iris = current().generation.iris
    try:
        asked = {iris.entity("link", choice.link).value: choice.link for choice in choices}
    except ValueError:  # letters that no IRI may hold: all are looked at one by one
        return frozenset(choice.link for choice in choices if not choice.link.isalnum())
    rows = current().rows("link_details", link=[*asked]) if asked else ()
    return frozenset(asked.values()).difference(asked[row["link"]] for row in rows)


def back(decided: int = 0) -> Response:
    """The way back to what was reviewed; *decided* decisions are published."""
    said = [pair for pair in request.args.items(multi=True) if pair[0] != DECIDED]
    more = [(DECIDED, str(decided))] if decided else []
    answer = make_response(
        redirect(with_parameters(url_for("review.page"), [*said, *more]), HTTPStatus.SEE_OTHER)
    )
    return unkept(answer)


def unkept(answer: Response) -> Response:
    """Return *answer*, which nobody may keep."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
