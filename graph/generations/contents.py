"""The list of a generation's files, by which a copy of it is known to be whole.

It holds the size and the SHA-256 of every file. List and manifest seal each other: the manifest
holds the hash of the list, and the list that of the manifest as it is without that hash. What is
hidden (locks of an index, files on their way) and what nobody reads belongs to no list.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.durable import replace_file, writing
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.manifest import Manifest, decode_manifest, encode_manifest
from graph.generations.settings import FILE as SETTINGS
from graph.generations.settings import FORMAT

FILE: Final = "contents.json"
APART: Final = frozenset({FILE, MANIFEST, SETTINGS})
"""What stands beside what is listed; new settings go to the directory once they are published."""

UNREAD: Final = frozenset({"LOG", "LOCK"})
"""What the engine writes down for those who look after it, and locks when it writes."""

SHA256: Final = "sha256"


class ListedFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a file should be: its *size*, its SHA-256, and when it *changed* last, in nanoseconds.

    The time counts only where the list was made: a copy need not keep it.
    """

    size: int
    sha256: str
    changed: int


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The list: the *files* by their paths in the generation's folder.

    *format* is the version of the layout, *manifest* the hash of the manifest without its seal.
    """

    format: int
    manifest: str
    files: dict[str, ListedFile]


class Stamp(NamedTuple):
    """What tells that the file of this *name* in a generation's folder is the one that it was.

    Files that generations share have it alike. The name tells files apart that stand one after the
    other at one inode, of one size, written in the same moment, as when a copy is copied anew.
    """

    name: str
    inode: int
    size: int
    changed: int


class Sums:
    """The SHA-256 of files; one whose stamp is among the *known* is not read again."""

    def __init__(self, known: Mapping[Stamp, str] | None = None) -> None:
        self.known = dict(known or {})

    def of(self, folder: Path, name: str) -> str:
        """The sum of the file of this *name* in *folder*, in hexadecimal. Raises OSError."""
        stamp = stamp_of(folder, name)
        if stamp not in self.known:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, SHA256).hexdigest()
            if stamp_of(folder, name) != stamp:  # it is being written
                return found
            self.known[stamp] = found
        return self.known[stamp]


def stamp_of(folder: Path, name: str) -> Stamp:
    """The stamp of the file of this *name* in *folder*. Raises OSError."""
    told = (folder / name).stat()
    return Stamp(name, told.st_ino, told.st_size, told.st_mtime_ns)


def seal(part: Path, manifest: Manifest, sums: Sums) -> Manifest:
    """List the files of the finished generation in *part*; return its *manifest*, sealed.

    Raises DataDirectoryError.
    """
    plain = msgspec.structs.replace(manifest, contents="")
    with writing(part / FILE):
        files = _listed(part, sums)
        contents = Contents(format=FORMAT, manifest=_hash(encode_manifest(plain)), files=files)
        encoded = msgspec.json.encode(contents)
        replace_file(part / FILE, encoded)
    return msgspec.structs.replace(plain, contents=_hash(encoded))


def _listed(part: Path, sums: Sums) -> dict[str, ListedFile]:
    """What the files in *part* are; several are read at a time."""
    names = sorted(_names(part))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda name: sums.of(part, name), names)
        return {name: _file(part, name, sha256) for name, sha256 in zip(names, found, strict=True)}


def _names(part: Path) -> Iterator[str]:
    """The paths below *part* of all files that belong to the generation."""
    for path in part.rglob("*"):
        name = path.relative_to(part)
        is_hidden = any(step.startswith(".") for step in name.parts)
        is_apart = name.as_posix() in APART or name.name in UNREAD
        if path.is_file() and not (is_hidden or is_apart):
            yield name.as_posix()


def _file(folder: Path, name: str, sha256: str) -> ListedFile:
    stamp = stamp_of(folder, name)
    return ListedFile(size=stamp.size, sha256=sha256, changed=stamp.changed)


def read_contents(folder: Path) -> Contents:
    """Return the list of the generation in *folder*.

    Raises DataDirectoryError when there is none, when it and the manifest do not belong together,
    and when they are of another version of Salkku.
    """
    manifest = _bytes(folder / MANIFEST)
    sealed = decode_manifest(manifest, folder / MANIFEST).contents
    if not sealed:
        raise DataDirectoryError(
            f"{folder}: made without a list of its files, by an older Salkku; salkku build, where"
            " it was made, makes the next one with a list"
        )
    encoded = _bytes(folder / FILE)
    if _hash(encoded) != sealed:
        raise DataDirectoryError(f"{folder / FILE}: not the list that belongs to the manifest")
    contents = _decoded(encoded, folder / FILE)
    if _hash(manifest.replace(sealed.encode(), b"", 1)) != contents.manifest:
        raise DataDirectoryError(f"{folder / MANIFEST}: not the manifest that belongs to the list")
    return contents


def _decoded(encoded: bytes, path: Path) -> Contents:
    try:
        found = msgspec.json.decode(encoded, type=_Versioned).format
        if found == FORMAT:
            return msgspec.json.decode(encoded, type=Contents)
    except msgspec.MsgspecError as error:
        raise DataDirectoryError(f"{path}: not a list of files: {error}") from error
    raise DataDirectoryError(
        f"{path}: a generation of version {found}, and this Salkku reads version {FORMAT};"
        " bring both machines to the same Salkku"
    )


class _Versioned(msgspec.Struct):
    format: int


def known_sums(folder: Path) -> Sums:
    """The sums of the files of the generation in *folder* that are as its list says.

    There are none when it has no list: what follows from them is then worked out.
    """
    try:
        files = read_contents(folder).files
    except DataDirectoryError:
        return Sums()
    stamps = [stamp_of(folder, name) for name in files if (folder / name).is_file()]
    listed = [(stamp, files[stamp.name]) for stamp in stamps]
    same = [(s, file) for s, file in listed if (s.size, s.changed) == (file.size, file.changed)]
    return Sums({stamp: file.sha256 for stamp, file in same})


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataDirectoryError(f"{path}: cannot be read: {error.strerror}") from error


def _hash(content: bytes) -> str:
    return hashlib.new(SHA256, content).hexdigest()
