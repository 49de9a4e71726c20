"""The linker that proposes subjects."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from graph.links.link import Proposal
from graph.links.subjects.lists import Lists, read_lists
from graph.links.subjects.mentions import Mention, mentions
from graph.links.subjects.weighing import Page, Weighing
from graph.links.text.forms import known
from graph.links.text.labels import Labels
from graph.links.text.passages import ReadPassage, read_passages
from graph.names.book import NameBook
from graph.records import PageRecord
from graph.registers.kept import Registers

REGISTER: Final = "yso"

MOST: Final = 8
"""So many subjects a project has at most."""

TOLD: Final = 4
"""So many places in the text are told as evidence of one subject."""


class SubjectLinker:
    """Proposes concepts of YSO as subjects, by their *labels*."""

    def __init__(self, labels: Labels, lists: Lists) -> None:
        self._labels = labels
        self._lists = lists
        self._weighing = Weighing(labels, lists)

    @classmethod
    def of(cls, registers: Registers, book: NameBook) -> Self | None:  # noqa: ARG003 - as every linker
        """Return the linker; None when YSO is not loaded."""
        register = registers.get(REGISTER)
        if register is None:
            return None
        lists = read_lists()
        return cls(Labels.of(register.folder, register.entries).called(lists.called), lists)

    def propose(self, record: PageRecord) -> Iterator[Proposal]:
        """Yield the likeliest subjects of a page's project, the likeliest first."""
        said = [one for one in read_passages(record) if one.kind != "money"]
        by_concept = self._by_concept(said)
        page = self._page(said, frozenset(by_concept))
        proposals = [
            _proposal(each, self._weighing.score(each, page)) for each in by_concept.values()
        ]
        yield from sorted(proposals, key=_rank)[:MOST]

    def _by_concept(self, said: Sequence[ReadPassage]) -> dict[str, list[Mention]]:
        """What passages say of each concept, by its IRI."""
        by_concept: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions(self._labels, self._lists, said):
            by_concept[mention.sense.iri].append(mention)
        return by_concept

    def _page(self, said: Iterable[ReadPassage], concepts: frozenset[str]) -> Page:
        """The words of passages, alone or inside of compounds; not those that every page says."""
        forms = [known(token.form) for one in said for token in one.tokens]
        words = Counter(word for form in forms for word in {*form.bases, *form.parts})
        telling = {word: times for word, times in words.items() if word not in self._lists.general}
        return Page(Counter(telling), len(forms), concepts)


def _proposal(said: Sequence[Mention], score: float) -> Proposal:
    """The proposal of the concept of which all this is *said*, with that *score*."""
    words = dict.fromkeys(f"{mention.kind}: {mention.words}" for mention in said)
    return Proposal(
        register=REGISTER,
        relation="subject",
        target=said[0].sense.iri,
        score=round(score, 2),
        method="label" if any(mention.whole for mention in said) else "compound",
        evidence=(*[*words][:TOLD], f"{REGISTER}: {said[0].sense.label}"),
    )


def _rank(proposal: Proposal) -> tuple[float, str]:
    return -proposal.score, proposal.target
