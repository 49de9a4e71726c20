"""Where a register is had from: files, folders, addresses, a SPARQL endpoint.

Nothing else goes to the network for a register, and this only when one is to be loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph.errors import QueryError, RegisterError, StoreError
from graph.questions.library import load_library
from graph.registers.document import LARGEST, Document, checked, refused, too_large
from graph.registers.readable import ReadableRegister
from graph.registers.ytunnus import in_official_form, is_sound
from graph.remote import RemoteStore, download
from graph.store import Dataset, Graph

ADDRESSES: Final = ("http://", "https://")
QUESTION: Final = "register_concepts"
ENDINGS: Final = frozenset(
    {".csv", ".tsv", ".json", ".jsonl", ".nt", ".ttl", ".rdf", ".xml", ".gz"}
)
"""What the files of a folder end with that are read; others, such as a README, are not."""

OWN: Final = "own"
"""The SPARQL endpoint that a register has itself."""

NUMBER: Final = "{number}"
COUNTRY: Final = "{country}"
"""What an address for download leaves open."""


def documents_of(
    register: ReadableRegister, sources: Sequence[str], country: str
) -> Iterator[Document]:
    """Yield what is at the *sources*: addresses, files, folders, numbers; else at its own address.

    *country* is whose part of an international register is fetched. Raises RegisterError when
    something cannot be had.
    """
    for source in sources or _own_addresses(register, country):
        if source.startswith(ADDRESSES):
            yield from register.download(source, _fetch)
        elif NUMBER in register.origin.download and not Path(source).exists():
            yield from register.download(_address_of(register, source), _fetch)
        else:
            yield from map(_file, _files(Path(source)))


def ask_endpoint(register: ReadableRegister, endpoint: str) -> Document:
    """Return what a SPARQL *endpoint*, or its OWN, says of a register's concepts, as N-Triples.

    Raises RegisterError when the register is no vocabulary, or the endpoint gives none of it.
    """
    if not register.origin.graph:
        raise refused(register.name, "cannot be asked by SPARQL", "name a file or an address")
    address = register.origin.endpoint if endpoint == OWN else endpoint
    try:
        triples = [*_concepts(RemoteStore(address), register.origin.graph)]
    except (StoreError, QueryError) as error:
        raise RegisterError(f"{error}; try again, or name a file") from error
    return checked(address, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")


def _concepts(store: RemoteStore, graph: str) -> Iterator[Triple]:
    """All that a named *graph* says of concepts, in as many pieces as it takes."""
    question, after = load_library()[QUESTION], ""
    while True:
        answer = store.query(question.bind({"after": after}), Dataset((graph,), ()))
        piece = [*answer] if isinstance(answer, Graph) else []
        yield from piece
        subjects = (each.subject for each in piece)
        last = max((node.value for node in subjects if isinstance(node, NamedNode)), default="")
        if last <= after:
            return
        after = last


def _own_addresses(register: ReadableRegister, country: str) -> Iterable[str]:
    """Where a register is had when no source is named; nowhere, if it only gathers."""
    address = register.origin.download
    if not address:
        advice = f"name a file or a folder; its home is {register.origin.home}"
        raise refused(register.name, "offers no download", advice)
    return () if NUMBER in address else (address.replace(COUNTRY, country),)


def _address_of(register: ReadableRegister, source: str) -> str:
    number = in_official_form(source)
    if not number:
        advice = "name a file, an address or a Y-tunnus such as 1234567-1"
        raise refused(source, "neither a file nor a number", advice)
    if not is_sound(number):
        raise refused(source, "fails the check digit of a Y-tunnus", "check the number")
    return register.origin.download.replace(NUMBER, number)


def _fetch(address: str) -> Document:
    try:
        content = download(address, LARGEST)
    except StoreError as error:
        raise RegisterError(f"{error}; try again, or name a file") from error
    if len(content) > LARGEST:
        raise too_large(address)
    return checked(address, content)


def _files(path: Path) -> Sequence[Path]:
    """The files at *path*: itself, or those of a folder, in the order of their names."""
    if not path.is_dir():
        return [path]
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in ENDINGS)
    if not files:
        raise refused(str(path), f"no file in it ends with {', '.join(sorted(ENDINGS))}")
    return files


def _file(path: Path) -> Document:
    try:
        if path.stat().st_size > LARGEST:
            raise too_large(str(path))
        return checked(str(path), path.read_bytes())
    except OSError as error:
        words = error.strerror or str(error)
        raise refused(str(path), f"cannot be read: {words}", "name another file") from error
