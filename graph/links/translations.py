"""Finnish names behind foreign ones, where a name is not told in every language.

A person or a place lends its name to a body of a kind: ``Malli Foundation``, ``Mallis stiftelse``,
``Malliska stiftelsen`` and ``Mallin säätiö`` are one. What the name is of stays as it is, and only
the kind is translated.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from graph.names.keys import genitive

KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "säätiö": ("foundation", "stiftelse"),
        "muistosäätiö": ("memorial foundation", "minnesstiftelse"),
        "tutkimussäätiö": ("research foundation", "forskningsstiftelse"),
        "tutkimuslaitos": ("research institute", "forskningsinstitut"),
        "instituutti": ("institute", "institut"),
        "yliopisto": ("university", "universitet"),
        "ammattikorkeakoulu": ("university of applied sciences", "yrkeshögskola"),
        "yliopistollinen sairaala": ("university hospital", "universitetssjukhus"),
        "keskussairaala": ("central hospital", "centralsjukhus"),
        "sairaala": ("hospital", "sjukhus"),
        "sairaanhoitopiiri": ("hospital district", "sjukvårdsdistrikt"),
        "seura": ("society", "sällskap", "samfund"),
        "hyvinvointialue": ("wellbeing services county", "välfärdsområde"),
    }
)
"""Kinds of bodies that are called after somebody, in English and in Swedish."""

_WORDS: Final = {word: kind for kind, words in KINDS.items() for word in words}
_KIND: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_PATTERNS: Final = (
    re.compile(rf"(?:The )?(?P<whose>.+?)(?:'s)? (?P<kind>{_KIND})", re.IGNORECASE),
    re.compile(rf"(?:The )?(?P<kind>{_KIND}) of (?P<whose>.+)", re.IGNORECASE),
    re.compile(rf"(?P<whose>.+?[^s])s (?P<kind>{_KIND})", re.IGNORECASE),
    re.compile(rf"(?P<whose>\w+?)(?:ska |-)(?P<kind>{_KIND})(?:e?[nt])?", re.IGNORECASE),
)


def translations(name: str) -> Iterator[str]:
    """Yield the Finnish names of which *name* may be the English or Swedish one."""
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(name):
            kind = _WORDS[found["kind"].casefold()]
            whose = found["whose"]
            yield f"{_of(whose)} {kind}"
            yield f"{whose}-{kind}" if " " not in whose else f"{whose} -{kind}"


def _of(name: str) -> str:
    """The genitive of the *name* of a person or a place; behind a consonant it takes an i."""
    told = genitive(name)
    return f"{name}in" if told == f"{name}:n" and not name.isupper() else told
