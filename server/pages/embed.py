"""Pieces for the pages of others: a chart, a table or a network in a frame, and how to embed them.

They alone may stand in frames of other sites (Content Security Policy Level 3, frame-ancestors).
They set no cookie, need no script but for the network, and say whose data they show, from when and
on what terms.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import Response, g, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from graph.questions.headings import heading
from graph.questions.question import LANGUAGE, Question
from graph.search.collation import finnish
from server.addresses import with_parameters
from server.display.labels import Labels
from server.display.texts import gettext
from server.http.security import EMBEDDABLE
from server.lists.selection import cannot_be
from server.network.asking import settled, told_network
from server.pages.network import addresses, shown
from server.pages.questions import answer_shown
from server.questions.asked import question_named
from server.questions.desk import Desk
from server.snapshot import current

KINDS: Final = ("chart", "table", "network")
WHAT: Final = "what"
"""The parameter that names one of them: a question may have one called kind."""

HEIGHTS: Final = {"chart": 480, "table": 480, "network": 640}
"""How high the frame is that the snippet makes, in pixels."""

NETWORK: Final = "pages.network"
EMBEDDED_NETWORK: Final = "pages.embed_network"

View = Callable[..., Response]


def embed_question(desk: Desk, kind: str) -> View:
    """Return the view that shows the answer of a question as a chart or as a table.

    An answer that cannot be drawn is a table.
    """

    def view(question: str) -> Response:
        chosen = question_named(current().library, question)
        asked = desk.read(current(), chosen, request.args, g.language)
        answer = answer_shown(desk, asked)
        return framed(
            "embed/answer.html",
            kind=kind if answer["drawings"] else "table",
            question=chosen,
            whole=with_parameters(url_for("pages.question", question=question), request.args),
            heading_of=lambda column: heading(desk.headings, column, g.language),
            **answer,
        )

    view.__name__ = f"embed_{kind}"
    return view


def embed_network(labels: Labels) -> View:
    """Return the view that shows a network."""

    def embed_network() -> Response:
        wish = settled(current(), request.args)
        told = told_network(current(), wish, labels)
        whole = with_parameters(url_for(NETWORK), wish.parameters())
        known = {**shown(wish, told, labels, EMBEDDED_NETWORK), **addresses(wish, EMBEDDED_NETWORK)}
        return framed("embed/network.html", whole=whole, **known)

    return embed_network


def framed(template: str, **known: Any) -> Response:
    """A piece that other sites may show in a frame."""
    answer = make_response(render_template(template, **known))
    answer.headers["Content-Security-Policy"] = EMBEDDABLE
    return answer


def embedding() -> str:
    """The page that says how to embed, with a snippet to copy."""
    kind = request.args.get(WHAT, "").strip() or KINDS[0]
    if kind not in KINDS:
        raise BadRequest(cannot_be(WHAT, kind, KINDS))
    question = None if kind == "network" else asked_about()
    return render_template("embedding.html", **told(kind, question))


def told(kind: str, question: Question | None) -> dict[str, Any]:
    """What the page says of embedding a *kind* of piece, about a *question* where it has one."""
    parameters = dict(question_parameters(question) if question else network_parameters())
    pairs = request.args.items(multi=True)
    said = MultiDict([pair for pair in pairs if pair[0] in parameters and pair[1].strip()])
    frame = frame_address(kind, question)
    whole = url_for("pages.question", question=question.name) if question else url_for(NETWORK)
    return {
        "kind": kind,
        "question": question,
        "questions": embeddable(kind),
        "parameters": parameters,
        "said": said,
        "address": with_parameters(frame_address(kind, question, external=True), said),
        "address_here": with_parameters(frame, said),
        "whole": with_parameters(whole, said),
        "height": HEIGHTS[kind],
    }


def embeddable(kind: str) -> list[Question]:
    """The questions whose answers can be embedded so, by their titles."""
    known = current().library.values()
    fits = [q for q in known if q.columns and (kind == "table" or q.chart)]
    return sorted(fits, key=lambda question: finnish(question.title(g.language)))


def asked_about() -> Question:
    """The question that the parameters name; without one that which most look for."""
    name = request.args.get("question", "").strip() or "funding_by_year"
    return question_named(current().library, name)


def question_parameters(question: Question) -> Iterator[tuple[str, str]]:
    """The parameters of a question, and what each one chooses."""
    for parameter in question.parameters:
        if parameter.name != LANGUAGE:
            yield parameter.name, parameter.label[g.language]


def network_parameters() -> Iterator[tuple[str, str]]:
    """The parameters of a network, and what each one chooses."""
    yield "start", gettext("Where it starts: organisation/…, project/…, portfolio/… or person/….")
    yield "role", gettext("The one role that counts: funder, implementer or partner.")
    yield "year", gettext("A year in which the projects run. Several years are alternatives.")
    yield "size", gettext("How many nodes there are at most, up to 300.")
    yield "ties", gettext("How many of its strongest ties each node shows; all for all of them.")


def frame_address(kind: str, question: Question | None, *, external: bool = False) -> str:
    """The address that the frame shows, without parameters."""
    about = {"question": question.name} if question else {}
    return url_for(f"pages.embed_{kind}", _external=external, **about)
