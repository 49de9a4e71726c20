"""What made a generation: the code, the names and the register, as one hash.

With another fingerprint every page counts as changed.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from graph.names.book import NameBook
from graph.register import Register

PACKAGES: Final = ("graph", "ontology")
LIBRARIES: Final = (
    "inscriptis",
    "phonenumbers",
    "python-slugify",
    "python-stdnum",
    "pyvoikko",
    "tantivy",
)
"""The libraries whose newer version may read a page otherwise, or index it."""

ENDINGS: Final = (".py", ".ttl", ".jsonld", ".toml", ".txt")


def fingerprint(register: Register, book: NameBook) -> str:
    """The hash of all that decides what a page says, except the page."""
    parts = (
        code_fingerprint(),
        book.fingerprint,
        msgspec.json.encode(register, order="sorted").hex(),
    )
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@cache
def code_fingerprint() -> str:
    """The hash of the code and the vocabulary, and of the versions of the libraries that matter."""
    digest = hashlib.blake2b(digest_size=16)
    for package in PACKAGES:
        for file in _files(resources.files(package)):
            digest.update(file.read_bytes())
    for library in LIBRARIES:
        digest.update(metadata.version(library).encode())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(ENDINGS):
            yield entry
