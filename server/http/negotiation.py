"""Which of our formats a client gets: RFC 9110, section 12.5.1, as one pure function."""

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


def choose(accept: str, offers: Sequence[str]) -> str | None:
    """Return the media type of *offers* that the header *accept* likes best, or None.

    The most specific range that fits an offer gives its quality; among equals the more specific
    wish wins, then the earlier offer. Parameters other than ``q`` are not told apart: whoever
    asks for ``text/turtle;charset=utf-8`` gets Turtle. A header that is missing, or in which no
    media range can be made out, accepts everything.
    """
    wishes = [
        (media_range.partition(";")[0].strip(), quality)
        for media_range, quality in parse_accept_header(accept, MIMEAccept)
        if _is_range(media_range)
    ]
    return MIMEAccept(wishes).best_match(offers) if wishes else offers[0]


def _is_range(text: str) -> bool:
    kind, slash, subtype = text.partition(";")[0].strip().partition("/")
    return bool(kind and slash and subtype) and (kind != "*" or subtype == "*")
