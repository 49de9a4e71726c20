"""A register that is made in one place and copied to another, a file at a time."""

import shutil
from pathlib import Path

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.contents import Sums, read_contents
from graph.generations.directory import CURRENT, GENERATIONS, DataDirectory
from graph.generations.settings import READER
from graph.generations.taking import Taking, refuse_damaged, refuse_lacking
from tests.graph.made_pages import Made, put


class Publisher:
    """Where generations are made, in a folder of *place*."""

    def __init__(self, place: Path, pages: int = 2) -> None:
        self.pages, self.folder = place / "pages", place / "made"
        for number in range(pages):
            put(self.pages, f"p{number}")
        self.build()

    def build(self) -> str:
        """Publish what the pages say now; return the id."""
        build(self.folder, BuildOptions(sources=(self.pages,), jobs=1))
        return self.directory.current_id()

    def publish(self, name: str) -> str:
        """Publish another *name* of one project; return the id of the generation."""
        put(self.pages, "p0", Made(name=name))
        return self.build()

    @property
    def directory(self) -> DataDirectory:
        return DataDirectory.open(self.folder)

    def generation(self, name: str) -> Path:
        return self.folder / GENERATIONS / name

    def files(self, name: str) -> list[Path]:
        """All files of a generation, as they are below the data directory."""
        found = sorted(self.generation(name).rglob("*"))
        return [path.relative_to(self.folder) for path in found if path.is_file()]


class Reader:
    """Where they are copied to, and taken up by looking; *told* is the log."""

    def __init__(self, place: Path, publisher: Publisher, name: str = "copy") -> None:
        self.folder, self.publisher = place / name, publisher
        self.told: list[str] = []
        self.copy(Path(READER))
        self.start()

    def start(self) -> None:
        """Begin anew, as a server does that starts."""
        self.taking = Taking(DataDirectory.open(self.folder), self.told.append)
        self.taking.begin()

    def copy(self, *paths: Path) -> None:
        """Copy files of the publisher as rsync would: under another name first."""
        for path in paths:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.a1b2c3")
            shutil.copy2(self.publisher.folder / path, part)
            part.replace(target)

    def copy_all(self, name: str) -> None:
        """Copy a generation, and then the pointer."""
        self.copy(*self.publisher.files(name), Path(CURRENT))

    def look(self) -> str:
        """Look once; return what is served, nothing if it is nothing."""
        self.taking.look()
        directory = DataDirectory.open(self.folder)
        return "" if directory.is_empty() else directory.current_id()


def assert_whole(folder: Path) -> None:
    """Each file of the generation in *folder* is as its list says."""
    files = read_contents(folder).files
    refuse_lacking(folder, files)
    refuse_damaged(folder, files, Sums())


def linked(one: Path, other: Path) -> set[str]:
    """The files that two generations share, by their paths in both."""
    names = {path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file()}
    both = {name for name in names if (other / name).is_file()}
    return {name for name in both if (one / name).samefile(other / name)}
