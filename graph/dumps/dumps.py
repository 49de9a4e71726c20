"""The files of one generation: which there can be, which there are, and how one is made."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from graph.dumps.graphs import FORMATS, dump
from graph.dumps.kept import COMPRESSIONS, KeptFile, finish, note, noted
from graph.dumps.tables import CSV, ENDINGS, PARQUET, published, write_csv, write_parquet
from graph.errors import UnknownEntity
from graph.generations.directory import DUMPS, DataDirectory
from graph.generations.durable import TEMPORARY, drop, writing
from graph.generations.generation import Generation
from graph.questions.library import Library

GRAPH: Final = "salkku"
"""The name of the files with the graph, before their endings."""

OFFERED: Final = ("nq", "trig", "ttl", "jsonld")
"""The formats in which the graph is made unasked; the others are for who asks."""


COUNTS: Final = ("entities_by_class", "links_by_register", "triples_by_property")
"""The tables that count what there is: small at any size, and what descriptions are made of."""

GRAPHS: Final = tuple(f"{GRAPH}.{ending}" for ending in OFFERED)
"""The names of the files with the graph that are made unasked."""


def offered(library: Library) -> tuple[str, ...]:
    """The names of all files that are made unasked: of the graph, then of the tables."""
    tables = [question.name for question in published(library)]
    return (*GRAPHS, *(f"{name}.{ending}" for name in tables for ending in ENDINGS))


class Dumps:
    """The files of *generation* in a data directory."""

    def __init__(self, directory: DataDirectory, generation: Generation, library: Library) -> None:
        self.generation = generation
        self.folder = directory.path / DUMPS / generation.id
        self._library = library

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The names of all files that are made unasked."""
        return offered(self._library)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files that there can be."""
        others = (f"{GRAPH}.{ending}" for ending in FORMATS if ending not in OFFERED)
        return (*self.offered, *others)

    def kept(self) -> Mapping[str, KeptFile]:
        """The files that are there, by name. Raises DataDirectoryError."""
        return {file.name: file for file in noted(self.folder)}

    def path(self, name: str) -> Path:
        """Where the file of that *name*, or a compressed one, is when it is there."""
        return self.folder / name

    def touch(self) -> None:
        """Note that somebody took a file: the others stay for who comes next."""
        with suppress(OSError):  # it went meanwhile, with its generation
            os.utime(self.folder)

    def missing(self, up_to: int) -> list[str]:
        """The names of the files that are to be made unasked, and are not there yet.

        Of a generation of more than *up_to* statements these are only the tables that count. Those
        that were begun and not finished come last: what ended that process may end this one.
        """
        kept = self.kept()
        is_large = self.generation.manifest.counts.quads > up_to
        unasked = [f"{name}.{CSV}" for name in COUNTS] if is_large else self.offered
        missing = (name for name in unasked if name not in kept)
        return sorted(missing, key=lambda name: self._desk(name).exists())

    def make(self, name: str) -> KeptFile:
        """Return the file of that *name*, made if it is not there yet.

        One process may do so at a time. Raises UnknownEntity when there is no such file, or when
        the generation is dropped meanwhile; QueryError, StoreError, DataDirectoryError.
        """
        if name not in self.names:
            raise UnknownEntity(f"{name!r} is no file of a generation")
        self._refuse_dropped()
        kept = self.kept().get(name) or self._made(name)
        self._refuse_dropped()
        return kept

    def _refuse_dropped(self) -> None:
        """Let no file outlive its generation, whose end may have come while it was made."""
        if not self.generation.folder.exists():
            drop(self.folder)
            raise UnknownEntity(
                f"the generation {self.generation.id} was dropped; take the current one"
            )

    def _made(self, name: str) -> KeptFile:
        """The file, made in a folder of its own, so that nobody takes a part for the whole."""
        desk = self._desk(name)
        with writing(desk):
            shutil.rmtree(desk, ignore_errors=True)
            desk.mkdir(parents=True)
            self._write(name, desk / name)
            kept = finish(desk / name)
            for file in _files(name, kept):
                (desk / file).replace(self.folder / file)
            note(self.folder, kept)
            desk.rmdir()
        return kept

    def _desk(self, name: str) -> Path:
        """The folder in which a file is made."""
        return self.folder / f"{TEMPORARY}{name}"

    def _write(self, name: str, path: Path) -> None:
        stem, _, ending = name.rpartition(".")
        if stem == GRAPH:
            dump(self.generation, ending, path)
        elif ending == PARQUET:
            source = self.make(f"{stem}.{CSV}").name
            write_parquet(self.path(source), self._library[stem], path)
        else:
            write_csv(self.generation, self._library[stem], path)


def _files(name: str, kept: KeptFile) -> Iterator[str]:
    """The names of the files that come with one: itself, and compressed."""
    yield name
    yield from (f"{name}{COMPRESSIONS[how]}" for how in kept.compressed)
