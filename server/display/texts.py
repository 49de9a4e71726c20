"""Texts in the language of the request: Flask-Babel's two verbs, with their types."""

from typing import Any

import flask_babel
from babel.support import NullTranslations
from flask import g
from markupsafe import Markup

from server.display.values import number


def gettext(text: str, **values: object) -> str:
    """Return the translation of *text*, with *values* filled in."""
    found = translated(text)
    return found % values if values else found


def translated(text: str) -> str:
    """Return the translation of *text* as it is; that of one, where it has others for many.

    The standard library of Python 3.11.2 does not look there, that of 3.11.7 does.
    """
    known = translations()
    found = str(known.ugettext(text))
    return found if found != text else str(known.ungettext(text, text, 1))


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the translation of *one* or of *many*, as *count* wants it, with *values* filled in.

    ``num`` is the count as the language of the request writes numbers, unless it is given.
    """
    return _pattern(one, many, count) % _with_count(count, values)


def ngettext_in_page(one: str, many: str, count: int, /, **values: object) -> Markup:
    """Return the same for a page: what of *values* is no markup is escaped."""
    return Markup(_pattern(one, many, count)) % _with_count(count, values)  # noqa: S704 - ours


def _pattern(one: str, many: str, count: int) -> str:
    return str(translations().ungettext(one, many, count))


def translations() -> NullTranslations:
    """The translations into the language at hand, looked for once: a page asks hundreds."""
    known: dict[str, NullTranslations] = g.setdefault("translations", {})
    language = str(flask_babel.get_locale())
    if language not in known:
        known[language] = flask_babel.get_translations()
    return known[language]


def _with_count(count: int, values: dict[str, Any]) -> dict[str, Any]:
    locale = flask_babel.get_locale()
    return {"num": number(count, locale) if locale else count, **values}
