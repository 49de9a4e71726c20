"""Texts in the language of the request: Flask-Babel's two verbs, with their types."""

import flask_babel


def gettext(text: str, **values: object) -> str:
    """Return the translation of *text*, with *values* filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the translation of *one* or of *many*, as *num* wants it, with *values* filled in."""
    return str(flask_babel.ngettext(one, many, num, **values))
