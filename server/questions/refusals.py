"""Why a question was not answered, in the language of the reader."""

from graph.questions.question import BadValue
from graph.register import Language
from server.display.texts import gettext
from server.questions.asked import NAMED


def refusal_told(refusal: BadValue, language: Language) -> str:
    """The field as its label names it, and what is wrong with the words in it."""
    return f"{refusal.parameter.label[language]}: {_wrong(refusal)}"


def _wrong(refusal: BadValue) -> str:
    kind, words = refusal.parameter.type, refusal.words
    if kind in NAMED:
        return gettext("nothing in the register is called “%(words)s”.", words=words)
    cases = {
        "date": gettext("“%(words)s” is not a date, such as 2015-10-01.", words=words),
        "year": gettext("“%(words)s” is not a year, such as 2015.", words=words),
        "integer": gettext("“%(words)s” is not a whole number.", words=words),
        "decimal": gettext("“%(words)s” is not a number, such as 0.5.", words=words),
    }
    return cases.get(kind, gettext("“%(words)s” is none of what can be chosen.", words=words))
