"""A register from where it is had into the data directory: fetched, read, kept, and named."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.lock import PATIENCE, only_writer
from graph.registers.document import Document
from graph.registers.fetching import ADDRESSES, ask_endpoint, documents_of
from graph.registers.keeping import Found, keep
from graph.registers.kept import About, Registers
from graph.registers.listing import readable
from graph.registers.readable import ReadableRegister, Reading


class Request(NamedTuple):
    """What to load: the register *name* from its *sources*, or from a SPARQL *endpoint* (or OWN).

    Without any, the register's own address is asked. *version* is what the source does not say of
    itself.
    """

    name: str
    sources: Sequence[str] = ()
    endpoint: str = ""
    version: str = ""


class Loaded(NamedTuple):
    """What is known of a register that was loaded, and whether it is another than before."""

    about: About
    is_new: bool


def load(directory: DataDirectory, request: Request) -> Loaded:
    """Fetch, read and keep a register, and name it in the settings of the data *directory*.

    It is published by the next build, or when everything is linked anew. Raises RegisterError when
    it cannot be had or read, DataDirectoryError when it cannot be kept; what was loaded before
    stays then.
    """
    register = readable(request.name)
    documents = _documents(register, request, directory.settings.register.country)
    reading = register.read(documents)
    with only_writer(directory.path, PATIENCE):
        settings = DataDirectory.open(directory.path).settings
        loaded = _gathered(directory, register, settings.registers)
        about = keep(directory.path, _found(register, request, documents, reading, loaded))
        is_new = settings.registers.get(request.name) != about.digest
        registers = {**settings.registers, request.name: about.digest}
        directory.store_settings(msgspec.structs.replace(settings, registers=registers))
    return Loaded(about, is_new)


def _gathered(
    directory: DataDirectory, register: ReadableRegister, digests: Mapping[str, str]
) -> Registers:
    """The loaded registers of which *register* gathers; of itself nothing if that is damaged."""
    loaded = Registers()
    for name in digests.keys() & register.gathers:
        with suppress(DataDirectoryError) if name == register.name else nullcontext():
            loaded |= Registers.open(directory.path, {name: digests[name]})
    return loaded


def _documents(register: ReadableRegister, request: Request, country: str) -> list[Document]:
    if request.endpoint:
        return [ask_endpoint(register, request.endpoint)]
    return [*documents_of(register, request.sources, country)]


def _found(
    register: ReadableRegister,
    request: Request,
    documents: Sequence[Document],
    reading: Reading,
    loaded: Registers,
) -> Found:
    whole = register.gather(loaded, reading)
    return Found(
        name=register.name,
        read=whole._replace(version=request.version or whole.version),
        source=", ".join(dict.fromkeys([*map(_source, documents), *_sayers(whole)])),
        licence=register.origin.licence if whole.licence is None else whole.licence,
        read_at=datetime.now(UTC),
    )


def _sayers(reading: Reading) -> list[str]:
    """Who says what was gathered."""
    return sorted({word for entry in reading.entries for word in entry.said_by})


def _source(document: Document) -> str:
    """Where a document was had: an address, or the name of a file and not where it lay here."""
    is_address = document.place.startswith(ADDRESSES)
    return document.place if is_address else document.place.rpartition("/")[2]
