"""What is kept of a file besides it: its size and checksums, and the same bytes compressed."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

import msgspec
import zstandard

from graph.errors import DataDirectoryError
from graph.generations.durable import TEMPORARY, replace_file

ABOUT: Final = ".about"
PIECE: Final = 4 << 20

COMPRESSIONS: Final = MappingProxyType({"gzip": ".gz", "zstd": ".zst"})
"""What is behind the name of a compressed file, by the compression."""

COMPRESSED_ALREADY: Final = (".parquet",)


class KeptFile(msgspec.Struct, frozen=True, kw_only=True):
    """A finished file: its name, how many bytes it has, and their checksums in hexadecimal.

    *compressed* are the sizes of the same bytes compressed, by the compression.
    """

    name: str
    size: int
    sha256: str
    sha1: str
    compressed: dict[str, int]


def finish(path: Path) -> KeptFile:
    """Return what is to know of the file at *path*, and compress it beside it.

    All of that is done at the same time, each in a thread of its own. Raises OSError.
    """
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    targets = {} if path.name.endswith(COMPRESSED_ALREADY) else _targets(path)
    with ExitStack() as open_files:
        outputs = [open_files.enter_context(_opened(how, at)) for how, at in targets.items()]
        takers: list[Callable[[bytes], object]]
        takers = [sha256.update, sha1.update, *(output.write for output in outputs)]
        threads = open_files.enter_context(ThreadPoolExecutor(len(takers)))
        for piece in _pieces(path):
            for taken in [threads.submit(take, piece) for take in takers]:
                taken.result()
    return KeptFile(
        name=path.name,
        size=path.stat().st_size,
        sha256=sha256.hexdigest(),
        sha1=sha1.hexdigest(),
        compressed={how: at.stat().st_size for how, at in targets.items()},
    )


def note(folder: Path, kept: KeptFile) -> None:
    """Note in *folder* that the file is *kept*: from now on it is there. Raises OSError."""
    replace_file(folder / f"{kept.name}{ABOUT}", msgspec.json.encode(kept))


def noted(folder: Path) -> Iterator[KeptFile]:
    """The files that are there in *folder*, by name. Raises DataDirectoryError."""
    for path in sorted(folder.glob(f"*{ABOUT}")):
        if path.name.startswith(TEMPORARY):  # it is being written
            continue
        try:
            yield msgspec.json.decode(path.read_bytes(), type=KeptFile)
        except FileNotFoundError:  # it went meanwhile, with its generation
            return
        except (OSError, msgspec.MsgspecError) as error:
            raise DataDirectoryError(f"{path}: cannot be read: {error}; remove it") from error


def _targets(path: Path) -> dict[str, Path]:
    return {how: path.with_name(f"{path.name}{ending}") for how, ending in COMPRESSIONS.items()}


def _opened(how: str, path: Path) -> IO[bytes]:
    if how == "gzip":
        return gzip.GzipFile(path, "wb", compresslevel=6, mtime=0)  # type: ignore[return-value]  # it is one, by another name
    packed: IO[bytes] = zstandard.open(path, "wb", cctx=zstandard.ZstdCompressor(level=9))
    return packed


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
