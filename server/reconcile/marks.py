"""Identifiers as they stand in tables: which register gave one, and what of ours bears it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from graph.registers.entry import Scheme
from graph.values import plain
from server.data.identifiers import SCHEMES
from server.reconcile.things import Thing, Things


class Mark(NamedTuple):
    """An identifier: who gives it, and the identifier itself, bare and in its official form."""

    scheme: Scheme
    value: str


_IN_ADDRESSES: Final[Mapping[Scheme, str]] = {
    "ytunnus": "/yritys/",
    "municipality": "/code/",
    "ror": "ror.org/",
    "eura": "projektikoodi=",
    "wikidata": "wikidata.org/",
    "isni": "isni.org/",
}
"""What stands before an identifier in the addresses at which it is found."""

_LAST: Final = re.compile(r"[/=]")


def read_mark(text: str) -> Mark | None:
    """Return the identifier that *text* is, bare or as an address; None when it is none."""
    told = text.strip()
    address = "://" in told
    for scheme, before in _IN_ADDRESSES.items():
        known = SCHEMES[scheme]
        if before in told or not address:
            found = known.pattern.fullmatch(_LAST.split(told)[-1] if address else told)
            official = known.canonical(found) if found else ""
            if official:
                return Mark(scheme, official)
    return None


def term_text(mark: Mark) -> str:
    """How *mark* stands in the graph: the text of a literal or of an IRI."""
    iri = SCHEMES[mark.scheme].iri
    return iri(mark.value).value if iri else mark.value


def bearers(things: Things, marks: Iterable[Mark]) -> Mapping[Mark, list[Thing]]:
    """Return what bears each of *marks*; all are asked for at once."""
    by_text = {term_text(mark): mark for mark in marks}
    if not by_text:
        return {}
    snapshot = things.snapshot
    # A question without a value would be about all of them.
    iris = [text for text, mark in by_text.items() if SCHEMES[mark.scheme].iri]
    numbers = [text for text, mark in by_text.items() if not SCHEMES[mark.scheme].iri] or ["-"]
    nothing = [snapshot.generation.iris.register().value]
    found: dict[Mark, list[Thing]] = defaultdict(list)
    for row in snapshot.table("identified", number=numbers, iri=iris or nothing):
        mark = by_text.get(str(plain(row["identifier"])))
        thing = things.thing(str(plain(row["entity"])))
        if mark and thing and thing not in found[mark]:
            found[mark].append(thing)
    return found
