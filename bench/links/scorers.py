"""Every list that is scored, and everything that is timed."""

from typing import Final

from bench.links.answers import Scorer, Timer
from bench.links.organisations import (
    linked_organisations,
    municipality_answers,
    organisation_answers,
)
from bench.links.projects import (
    linked_projects,
    place_answers,
    record_answers,
    strict_subject_answers,
    subject_answers,
)

SCORERS: Final[tuple[Scorer, ...]] = (
    organisation_answers,
    municipality_answers,
    record_answers,
    place_answers,
    subject_answers,
    strict_subject_answers,
)
"""In the order in which they are printed."""

TIMERS: Final[tuple[Timer, ...]] = (linked_organisations, linked_projects)
"""In the order in which they are printed."""
