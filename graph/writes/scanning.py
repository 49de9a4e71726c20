"""An update's text as tokens, far enough to tell its parts: names, words, braces, strings.

Nothing is parsed here that the engine parses; a text in which these tokens make no sense is told
apart by whoever reads them (SPARQL 1.1 Query, section 19.8, has the terminals).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TOKEN: Final = re.compile(
    r"""
    (?P<gap>[\s]+|\#[^\r\n]*)
  | (?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:\w[\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
  | (?P<word>[A-Za-z]\w*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a text: its *kind*, its characters, where it begins, how deep in braces it is."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def word(self) -> str:
        """The keyword that it may be, in capitals; empty for anything else."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text* without gaps and comments; a brace is as deep as what it holds."""
    depth = 0
    for found in TOKEN.finditer(text):
        kind, piece = found.lastgroup or "", found[0]
        depth += piece == "{"
        if kind != "gap":
            yield Token(kind, piece, found.start(), depth)
        depth -= piece == "}"
