"""One generation, open for reading: its store, its records, its manifest."""

from contextlib import closing
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.errors import DataDirectoryError, StoreError
from graph.generations.manifest import Manifest, read_manifest
from graph.generations.segments import Records, open_records
from graph.identity.ledger import Ledger
from graph.identity.redirects import FILE as REDIRECTS
from graph.identity.redirects import Redirects
from graph.pages import PageEntry
from graph.records import PageRecord
from graph.register import Register
from graph.registers.kept import FOLDER as REGISTERS
from graph.registers.kept import Registers
from graph.search.index import SearchIndex
from ontology.iris import Iris

STORE: Final = "store"
PAGES: Final = "pages"
"""The store of what pages give, beside the published one when something was written as well."""

RECORDS: Final = "records"
INDEX: Final = "index"
"""The index by which all that is published is found."""


class Generation:
    """The graph as it was at one time; what it holds never changes while it is open."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        self.records: Records = open_records(folder / RECORDS, self.manifest.segments)
        self._ledger = ledger

    @property
    def id(self) -> str:
        """Its id; whatever is cached of it may be kept under this."""
        return self.manifest.id

    @property
    def time(self) -> datetime:
        """When it was made."""
        return self.manifest.time

    @property
    def register(self) -> Register:
        """The register that it describes."""
        return self.manifest.register

    @cached_property
    def iris(self) -> Iris:
        """The IRIs below its base."""
        return Iris(self.manifest.base)

    @cached_property
    def registers(self) -> Registers:
        """The registers of others with which it was linked, by name.

        Raises DataDirectoryError when one is not there any more.
        """
        own = (self.folder / REGISTERS).is_dir()
        home = self.folder if own else self._ledger.parent  # where an older Salkku left them
        return Registers.open(home, self.manifest.registers)

    @cached_property
    def store_path(self) -> Path:
        """The folder of its store."""
        return self.folder / STORE

    @property
    def pages_path(self) -> Path:
        """The folder of the store of what its pages give, without what was written."""
        return self.folder / (STORE if self.manifest.writes is None else PAGES)

    @property
    def index_path(self) -> Path:
        """The folder of its search index."""
        return self.folder / INDEX

    def open_store(self) -> Store:
        """Return its store, read-only.

        Raises StoreError when the engine cannot open it.
        """
        return _opened(self.store_path)

    def open_pages(self) -> Store:
        """Return the store of what its pages give, read-only. Raises StoreError."""
        return _opened(self.pages_path)

    def open_index(self) -> SearchIndex:
        """Return its search index.

        Raises DataDirectoryError when it has none, as an older Salkku made none, or a damaged one.
        """
        if not self.index_path.is_dir():
            raise DataDirectoryError(
                f"{self.folder}: this generation was made without a search index; salkku build"
                " makes one with the next generation"
            )
        return SearchIndex.open(self.index_path)

    def page(self, key: str) -> PageRecord | None:
        """The record of the page *key*, or None when it is unknown or withdrawn."""
        return self.records.record(key)

    def page_of(self, slug: str) -> PageRecord | None:
        """The record of the page of the project *slug*, or None."""
        entry = self.records.with_slug(slug)
        return None if entry is None else self.records.record(entry.key)

    def withdrawn(self, slug: str) -> PageEntry | None:
        """The tombstone of the project *slug*, or None when it stands or was never there."""
        entry = self.records.with_slug(slug)
        return entry if entry is not None and entry.withdrawn else None

    def redirect(self, kind: str, slug: str) -> str | None:
        """The slug under which the entity once called *slug* is known now, or None."""
        return self._redirects.of(kind, slug)

    @cached_property
    def _redirects(self) -> Redirects:
        if (self.folder / REDIRECTS).is_file():
            return Redirects.read(self.folder)
        with closing(Ledger(self._ledger)) as ledger:  # an older Salkku kept them there alone
            return Redirects(ledger.redirects())

    def close(self) -> None:
        """Let go of the records."""
        self.records.close()


def _opened(path: Path) -> Store:
    if not path.is_dir():
        raise StoreError(
            f"{path}: the graph is not here; where it is at an engine, ask the engine, or the"
            " server before it"
        )
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error}") from error
