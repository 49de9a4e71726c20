"""Letters of names that are written as code points (SPARQL 1.1 Query, section 19.2).

The engine reads such digits within strings and IRIs only, so elsewhere they are read here. Whatever
is no letter of a name is left as it stands, for it may not be written so.
"""

import re
from typing import Final

# A group that looks ahead is not repeated possessively: Python 3.11.2 matches nothing then.
ESCAPED: Final = re.compile(
    r"""
    \"{3}(?>(?:[^"\\]++|\\.|"(?!""))*)\"{3} | '{3}(?>(?:[^'\\]++|\\.|'(?!''))*)'{3}
    | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+'
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*+> | \#[^\r\n]*+ | \\[^uU]
    | \\u(?P<four>[0-9A-Fa-f]{4}) | \\U00(?P<six>(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})
    """,
    re.VERBOSE | re.DOTALL,
)
"""What stands in a query or an update: strings, IRIs and comments, and letters in digits."""
LETTER: Final = re.compile(r"[\w\-\u00B7\u0300-\u036F\u203F\u2040]")
"""What may stand within a name (SPARQL 1.1 Query, section 19.8, rule 167)."""


def with_letters(text: str) -> str:
    """Return the query or update *text* with the letters of its names written out."""
    if "\\u" not in text and "\\U" not in text:  # most have none, and are many
        return text
    return ESCAPED.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    """The letter that was *found* in digits; what else was found stays as it stands."""
    digits = found["four"] or found["six"]
    letter = chr(int(digits, 16)) if digits else ""
    return letter if LETTER.fullmatch(letter) else found[0]
