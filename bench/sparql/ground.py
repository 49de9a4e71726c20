"""What is served: a graph built of generated pages, and the same graph as files for the peers."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from bench.ground import building, program, write_pages
from bench.processes import CommandFailed
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation

SAMPLE_PAGES = 400
"""So many pages tell how many triples a page gives."""


class Ground(NamedTuple):
    """A graph in *folder*, served with so many *cores*."""

    folder: Path
    cores: int

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def quads(self) -> str:
        """The file of every graph, in N-Quads."""
        return str(self.folder / "graph.nq")

    @property
    def triples(self) -> str:
        """The file of the default graph alone, in N-Triples."""
        return str(self.folder / "graph.nt")

    def generation(self) -> Generation:
        """The generation that is served, open."""
        return DataDirectory.open(self.data).generation()

    def run(self, *command: str) -> None:
        """Run *command* to its end. Raises CommandFailed."""
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        if done.returncode:
            raise CommandFailed(f"{' '.join(command[:2])}: {done.stderr[-2000:]}")


def make_ground(folder: Path, triples: int, seed: int, cores: int) -> Ground:
    """Build a graph of about so many *triples* in *folder*, and write it for the peers.

    What stands in *folder* from an earlier call is used again.
    """
    ground = Ground(folder, cores)
    if not Path(ground.triples).exists():
        sample = Ground(folder / "sample", cores)
        _build(sample, SAMPLE_PAGES, seed)
        each = sample.generation().manifest.counts.quads / SAMPLE_PAGES
        _build(ground, round(triples / each), seed)
        for file in (ground.quads, ground.triples):
            ground.run(program("salkku"), "export", file, "--data", str(ground.data))
    return ground


def _build(ground: Ground, pages: int, seed: int) -> None:
    sources = ground.folder / "pages"
    write_pages(sources, seed, pages)
    ground.run(*building(sources, ground.data))
