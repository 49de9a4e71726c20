"""Identifiers that others give, resolved: ``/id/ytunnus/0187690-1`` leads to who bears it.

Only what the graph publishes counts. An identifier is told in its one official form: the forms in
which it is written elsewhere lead there. Where several bear one, all are listed.
"""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, NamedTuple

from flask import Response, g, jsonify, redirect, render_template, url_for
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from ontology import registers
from server.data.rows import Row
from server.errors import wants_page
from server.snapshot import current

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1)
"""The check digit of a Y-tunnus: the weighted sum of its digits is a multiple of 11."""

ISNI_BASE: Final = 11


class Scheme(NamedTuple):
    """A kind of identifier: its *pattern* as it is written, and an *example* for people.

    *canonical* makes the official form of what fits, or nothing when a check digit is wrong; *iri*
    is what that form stands for, None for one that is a literal in the graph.
    """

    pattern: re.Pattern[str]
    canonical: Callable[[re.Match[str]], str]
    example: str
    iri: Callable[[str], NamedNode] | None = None


def resolve(scheme: str, identifier: str) -> AnyResponse:
    """Send who asks for an *identifier* to the entity that bears it: 303, as all of ``/id/`` does.

    308 to the official form of it, 300 with all that bear it where these are several. Raises
    NotFound in words when it is none of that *scheme*, or nobody here bears it.
    """
    kind = SCHEMES[scheme]
    found = kind.pattern.fullmatch(identifier.strip())
    official = kind.canonical(found) if found else ""
    if not official:
        raise NotFound(f"{identifier!r} is no {scheme}; one looks like this: {kind.example}.")
    if official != identifier:
        place = url_for("data.identifier", scheme=scheme, identifier=official)
        return redirect(place, HTTPStatus.PERMANENT_REDIRECT)
    bearers = bearers_of(kind, official)
    if not bearers:
        raise NotFound(f"No project or organisation here has the {scheme} {official}.")
    return several(scheme, official, bearers) if len(bearers) > 1 else see(bearers[0])


def bearers_of(kind: Scheme, official: str) -> list[str]:
    """The IRIs of who bears an identifier; a unit does not count beside its legal entity."""
    wanted = official if kind.iri is None else kind.iri(official).value
    rows = current().rows("identified", **{"iri" if kind.iri else "number": wanted})
    found = [*dict.fromkeys(row["entity"] for row in rows if row["identifier"] == wanted)]
    names = current().names(found, "")
    tops = {row["top"] for row in names.values()}
    legal = [iri for iri in found if iri in tops]
    return [iri for iri in found if not legal or names.get(iri, {}).get("top") not in legal]


def see(iri: str) -> AnyResponse:
    """A 303 to the IRI of an entity, on this very site."""
    place = current().generation.iris.place(iri)
    kind, slug = place or ("", "")
    return redirect(url_for("data.identity", kind=kind, slug=slug), HTTPStatus.SEE_OTHER)


def several(scheme: str, official: str, bearers: list[str]) -> Response:
    """All that bear an identifier: a page for people, their IRIs for programs (RFC 9110, 300)."""
    names: Mapping[str, Row] = current().names(bearers, g.language)
    if wants_page():
        text = render_template(
            "several.html", scheme=scheme, identifier=official, bearers=bearers, names=names
        )
        answer = Response(text, content_type="text/html; charset=utf-8")
    else:
        answer = jsonify(identifier=official, entities=bearers)
    answer.status_code = HTTPStatus.MULTIPLE_CHOICES
    answer.vary.update(("Accept", "Accept-Language"))
    return answer


def _ytunnus(found: re.Match[str]) -> str:
    digits = found["number"].zfill(7) + found["check"]
    fits = sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 == 0
    return f"{digits[:7]}-{digits[7]}" if fits else ""


def _isni(found: re.Match[str]) -> str:
    """The sixteen characters of an ISNI, if its check character is right (ISO 7064, MOD 11-2)."""
    characters = re.sub("[ -]", "", found[0]).upper()
    total = 0
    for digit in characters[:-1]:
        total = (total + int(digit)) * 2 % ISNI_BASE
    check = "0123456789X"[(12 - total) % ISNI_BASE]
    return characters if check == characters[-1] else ""


SCHEMES: Final[Mapping[str, Scheme]] = {
    "ytunnus": Scheme(
        re.compile(r"(?:FI[- ]?)?(?P<number>\d{6,7})-?(?P<check>\d)", re.IGNORECASE),
        _ytunnus,
        "0187690-1",
    ),
    "municipality": Scheme(
        re.compile(r"(?:KU)?(\d{1,3})", re.IGNORECASE), lambda found: found[1].zfill(3), "564"
    ),
    "ror": Scheme(
        re.compile(r"(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)", re.IGNORECASE),
        lambda found: found[1].lower(),
        "03yj89h83",
        registers.ror,
    ),
    "eura": Scheme(
        re.compile(r"[SA]\d{5}", re.IGNORECASE),
        lambda found: found[0].upper(),
        "S20469",
        registers.eura,
    ),
    "wikidata": Scheme(
        re.compile(r"Q[1-9]\d*", re.IGNORECASE),
        lambda found: found[0].upper(),
        "Q1757",
        registers.wikidata,
    ),
    "isni": Scheme(
        re.compile(r"(?:\d{4}[ -]?){3}\d{3}[\dXx]"), _isni, "0000000121034996", registers.isni
    ),
}
"""The identifiers that are resolved, by the word in the address."""
