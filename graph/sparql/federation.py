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
from graph.sparql.misreading import objection, refuse_unreadable

LETTERS: Final = "service"
KEYWORD: Final = r"(servic)e"
BLANKS: Final = r"(?:[ \t\r\n]|#[^\r\n]*[\r\n])*"
NONSENSE: Final = "\n\x01"
"""What no query ends with: with it, a text is read as far as it can be."""
REFUSAL: Final = (
    "SERVICE is not allowed here: ask the other endpoint itself, or have the keeper of this one"
    " name it in the setting services"
)


def keep_home(query: str, allowed: Collection[str] = ()) -> None:
    """Raise QueryRefused when *query* asks an endpoint that is not among the IRIs *allowed*.

    A variable as endpoint, or an IRI that is not written out, is never allowed. Raises the
    engine's SyntaxError for a text that breaks off before any SERVICE.
    """
    if LETTERS not in query.lower():  # most have nothing of the kind, and are many
        return
    misspelt = _misspelt(query, allowed)
    if misspelt == query:
        return
    try:
        refuse_unreadable(misspelt)
    except SyntaxError:
        if _place(objection(misspelt + NONSENSE)) == _place(objection(query + NONSENSE)):
            raise
        raise QueryRefused(REFUSAL) from None


def may_ask_others(query: str, allowed: Collection[str]) -> bool:
    """Whether the *query* may ask one of the endpoints *allowed*, which can fail on its own."""
    return bool(allowed) and re.search(KEYWORD, query, re.IGNORECASE | re.ASCII) is not None


def _misspelt(query: str, allowed: Collection[str]) -> str:
    """The *query* with every "service" misspelt that does not name an endpoint of *allowed*."""
    endpoints = "|".join(map(re.escape, allowed))
    known = f"(?!{BLANKS}(?:silent)?{BLANKS}<(?:{endpoints})>)" if allowed else ""
    return re.sub(KEYWORD + known, r"\1x", query, flags=re.IGNORECASE | re.ASCII)


def _place(told: str) -> str:
    """Where that is wrong: the engine's messages begin ``error at <line>:<column>: ``."""
    return ":".join(told.split(":")[:2])
