"""From which score a link is published, and from which one a person is asked, by register.

Scores are calibrated by each linker, on gold lists, so that one table says it for all.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from graph.links.link import Relation


class Threshold(NamedTuple):
    """From *publish* on a link is published without a person; from *ask* on it waits for one."""

    publish: float = 0.9
    ask: float = 0.6


USUAL: Final = Threshold()
"""For a register and a relation of which nothing else is said."""

THRESHOLDS: Final[Mapping[tuple[str, Relation], Threshold]] = MappingProxyType(
    {
        ("municipalities", "identifier"): USUAL,
        ("yso-places", "location"): USUAL,
        ("ror", "sameAs"): USUAL,
        ("ytunnus", "identifier"): USUAL,
        ("eura", "registerRecord"): Threshold(0.86, 0.7),
        ("yso", "subject"): Threshold(0.46, 0.36),
        ("yso-places", "spatial"): Threshold(0.85, 0.7),
    }
)


def verdict(
    register: str, relation: Relation, score: float
) -> Literal["automatic", "pending"] | None:
    """What becomes of a link of that *score* of which nobody decided; None: it is left out."""
    threshold = THRESHOLDS.get((register, relation), USUAL)
    if score >= threshold.publish:
        return "automatic"
    return "pending" if score >= threshold.ask else None
