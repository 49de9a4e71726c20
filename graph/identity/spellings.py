"""How often each spelling of a thing stands on pages: the most used one is what the graph tells.

Pages that come add to the counts and pages that go take away from them, so what a thing is called
follows from all its pages, and no page has to be read again when another one changes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Spelling(NamedTuple):
    """A way in which a thing stands on pages: its kind, its key, and the *form*.

    The form is what was read as JSON, for a person the bare name; a person's key is the slug.
    *implied*: no page says it, but it follows from what one says, as the successor of a
    municipality that is no more.
    """

    kind: str
    key: str
    form: str
    implied: bool = False


Spellings = Counter[Spelling]
"""On how many pages each spelling stands, or on how many more than before."""


def most_used(spellings: Spellings) -> Spelling:
    """What a page says goes before what follows; then how often, and of equals the letters."""
    return min(spellings, key=lambda one: (one.implied, -spellings[one], one.form))


def by_thing(spellings: Spellings) -> list[Spellings]:
    """The *spellings* of each thing by themselves."""
    things: dict[tuple[str, str], Spellings] = defaultdict(Counter)
    for spelling, times in spellings.items():
        things[spelling.kind, spelling.key][spelling] = times
    return list(things.values())


def difference(new: Iterable[Spellings], old: Iterable[Spellings]) -> Spellings:
    """How many more of each spelling there are in *new* than in *old*; none that is equal."""
    change: Spellings = Counter()
    for counts in new:
        change.update(counts)
    for counts in old:
        change.subtract(counts)
    return Counter({spelling: times for spelling, times in change.items() if times})
