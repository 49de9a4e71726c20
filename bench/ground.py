"""What benches stand on: generated pages as files, and the commands of this environment."""

import sys
from pathlib import Path

from bench.generator import generate
from bench.generator.length import FULL, Length
from graph.register import load_register


def program(name: str) -> str:
    """The command *name* of the environment in which this runs."""
    return str(Path(sys.executable).with_name(name))


def write_pages(folder: Path, seed: int, pages: int, length: Length = FULL) -> None:
    """Write so many generated *pages* into *folder*, which may be new."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in generate(load_register("sample"), seed, range(pages), length=length):
        (folder / page.file_name).write_bytes(page.data)


def replace_page(folder: Path, seed: int, number: int, length: Length = FULL) -> Path:
    """Write the page of that *number* anew, as another *seed* gives it; return its file."""
    other = next(generate(load_register("sample"), seed, [number], length=length))
    file = folder / other.file_name
    file.write_bytes(other.data)
    return file


def building(source: Path, data: Path) -> list[str]:
    """The command that builds *source* into the data directory *data*."""
    return [program("salkku"), "build", str(source), "--data", str(data), "--register", "sample"]
