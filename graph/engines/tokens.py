"""The tokens of a query (SPARQL 1.1 Query, section 19.8, the terminals).

Put together again, the texts of all tokens are the query. The query was read by a parser already,
so that what is none of these stands for itself, character by character.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

CODE_POINT: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
NAME: Final = r"[\w\-\u00B7\u0300-\u036F\u203F\u2040]"
ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
TERMINALS: Final = re.compile(
    rf"""
    (?P<blank>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{CODE_POINT})*>
        |(?:[^\W\d_](?:(?:{NAME}|\.)*{NAME})?)?:
         (?:(?:[\w:]|{ESCAPED})(?:(?:{NAME}|[.:]|{ESCAPED})*(?:{NAME}|:|{ESCAPED}))?)?)
    |(?P<variable>[?$][\w\u00B7\u0300-\u036F\u203F\u2040]+)
    |(?P<word>_:{NAME}(?:(?:{NAME}|\.)*{NAME})?|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\w+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token.

    *kind* is ``blank`` (which comments are too), ``string``, ``iri`` (written out or with a
    prefix), ``variable``, ``word`` or ``sign``.
    """

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, whose letters may be small."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """The tokens of *query*, with all that stands between them."""
    for match in TERMINALS.finditer(query):
        yield Token(str(match.lastgroup), match[0])
