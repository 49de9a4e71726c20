"""The first pass over a build's pages: into one new segment of records, and into mentions."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from graph.build.options import LISTED, FoundOnPage, Progress
from graph.build.reading import READ, Context, PageRead, carry_batch, read_batch
from graph.build.sources import PageFile, Refusal, sha256
from graph.build.workers import Crew
from graph.errors import PageRefused
from graph.generations.segments import Records, SegmentWriter
from graph.pages import Mentions, PageEntry
from graph.records import OrganisationPath

READING: Final = "reading"
CARRYING: Final = "carrying"


class Gathering:
    """What is gathered for one generation, while it is.

    *mentions* are the pages in the new segment by key. *standing* are the keys of the given pages
    that did not change, *refused* those that could not be taken.
    """

    def __init__(self, segment: Path, context: Context, crew: Crew, progress: Progress) -> None:
        self.writer = SegmentWriter(segment)
        self.mentions: dict[str, Mentions] = {}
        self.standing: set[str] = set()
        self.refused: list[Refusal] = []
        self.findings: list[FoundOnPage] = []
        self.findings_read = 0
        self.read_pages = 0
        self.altered = 0
        self._context = msgspec.msgpack.encode(context)
        self._crew = crew
        self._progress = progress
        self._paths: dict[OrganisationPath, OrganisationPath] = {}

    def sort_out(self, pages: Iterable[PageFile], known: Records) -> list[PageFile]:
        """Return those of *pages* that must be read; the others stand as they are *known*."""
        return [page for page in pages if not self._stands(page, known)]

    def _stands(self, page: PageFile, known: Records) -> bool:
        try:
            same = known.with_sha256(sha256(page.read()))
        except PageRefused:
            return False
        entry = next((e for e in same if e.file_name == page.name and not e.withdrawn), None)
        if entry is None or entry.key in self.standing:
            return False
        self.standing.add(entry.key)
        return True

    def read(self, pages: list[PageFile]) -> None:
        """Read *pages*; of two that have one key the first is taken."""
        answers = self._crew.work(partial(read_batch, context=self._context), pages, len(pages))
        for page, answer in zip(pages, self._told(answers, READING, len(pages)), strict=True):
            if isinstance(answer, Refusal):
                self.refused.append(answer)
            elif self.has(answer.mentions.entry.key):
                self.refused.append(_twice(page, answer.mentions.entry.key))
            else:
                self.read_pages += 1
                self._note(answer)
                self._keep(answer)

    def carry(self, entries: Iterable[PageEntry], known: Records, pages: int) -> None:
        """Take over the pages of *entries* from the records *known*, less what is withheld now."""
        kept = ((entry, known.kept(entry)) for entry in entries)
        answers = self._crew.work(partial(carry_batch, context=self._context), kept, pages)
        for answer in self._told(answers, CARRYING, pages):
            if isinstance(answer, Refusal):
                self.refused.append(answer)
            else:
                self.altered += answer.altered
                self._keep(answer)

    def has(self, key: str) -> bool:
        """Whether a given page already speaks for *key*."""
        return key in self.mentions or key in self.standing

    def hand_over(self) -> list[Mentions]:
        """Return the pages in the new segment by key, and keep none: they take much memory."""
        return [self.mentions.pop(key) for key in sorted(self.mentions)]

    def _told(
        self, answers: Iterator[bytes], what: str, pages: int
    ) -> Iterator[PageRead | Refusal]:
        done = 0
        for answer in answers:
            batch = READ.decode(answer)
            done += len(batch)
            yield from batch
            self._progress(what, done, pages)

    def _keep(self, page: PageRead) -> None:
        key = page.mentions.entry.key
        self.writer.add_records([(key, page.content)])
        paths = tuple(self._paths.setdefault(path, path) for path in page.mentions.organisations)
        self.mentions[key] = msgspec.structs.replace(page.mentions, organisations=paths)

    def _note(self, page: PageRead) -> None:
        self.findings_read += len(page.findings)
        name = page.mentions.entry.file_name
        self.findings += (
            FoundOnPage(name, finding.line, finding.kind, finding.message)
            for finding in page.findings[: LISTED - len(self.findings)]
        )


def _twice(page: PageFile, key: str) -> Refusal:
    return Refusal(str(page), 1, f"another file gives the page {key} as well; give each page once")
