"""The languages of the pages, and which of them a request means."""

from typing import Final

from babel import Locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from graph.register import LANGUAGES, Language

LOCALES: Final[dict[str, Locale]] = {
    "fi": Locale("fi", "FI"),
    "sv": Locale("sv", "FI"),
    "en": Locale("en", "GB"),
}
OWN_NAMES: Final[dict[str, str]] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def language_of(path: str, accept_language: str, default: Language = "fi") -> Language:
    """Return the language of a *path* (``/sv/...``), else what the header likes best, or *default*.

    The header is read as RFC 9110, section 12.5.4, says, a tag such as ``sv-FI`` as its language;
    nonsense in it means no wish.
    """
    first = path.lstrip("/").partition("/")[0]
    if first in LANGUAGES:
        return first
    wishes = [
        (tag.partition("-")[0], quality)
        for tag, quality in parse_accept_header(accept_language, LanguageAccept)
    ]
    wish = LanguageAccept(wishes).best_match(LANGUAGES)
    return wish if wish in LANGUAGES else default
