"""What the values of parameters mean: words of concept schemes, or slugs of entities."""

from collections.abc import Mapping
from typing import Final

from graph.search.document import Kind

SCHEMES: Final[Mapping[str, str]] = {
    "phase": "phase",
    "instrument": "instrument",
    "kind": "organisation-kind",
    "role": "role",
}
"""The facets whose values are words of a concept scheme."""

ENTITIES: Final[Mapping[str, Kind]] = {
    "portfolio": "portfolio",
    "funder": "organisation",
    "implementer": "organisation",
    "partner": "organisation",
    "participant": "organisation",
    "municipality": "organisation",
    "subject": "subject",
    "place": "place",
}
"""The facets whose values are entities, or concepts of a register, by their slugs."""
