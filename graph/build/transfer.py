"""A data directory in one archive, to be kept elsewhere and unpacked again."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Final

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize

from graph.answers.answering import answer_anew
from graph.answers.side import Side
from graph.build.loading import PIECE, Loader
from graph.build.sources import DAMAGED
from graph.errors import DataDirectoryError
from graph.generations.directory import GENERATIONS, LEDGER, DataDirectory
from graph.generations.durable import TEMPORARY, drop, sync_file, sync_folder, writing
from graph.generations.generation import INDEX, PAGES, RECORDS, STORE, Generation
from graph.generations.journal import WRITES, Journal
from graph.generations.lock import only_writer
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.manifest import Manifest, decode_manifest
from graph.generations.publishing import publish
from graph.generations.received import refuse_received
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import READER, DirectorySettings, decode_settings
from graph.identity.ledger import Ledger, LedgerChanges
from graph.links.decisions import FILE as DECISIONS
from graph.quads.content import Content, hash_of_lines
from graph.questions.library import load_library
from graph.registers.keeping import complete
from graph.registers.kept import ABOUT, ENTRIES, GRAPH, KeptRegister
from graph.registers.kept import FOLDER as REGISTERS
from graph.search.filling.indexing import index_all
from graph.search.filling.stored import StoredEntities
from graph.search.filling.touched import FILE as TOUCHED
from graph.writes.contradictions import FILE as CONTRADICTIONS
from ontology.iris import Iris

DEFAULT: Final = "default.nt"
NAMED: Final = "named.nq"
GRAPHS: Final = "graphs.txt"
"""The names of the graphs, a line each: what was written may be empty."""


def export_archive(directory: DataDirectory, generation: Generation, path: Path) -> None:
    """Write all that is needed to have *generation* elsewhere into the zip archive *path*.

    That is its graph, its records, its writes, the ledger, the registers of others, what people
    decided on links to them, and the settings; among them the secret
    that keys the hashes of people, so the archive is for the register's keeper alone. Tokens stay
    at home, and so does the search index, which follows from the graph. Raises DataDirectoryError,
    also in a copy, which has no settings.
    """
    refuse_received(directory.path)
    part = path.with_name(f"{TEMPORARY}{path.name}")
    with writing(path):
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, file in _files(directory, generation):
                    archive.write(file, name)
                _write_graph(archive, STORE, generation.open_store())
                if generation.manifest.writes is not None:
                    _write_graph(archive, PAGES, generation.open_pages())
            part.replace(path)
        finally:
            drop(part)


def _files(directory: DataDirectory, generation: Generation) -> Iterator[tuple[str, Path]]:
    yield SETTINGS, directory.path / SETTINGS
    yield MANIFEST, generation.folder / MANIFEST
    yield LEDGER, directory.ledger_path
    if directory.names_path is not None:
        yield directory.names_path.name, directory.names_path
    for name in generation.manifest.segments:
        yield f"{RECORDS}/{name}", generation.folder / RECORDS / name
    for path in Journal(directory.path).paths(generation.manifest.head):
        yield f"{WRITES}/{path.name}", path
    for name in (CONTRADICTIONS, TOUCHED):
        if (generation.folder / name).exists():
            yield name, generation.folder / name
    if (directory.path / DECISIONS).exists():
        yield DECISIONS, directory.path / DECISIONS
    for folder in _register_folders(directory.settings, generation.manifest):
        for file in (ABOUT, ENTRIES, GRAPH):
            yield f"{REGISTERS}/{folder}/{file}", directory.path / REGISTERS / folder / file


def _register_folders(settings: DirectorySettings, manifest: Manifest) -> set[str]:
    """The folders of the registers that are loaded, or with which the generation was made."""
    named = (settings.registers, manifest.registers)
    return {f"{name}-{digest}" for some in named for name, digest in some.items()}


def _write_graph(archive: zipfile.ZipFile, folder: str, store: Store) -> None:
    """Write what *store* holds into the *folder* of the archive."""
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    archive.writestr(f"{folder}/{GRAPHS}", "".join(f"{graph}\n" for graph in graphs))
    with archive.open(f"{folder}/{DEFAULT}", "w", force_zip64=True) as file:
        store.dump(file, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    with archive.open(f"{folder}/{NAMED}", "w", force_zip64=True) as file:
        for graph in store.named_graphs():
            serialize(store.quads_for_pattern(None, None, None, graph), file, RdfFormat.N_QUADS)


def import_archive(path: Path, folder: Path) -> Manifest:
    """Make a data directory of the new or empty *folder* from the archive at *path*.

    Returns the manifest of its generation. Raises DataDirectoryError when the archive is damaged
    or the folder is in use.
    """
    _refuse_taken(folder)
    with _archive(path) as archive, writing(folder):
        manifest = decode_manifest(archive.read(MANIFEST), path)
        settings = decode_settings(archive.read(SETTINGS), path)
        if manifest.base != settings.base:
            raise DataDirectoryError(f"{path}: its parts have two base IRIs; export it again")
        DataDirectory.refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with only_writer(folder):
            directory = DataDirectory.create(folder, settings)
            part = directory.generations_folder / f"{TEMPORARY}import"
            try:
                _unpack(archive, directory, manifest, part)
                publish(directory, part, manifest, LedgerChanges())
            finally:
                drop(part)
                _leave_if_empty(directory)
    return manifest


def _refuse_taken(folder: Path) -> None:
    """Raise DataDirectoryError when something was ever published in *folder*, or forgotten.

    An archive that is older than a forgetting knows nothing of it, and would undo it.
    """
    if not DataDirectory.is_one(folder):
        return
    directory = DataDirectory.open(folder)
    with closing(Ledger(directory.ledger_path)) as ledger:
        if directory.is_empty() and ledger.forgotten():
            raise DataDirectoryError(
                f"{folder}: somebody was forgotten here, of whom the archive may tell; name a new"
                " folder, and forget them there again before it is served"
            )
    if not directory.is_empty() or directory.ledger_path.exists():
        raise DataDirectoryError(
            f"{folder}: is a data directory already; name an empty or a new folder"
        )


def _leave_if_empty(directory: DataDirectory) -> None:
    """Let the folder be as new if nothing was published in it, so that it takes another archive."""
    if directory.is_empty():
        for name in (GENERATIONS, LEDGER, SETTINGS, READER, WRITES, REGISTERS, DECISIONS):
            drop(directory.path / name)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (*DAMAGED, KeyError, SyntaxError) as error:
        raise DataDirectoryError(
            f"{path}: not an archive that salkku export made, or a damaged one: {error}"
        ) from error


def _unpack(
    archive: zipfile.ZipFile, directory: DataDirectory, manifest: Manifest, part: Path
) -> None:
    """Put the files and the stores of the generation into the folder *part*."""
    names = (manifest.id, *manifest.segments, directory.settings.names)
    if any(Path(name).name != name for name in names):
        raise DataDirectoryError(f"{archive.filename}: names files outside of it; do not use it")
    (part / RECORDS).mkdir(parents=True)
    for segment in manifest.segments:
        _copy(archive, f"{RECORDS}/{segment}", part / RECORDS / Path(segment).name)
    _copy(archive, LEDGER, directory.ledger_path)
    with closing(Ledger(directory.ledger_path)) as ledger:
        ledger.forgotten()
    if directory.names_path is not None:
        _copy(archive, directory.names_path.name, directory.names_path)
    _unpack_store(archive, part / STORE, manifest.counts.quads, manifest.hash)
    _unpack_registers(archive, directory, manifest)
    if manifest.writes is not None:
        _unpack_store(archive, part / PAGES, manifest.pages.quads, manifest.pages_hash)
        _unpack_writes(archive, directory, manifest, part)
    index_all(part / INDEX, _entities(part / STORE, manifest))
    answer_anew(_side(part, manifest), load_library())


def _unpack_registers(
    archive: zipfile.ZipFile, directory: DataDirectory, manifest: Manifest
) -> None:
    """Put the registers of others into the *directory*, and what people decided on links."""
    for name in _register_folders(directory.settings, manifest):
        if Path(name).name != name:
            raise DataDirectoryError(f"{archive.filename}: names files outside of it")
        folder = directory.path / REGISTERS / name
        folder.mkdir(parents=True)
        for file in (ABOUT, ENTRIES, GRAPH):
            _copy(archive, f"{REGISTERS}/{name}/{file}", folder / file)
        complete(folder, [*KeptRegister(folder).entries()])
    if DECISIONS in archive.namelist():
        _copy(archive, DECISIONS, directory.path / DECISIONS)


def _entities(store: Path, manifest: Manifest) -> StoredEntities:
    """What the *store* tells, whose generation has that *manifest*."""
    opened = Store.read_only(str(store))
    return StoredEntities(opened, Iris(manifest.base), manifest.register.language)


def _side(part: Path, manifest: Manifest) -> Side:
    """The generation in the folder *part*, to be asked."""
    store, iris = Store.read_only(str(part / STORE)), Iris(manifest.base)
    return Side(part, store, iris, manifest.register.language, manifest.day)


def _unpack_store(archive: zipfile.ZipFile, store: Path, quads: int, digest: str) -> None:
    """Make the *store* of the graph in the archive's folder of its name."""
    with Loader(store) as loader:
        for name, is_default in ((DEFAULT, True), (NAMED, False)):
            with archive.open(f"{store.name}/{name}") as file:
                _load(loader, file, hashed=is_default)
        for graph in archive.read(f"{store.name}/{GRAPHS}").decode().splitlines():
            loader.store.add_graph(NamedNode(graph))
        loader.settle()
        content = loader.finish()
    if (content.quads, content.digest) != (quads, digest):
        raise DataDirectoryError(
            f"{archive.filename}: the graph is not the one that the manifest describes;"
            " the archive is damaged"
        )


def _unpack_writes(
    archive: zipfile.ZipFile, directory: DataDirectory, manifest: Manifest, part: Path
) -> None:
    """Put the journal into the *directory*, and see that it is whole."""
    journal = Journal(directory.path)
    journal.folder.mkdir()
    for name in archive.namelist():
        if name.startswith(f"{WRITES}/"):
            _copy(archive, name, journal.folder / Path(name).name)
    journal.writes(manifest.head)
    sync_folder(journal.folder)
    for name in {CONTRADICTIONS, TOUCHED} & {*archive.namelist()}:
        _copy(archive, name, part / name)


def _copy(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    with archive.open(name) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    sync_file(path)


def _load(loader: Loader, file: IO[bytes], *, hashed: bool) -> None:
    """Load the lines of *file* in pieces."""
    while lines := list(islice(file, PIECE)):
        joined = b"".join(lines)
        loader.add(joined, Content(len(lines), hash_of_lines(joined) if hashed else 0))
