"""An organisation or a portfolio to take away: every panel of its page, whole, in one file.

``/organisations/<slug>/profile.xlsx`` has a sheet for each named question behind the panels,
``.json`` a member; both say of which generation they are, and what was cut if anything was.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import msgspec
from flask import Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from graph.register import Language
from server.addresses import KINDS
from server.data.entities import find
from server.data.tables import Sheet, write_workbook
from server.display.languages import language_of
from server.http.formats import PLAIN, XLSX, Format, named
from server.questions.answers import Answered
from server.questions.desk import Desk
from server.snapshot import Snapshot, current

FORMATS: Final[tuple[Format[Any], ...]] = (XLSX, PLAIN)
"""The formats of a profile."""

PANELS: Final[Mapping[str, Sequence[str]]] = {
    "organisations": (
        "organisations",
        "organisation_roles",
        "organisation_money_by_year",
        "organisation_projects",
        "funding_by_year",
        "funding_by_project",
        "organisation_partners",
        "organisation_units",
        "organisation_successors",
    ),
    "portfolios": (
        "portfolios",
        "projects",
        "funding_by_year",
        "funding_by_project",
        "top_funders",
        "top_implementers",
        "findings_by_kind",
    ),
}
"""The named questions whose answers make the profile of one of many."""

_JSON: Final = msgspec.json.Encoder(decimal_format="number")


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """A *question*, what it *means* in words, and its answer."""

    question: str
    means: str
    answered: Answered

    @property
    def kept(self) -> str:
        """How many rows are here; of how many, when some were cut."""
        cut = self.answered.truncation
        whole = "" if cut is None else f" / {cut.total or '?'}"
        return f"{len(self.answered.rows)}{whole}"


def profile(desk: Desk, many: str, slug: str, extension: str) -> Response:
    """The profile of one of *many* in the format that the address names.

    Raises NotFound for another format, what ``find`` does for a slug that is not known, and what
    the evaluator does.
    """
    chosen = named(extension, FORMATS)
    if chosen is None:
        raise NotFound(f"A profile is there as: {', '.join(f.name for f in FORMATS)}.")
    snapshot, kind = current(), KINDS[many]
    language = language_of(f"/{request.args.get('lang', '')}/", "")
    row = find(snapshot, kind, slug, language)
    asked = MultiDict({kind: slug, "with_units": request.args.get("with_units", "")})
    told = list(panels(desk, snapshot, PANELS[many], asked, language))
    about = dict(heading(snapshot, row[kind], row["name"]))
    body = as_json(about, told) if chosen is PLAIN else as_workbook(about, told)
    answer = Response(body, content_type=chosen.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.{chosen.name}"'
    return answer


def panels(
    desk: Desk,
    snapshot: Snapshot,
    names: Sequence[str],
    about: MultiDict[str, str],
    language: Language,
) -> Iterator[Panel]:
    """The answers of the questions of those *names*; each is asked *about* what it knows of."""
    for name in names:
        question = snapshot.library[name]
        known = {parameter.name for parameter in question.parameters}
        said = MultiDict({key: words for key, words in about.items() if key in known})
        asked = desk.read(snapshot, question, said, language)
        answered = desk.answer(snapshot, asked)
        yield Panel(question=name, means=question.summary[language], answered=answered)


def heading(snapshot: Snapshot, iri: str, name: str) -> Iterator[tuple[str, str]]:
    """What a profile says of itself: about whom it is, from which data, under which licence."""
    manifest, register = snapshot.generation.manifest, snapshot.generation.register
    yield "name", name
    yield "address", iri
    yield "register", register.name[register.language]
    yield "licence", register.licence
    yield "generation", snapshot.id
    yield "day", manifest.day.isoformat()


def as_json(about: Mapping[str, str], told: Sequence[Panel]) -> bytes:
    """The profile as JSON: *about*, then a member for each question, with all its rows."""
    members = {
        panel.question: {
            "means": panel.means,
            "kept": panel.kept,
            "rows": [
                dict(zip(panel.answered.columns, row, strict=True))
                for row in panel.answered.values()
            ],
        }
        for panel in told
    }
    return msgspec.json.format(_JSON.encode({**about, "panels": members}), indent=2)


def as_workbook(about: Mapping[str, str], told: Sequence[Panel]) -> bytes:
    """The profile as a workbook: a sheet that says what is in it, and one for each question."""
    output = BytesIO()
    contents = [(panel.question, panel.means, panel.kept) for panel in told]
    first = [*((key, words, None) for key, words in about.items()), *contents]
    sheets = [
        Sheet(panel.question, panel.answered.columns, panel.answered.values()) for panel in told
    ]
    write_workbook([Sheet("profile", ("", "", "rows"), first), *sheets], output)
    return output.getvalue()
