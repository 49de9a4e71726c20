"""What e-mail addresses look like in print, the signs in them disguised or not."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from graph.privacy.masks import Finder, Span

AT_WORD: Final = r"(?:at|[aä]t-?merkki|ät|et|@|miukumauku|snabel-?a)"
SURE: Final = rf"(?:@|\s*[(\[{{<]+\s*{AT_WORD}\s*[)\]}}>]+\s*)"
"""An at sign that is nothing else, whatever follows."""

UNSURE: Final = (
    r"(?:\s*@\s*|\s*[(\[{<]\s*a\s*[)\]}>]\s*|\s+\\at\b\s*|\s+[-_*/][aä]t[-_*/]\s+|\s*\\at\b\s*"
    r"|\s+(?:[aäe]t|miukumauku|snabel-?a)\s+(?!www\.|https?:))"
)
"""What is an at sign before a domain, and may be a word or a mark elsewhere."""

DOT: Final = (
    r"(?:\.|\s\.\s?|\s*[(\[{<]\s*(?:dot|piste|punkt|\.)\s*[)\]}>]\s*|\s+(?:dot|piste|punkt)\s+"
    r"|[-_*/](?:dot|piste|punkt)[-_*/])"
)
LOCAL: Final = (
    r"(?<![\w.+-])['\"’”]?[\w.+-]++(?:\s*[(\[{<]\s*(?:dot|piste)\s*[)\]}>]\s*[\w.+-]++)*['\"’”]?"
)
HOST: Final = rf"[\w-]+(?:{DOT}[\w-]+)*"
DOMAIN: Final = rf"{HOST}{DOT}[^\W\d_]{{2,24}}"
ADDRESS: Final = re.compile(
    rf"{LOCAL}(?:{UNSURE}{DOMAIN}|{SURE}{HOST})|(?<![\w.+-])[\w.+-]+?[-_*/][aä]t[-_*/]{DOMAIN}",
    re.IGNORECASE,
)
WHOLE_HOST: Final = re.compile(HOST, re.IGNORECASE)

SIGN: Final = re.compile(
    r"[@\\(\[{<_*/-](?:(?<=[@\\])|(?<=[(\[{<])[(\[{<]*\s*[AaÄäEeMmSs]|(?<=[-_*/])[AaÄä][Tt][-_*/])"
)
WORD: Final = re.compile(r"\s(?:[aäe]t\s|miuku|snabel)", re.IGNORECASE)
"""What every printed address has one of; looking for it first is much faster.

A sign is told by its first character, for which alone a text is searched in no time.
"""

WORDS: Final = (" at ", " ät ", " et ", " miuku", " snabel")
BLANKS: Final = ("\n", "\t", "\u00a0", "\u202f")

BEFORE, BEHIND = 80, 120
"""How many characters before and behind its sign an address may have."""

AROUND: Final = 16
"""How many characters a sign in the middle of an address may take, however it is disguised."""


def find_any_address(text: str) -> Iterator[Span]:
    """Whatever in *text* looks like an address."""
    end = 0
    for start, stop in sorted(_signs(text)):
        if stop > end:
            found = ADDRESS.search(text, max(start - BEFORE, end), stop + BEHIND)
            if found and found.start() <= start:
                end = found.end()
                yield found.span()


def _signs(text: str) -> Iterator[Span]:
    """Where in *text* what may be an at sign stands."""
    yield from (sign.span() for sign in SIGN.finditer(text))
    lowered = text.lower()
    for blank in BLANKS:
        lowered = lowered.replace(blank, " ")
    if any(word in lowered for word in WORDS):
        yield from (sign.span() for sign in WORD.finditer(text))


def find_addresses(addresses: Collection[str]) -> Finder:
    """Return the finder of those bare *addresses* alone, whatever stands for the signs in them."""
    known = [address.casefold().partition("@") for address in addresses]

    def find(text: str) -> Iterator[Span]:
        for local, _, domain in known:
            yield from _apart(text, local, domain)

    return find


def _apart(text: str, local: str, domain: str) -> Iterator[Span]:
    """Where *local* stands as a word, with the *domain* if that stands close behind it.

    Alone it is found only where the sign in it shows that it is no word of a sentence.
    """
    lowered = text.lower()
    start = lowered.find(local) if local else -1
    while start >= 0:
        end = start + len(local)
        whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        close = lowered.find(domain.split(".", maxsplit=1)[0], end, end + AROUND + len(domain))
        if whole and close >= 0:
            host = WHOLE_HOST.match(text, close)
            yield start, host.end() if host else end
        elif whole and re.search(r"[._\d]", local):
            yield start, end
        start = lowered.find(local, end)
