"""No query goes out to another endpoint unless it may (SPARQL 1.1 Federated Query).

The engine follows SERVICE wherever it leads and has no switch for it, so a query is looked at
before it runs. Its own parser is asked, for no other reading of the text can be trusted to agree
with it on what is a keyword and what is a name, a string or a comment: every "service" in the
text is misspelt, everywhere in the same way. As a name, in a string or in a comment that changes
nothing in the grammar; as a keyword it is an error.
"""

import re
from collections.abc import Collection
from typing import Final

from graph.errors import QueryRefused
from graph.misreading import syntax_error

KEYWORD: Final = r"(servic)e"
BLANKS: Final = r"(?:[ \t\r\n]|#[^\r\n]*[\r\n])*"
NONSENSE: Final = "\n\x01"
"""What no query ends with: with it, a text is read as far as it can be."""


def keep_home(query: str, allowed: Collection[str] = ()) -> None:
    """Raise QueryRefused when *query* asks an endpoint that is not among the IRIs *allowed*.

    A variable as endpoint, or an IRI that is not written out, is never allowed. Raises the
    engine's SyntaxError for a text that breaks off before any SERVICE.
    """
    misspelt = _misspelt(query, allowed)
    error = None if misspelt == query else syntax_error(misspelt)
    if error is None:
        return
    if _place(syntax_error(misspelt + NONSENSE)) == _place(syntax_error(query + NONSENSE)):
        raise error
    raise QueryRefused(
        "SERVICE is not allowed here: ask the other endpoint itself, or have the keeper of this one"
        " name it in the setting services"
    )


def may_ask_others(query: str, allowed: Collection[str]) -> bool:
    """Whether the *query* may ask one of the endpoints *allowed*, which can fail on its own."""
    return bool(allowed) and re.search(KEYWORD, query, re.IGNORECASE | re.ASCII) is not None


def _misspelt(query: str, allowed: Collection[str]) -> str:
    """The *query* with every "service" misspelt that does not name an endpoint of *allowed*."""
    endpoints = "|".join(map(re.escape, allowed))
    known = f"(?!{BLANKS}(?:silent)?{BLANKS}<(?:{endpoints})>)" if allowed else ""
    return re.sub(KEYWORD + known, r"\1x", query, flags=re.IGNORECASE | re.ASCII)


def _place(error: SyntaxError | None) -> str:
    """Where *error* is: the engine's messages begin ``error at <line>:<column>: ``."""
    return ":".join(str(error).split(":")[:2])
