"""Of which words a form may be; what was analysed once is remembered: texts repeat themselves."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final

from graph.search.words.finnish import analysis
from graph.search.words.forms import Form, form
from graph.search.words.stems import STEM

_REMEMBERED: Final = 60_000
"""So many forms are remembered by a process: most of the words of a register's pages."""

_OTHERS: Final = (f"swedish{STEM}", f"english{STEM}")
"""Stems of languages in which no page is written."""

_ACTION: Final = re.compile(r"mi(?:nen|se\w*|st[aäe]\w*|ksi\w*|si[aäes]\w*)$")
"""How a noun of an action ends, which the grammar takes for a form of its verb."""

_VERB: Final = ("a", "ä")

READINGS: Final = 12
"""So many ways to read several words are kept."""


analysed: Final = lru_cache(maxsize=_REMEMBERED)(analysis)
"""What the grammar knows of a form; it takes a thousand times as long to ask as to remember."""


@lru_cache(maxsize=_REMEMBERED)
def known(written: str) -> Form:
    """What *written*, in small letters, stands for; an unknown word for itself and its stem.

    A noun such as ``työllistyminen`` stands for itself, and not for the verb it comes from.
    """
    found = form(written.rstrip("-"), analysed)
    action = _ACTION.sub("minen", found.written)
    is_action = action.endswith("minen")
    bases = (
        action if is_action and base.endswith(_VERB) else base
        for base in found.bases
        if not base.startswith(_OTHERS)
    )
    return Form(found.written, tuple(dict.fromkeys(bases)), found.parts)


def ways(forms: Iterable[str]) -> Iterator[str]:
    """The base forms of several words with blanks between them, in every way they may be read."""
    read = product(*(known(form).bases for form in forms))
    return (" ".join(way) for way in islice(read, READINGS))
