"""What a build stands on: its directory, its settings, the generation before it, its workers."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.build.fingerprint import fingerprint
from graph.build.options import BuildOptions, Progress
from graph.build.reading import Context
from graph.build.sources import printable, sha256
from graph.build.workers import Crew
from graph.errors import SettingsError
from graph.generations.directory import NAMES, DataDirectory
from graph.generations.durable import TEMPORARY, drop, replace_file, writing
from graph.generations.generation import INDEX, RECORDS, STORE, Generation
from graph.generations.journal import NOTHING
from graph.generations.lock import only_writer
from graph.generations.manifest import later_than, time_of
from graph.generations.retention import sweep
from graph.generations.settings import DirectorySettings, base_iri
from graph.identity.ledger import Ledger, LedgerChanges
from graph.links.decisions import in_effect, read_decided, successors
from graph.links.linking import Linking, Weighing
from graph.names.book import NameBook
from graph.register import load_register
from graph.registers.kept import Registers
from ontology.iris import Iris

DEFAULT_REGISTER = "oulu"
DIGITS: Final = 12
"""So many digits of a hash tell one file of names from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that is fixed while one build runs; *part* is the folder of the new generation.

    *head* is the last of the writes to be made again on what the pages give. With *anew*,
    everything is told and linked anew, from the records that are kept.
    """

    directory: DataDirectory
    base: Generation | None
    book: NameBook
    ledger: Ledger
    fingerprint: str
    context: Context
    iris: Iris
    crew: Crew
    progress: Progress
    part: Path
    segment: str
    sources: tuple[str, ...]
    head: str
    anew: bool = False

    @property
    def store_path(self) -> Path:
        """The folder of the new store."""
        return self.part / STORE

    @property
    def index_path(self) -> Path:
        """The folder of the new search index."""
        return self.part / INDEX

    @property
    def segment_path(self) -> Path:
        """The file of the new segment of records."""
        return self.part / RECORDS / self.segment

    @property
    def is_remade(self) -> bool:
        """Whether everything changes: there is nothing before, or it was made otherwise."""
        if self.base is None:
            return True
        before = self.base.manifest
        return (before.fingerprint, before.contacts) != (self.fingerprint, self.context.contacts)

    @property
    def is_relinked(self) -> bool:
        """Whether everything is linked anew, as with other registers than before."""
        before = self.base.manifest.registers if self.base else {}
        return self.anew or before != self.context.registers

    @property
    def decided_path(self) -> Path:
        """The file in which the processes of the build find what people decided."""
        return self.part / f"{TEMPORARY}decided"

    def linking(self, changes: LedgerChanges) -> Linking:
        """What links the entities, whose slugs are those of the ledger with these *changes*."""
        context, folder = self.context, self.directory.path
        decided = read_decided(folder) if context.registers else []
        decisions = in_effect(decided, successors(self.ledger, changes))
        return Linking(Weighing(Registers.open(folder, context.registers), decisions), self.book)

    def leave(self) -> None:
        """Let go of what was open, and remove what was not published."""
        self.ledger.close()
        if self.base is not None:
            self.base.close()
        drop(self.part)


@contextmanager
def lay_ground(folder: Path, options: BuildOptions, progress: Progress) -> Iterator[Ground]:
    """Hold the data directory *folder* for one build, made if it is new, and sweep up after it.

    Raises DataDirectoryError and SettingsError.
    """
    with writing(folder):
        DataDirectory.refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with only_writer(folder, options.patience):
            directory = _opened(folder)
            sweep(directory)
            directory.settings = _wanted(directory, options)
            with Crew(options.jobs) as crew:
                ground = _lay(directory, options, crew, progress)
                try:
                    yield ground
                finally:
                    ground.leave()


def _opened(folder: Path) -> DataDirectory:
    """The data directory as it is kept, or a new one."""
    if DataDirectory.is_one(folder):
        return DataDirectory.open(folder)
    return DataDirectory.create(folder, DirectorySettings(register=load_register(DEFAULT_REGISTER)))


def _wanted(directory: DataDirectory, options: BuildOptions) -> DirectorySettings:
    """The settings that *options* ask for; they are kept once they are published."""
    settings = directory.settings
    base = base_iri(options.base) if options.base else settings.base
    if base != settings.base and not directory.is_empty():
        raise SettingsError(
            f"{directory.path}: its base IRI is {settings.base} and stays so;"
            " build into a new data directory for another one"
        )
    return msgspec.structs.replace(
        settings,
        base=base,
        contacts=options.contacts or settings.contacts,
        register=options.register or settings.register,
        names=_kept_names(directory, options.names) if options.names else settings.names,
    )


def _kept_names(directory: DataDirectory, path: Path) -> str:
    """Copy the file of names into the directory under a name of its own; return that name."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: the names cannot be read: {error.strerror}") from error
    NameBook.load(directory.settings.register, path)
    name = f"{NAMES}-{sha256(content)[:DIGITS]}{path.suffix.lower()}"
    replace_file(directory.path / name, content)
    return name


def _lay(directory: DataDirectory, options: BuildOptions, crew: Crew, progress: Progress) -> Ground:
    settings = directory.settings
    base = None if directory.is_empty() else directory.generation()
    ledger = Ledger(directory.ledger_path)
    token = secrets.token_hex(4)
    latest = max(map(time_of, directory.ids()), default=None)
    now = later_than(latest, options.now or datetime.now(UTC))
    context = _context(directory, options, now, ledger)
    part = directory.generations_folder / f"{TEMPORARY}{token}"
    (part / RECORDS).mkdir(parents=True)
    return Ground(
        directory=directory,
        base=base,
        book=context.book(),
        ledger=ledger,
        fingerprint=fingerprint(settings.register, context.book()),
        context=context,
        iris=Iris(settings.base),
        crew=crew,
        progress=progress,
        part=part,
        sources=tuple(printable(source.name) for source in options.sources),
        head=base.manifest.head if base else NOTHING,
        segment=f"{now:%Y%m%dT%H%M%S}-{token}.sqlite",
    )


def _context(
    directory: DataDirectory, options: BuildOptions, now: datetime, ledger: Ledger
) -> Context:
    settings, names = directory.settings, directory.names_path
    return Context(
        register=settings.register,
        base=settings.base,
        contacts=settings.contacts,
        day=now.astimezone().date(),
        now=now,
        secret=settings.secret,
        names=str(names or ""),
        names_digest=sha256(names.read_bytes()) if names else "",
        check=options.check,
        forgotten=ledger.forgotten(),
        folder=str(directory.path.absolute()),
        registers=settings.registers,
    )
