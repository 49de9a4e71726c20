"""The files as a list: for programs as plain values, for ``sha256sum`` as text."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from graph.dumps.dumps import Dumps
from graph.dumps.kept import KeptFile
from graph.generations.manifest import Manifest


def listing(dumps: Dumps, manifests: Iterable[Manifest]) -> dict[str, Any]:
    """Return the files of one generation, and the other generations that are kept."""
    kept = dumps.kept()
    return {
        "generation": dumps.generation.id,
        "time": dumps.generation.time,
        "files": [_told(dumps, name, kept.get(name)) for name in dumps.names],
        "generations": [
            {
                "generation": manifest.id,
                "time": manifest.time,
                "files": url_for("catalogue.files", generation=manifest.id, _external=True),
            }
            for manifest in reversed([*manifests])
        ],
    }


def sums(files: Iterable[KeptFile]) -> str:
    """Return the checksums of *files* as ``sha256sum --check`` reads them."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def _told(dumps: Dumps, name: str, file: KeptFile | None) -> dict[str, Any]:
    """A file; of one that is not there yet, its size and checksum are null."""
    generation = dumps.generation.id
    return {
        "name": name,
        "url": url_for("catalogue.file", generation=generation, name=name, _external=True),
        "size": file.size if file else None,
        "sha256": file.sha256 if file else None,
        "compressed": file.compressed if file else {},
    }
