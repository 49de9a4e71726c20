"""How much of the truth was found, and how much of what was found is true."""

from collections import Counter, defaultdict
from typing import NamedTuple

from bench.facts import Fact, facts
from bench.generator import Truth
from graph.records import PageRecord

REFUSED = Fact("refused", (), 1)
OPEN_ENDED = frozenset(("section text",))
"""Fields of which the truth tells a part: what is found beyond it counts as neither."""

LINES = frozenset(("participant line", "allocation line"))
"""Fields that hold numbers of lines."""


class Misread(NamedTuple):
    """A fact of a file that was missed, or one that is not there."""

    file_name: str
    damage: str
    fact: Fact
    verdict: str

    def __str__(self) -> str:
        value = " | ".join(map(str, self.fact.value))
        note = f" [{self.damage}]" if self.damage else ""
        return f"{self.file_name}:{self.fact.line}: {self.verdict} {self.fact.field}: {value}{note}"


class Page(NamedTuple):
    """A page that is being compared."""

    file_name: str
    truth: Truth

    def misread(self, fact: Fact, verdict: str = "missed") -> Misread:
        """That *fact* of this page was misread."""
        return Misread(self.file_name, self.truth.damage, fact, verdict)


class Tally(NamedTuple):
    """How often a field was *found*, *missed* where it was, and *invented* where it was not."""

    found: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is true; 1 where nothing was found."""
        return _share(self.found, self.invented)

    @property
    def recall(self) -> float:
        """The share of the truth that was found; 1 where there was nothing to find."""
        return _share(self.found, self.missed)

    def __add__(self, other: object) -> "Tally":
        """Both together."""
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


class Scoring:
    """Counts page by page, and keeps what was misread."""

    def __init__(self) -> None:
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.misread: list[Misread] = []

    def add(self, file_name: str, truth: Truth, record: PageRecord | None) -> None:
        """Compare what was read of a file with the *truth*; *record* None: it was refused."""
        expected, found = _facts(truth.record), _facts(record)
        fields = expected.keys() | found.keys()
        for field in fields if truth.lined else fields - LINES:
            self._compare(field, Page(file_name, truth), expected[field], found[field])

    def _compare(self, field: str, page: Page, expected: list[Fact], found: list[Fact]) -> None:
        wanted, got = (Counter(fact.value for fact in side) for side in (expected, found))
        closed = page.truth.whole and field not in OPEN_ENDED
        missed, invented = wanted - got, got - wanted if closed else Counter()
        self.tallies[field] += Tally((wanted & got).total(), missed.total(), invented.total())
        self.misread += [page.misread(fact) for fact in expected if fact.value in missed]
        self.misread += [page.misread(fact, "invented") for fact in found if fact.value in invented]


def _facts(record: PageRecord | None) -> defaultdict[str, list[Fact]]:
    """The facts of *record* by field."""
    by_field: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in [REFUSED] if record is None else facts(record):
        by_field[fact.field].append(fact)
    return by_field
