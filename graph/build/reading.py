"""The first pass: from bytes to the record that may be kept, and to the names on the page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from graph.build.checking import PageChecker
from graph.build.sources import PageFile, Refusal
from graph.entities import mentions_of
from graph.errors import PageRefused
from graph.extract.page import Reading, read_page
from graph.generations.segments import pack, unpack
from graph.identity.people import evidence
from graph.identity.slugs import plain_slug
from graph.names.book import NameBook
from graph.pages import Evidence, Mentions, PageEntry, Shown
from graph.privacy.forgetting import Forgetting
from graph.privacy.policy import Contacts, shown, stricter
from graph.privacy.withholding import withhold
from graph.records import Finding, PageRecord
from graph.register import Register
from ontology.iris import Iris


@lru_cache(maxsize=1)
def names_of(register: bytes, path: str, digest: str) -> NameBook:
    """The book of names for a *register* as JSON, with those of the file at *path*, if any.

    *digest* is the hash of the file, so that a file of other content is another book.
    """
    del digest
    described = msgspec.json.decode(register, type=Register)
    return NameBook.load(described, Path(path) if path else None)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """All that the passes of one build must know.

    *names* is the path of further names, if any; without *check* the shapes are not asked.
    *registers* are those of others, by name and digest, that the data directory *folder* keeps.
    """

    register: Register
    base: str
    contacts: Contacts
    day: date
    now: datetime
    secret: bytes
    names: str = ""
    names_digest: str = ""
    check: bool = True
    forgotten: dict[bytes, frozenset[bytes]] = {}
    folder: str = ""
    registers: dict[str, str] = {}

    def book(self) -> NameBook:
        """The book of names, read once in a process."""
        return names_of(msgspec.json.encode(self.register), self.names, self.names_digest)


class PageRead(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page that was read: whom it names, what to look at, and its packed record.

    Nothing of what is withheld is in it any more; *altered*: some of it was kept before.
    """

    mentions: Mentions
    content: bytes
    findings: tuple[Finding, ...] = ()
    altered: bool = False


READ: Final = msgspec.msgpack.Decoder(list[PageRead | Refusal])


class PageReader:
    """Reads pages as one build does."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._reading = Reading(context.register, context.book())
        self._forgetting = Forgetting(context.forgotten, context.secret)
        self._checker = (
            PageChecker(Iris(context.base), context.register.language, context.day)
            if context.check
            else None
        )

    def read(self, page: PageFile) -> PageRead | Refusal:
        """Return what the file says, or why it cannot be read."""
        try:
            record = read_page(page.read(), page.name, self._reading)
        except PageRefused as refused:
            return Refusal(str(page), refused.line, refused.reason)
        signs = [evidence(c, record.key, self.context.secret) for c in record.contacts]
        return self.keep(record, signs, Shown.FULL, self.context.now)

    def carry(self, entry: PageEntry, content: bytes) -> PageRead | Refusal:
        """Return what an earlier generation kept of a page, less what is withheld by now."""
        kept = self.keep(unpack(content), entry.evidence, entry.shown, entry.read_at)
        if isinstance(kept, Refusal):
            return kept
        return msgspec.structs.replace(kept, altered=kept.content != content)

    def keep(
        self, record: PageRecord, signs: Sequence[Evidence], known: Shown, read_at: datetime
    ) -> PageRead | Refusal:
        """Return the part of *record* that may be kept; no more than *known* of it is there."""
        record, signs = self._forgetting.scrub(record, signs)
        level = stricter(shown(record, self.context.contacts, self.context.day), known)
        record = withhold(record, level)
        if level is Shown.NOBODY:
            signs = ()
        mentions = _mentions(record, signs, level, read_at)
        fault = self._checker.fault(record, mentions.entry) if self._checker else None
        if fault is not None:
            return Refusal(record.source.file_name, fault.line, fault.reason)
        return PageRead(mentions=mentions, content=pack(record), findings=record.findings)


def _mentions(
    record: PageRecord, signs: Sequence[Evidence], level: Shown, read_at: datetime
) -> Mentions:
    entry = PageEntry(
        key=record.key,
        file_name=record.source.file_name,
        sha256=record.source.sha256,
        read_at=read_at,
        slug=plain_slug(record.name.text),
        name=record.name.text,
        shown=level,
        start=record.start.value if record.start else None,
        end=record.end.value if record.end else None,
        evidence=tuple(signs),
        findings=len(record.findings),
    )
    return mentions_of(record, entry)


@lru_cache(maxsize=1)
def _reader(context: bytes) -> PageReader:
    return PageReader(msgspec.msgpack.decode(context, type=Context))


def read_batch(pages: Iterable[PageFile], context: bytes) -> bytes:
    """Return what the *pages* say, a list of PageRead or Refusal as MessagePack."""
    reader = _reader(context)
    return msgspec.msgpack.encode([reader.read(page) for page in pages])


def carry_batch(kept: Iterable[tuple[PageEntry, bytes]], context: bytes) -> bytes:
    """Return what may still be kept of pages read before, a list of PageRead as MessagePack."""
    reader = _reader(context)
    return msgspec.msgpack.encode([reader.carry(entry, content) for entry, content in kept])
