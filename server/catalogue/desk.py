"""Where files are asked for: those that are there at once, the others when they are made."""

import time
from typing import Final

from graph.dumps.dumps import Dumps
from graph.dumps.kept import KeptFile
from graph.errors import UnknownEntity
from graph.generations.directory import DataDirectory
from server.catalogue.filing import Filing
from server.evaluation import Busy
from server.snapshot import current

PATIENCE: Final = 3.0
"""How many seconds a request waits for a file: a small one is made in that time."""

PAUSE: Final = 0.1

SECONDS_TO_RETURN: Final = 10
"""After how many seconds who asked for a large one may look again."""


class FileDesk:
    """Hands out the files of the generations in *directory*; has those made that are missing."""

    def __init__(self, directory: DataDirectory, filing: Filing) -> None:
        self.directory = directory
        self._filing = filing

    def dumps(self, generation: str) -> Dumps:
        """Return the files of a *generation*. Raises UnknownEntity when it is not kept."""
        snapshot = current()
        if generation == snapshot.id:
            return Dumps(self.directory, snapshot.generation, snapshot.library)
        older = self.directory.generation(generation)
        older.close()  # its files need nothing of its records
        return Dumps(self.directory, older, snapshot.library)

    def file(self, dumps: Dumps, name: str) -> KeptFile:
        """Return the file *name*, if need be after a moment.

        Raises UnknownEntity when there is no such file. Raises Busy while it is made, which is a
        503 that says when to come back: clients take any 2xx for the file itself, and repeat a 503
        of their own accord (``curl --retry``, ``wget --retry-on-http-error=503``).
        """
        if name not in dumps.names:
            known = ", ".join(dumps.names)
            raise UnknownEntity(f"there is no file {name!r}; there are: {known}")
        kept = dumps.kept().get(name) or self._awaited(dumps, name)
        dumps.touch()
        return kept

    def _awaited(self, dumps: Dumps, name: str) -> KeptFile:
        if not dumps.generation.store_path.is_dir():
            raise UnknownEntity(f"{name} is not here, and the graph to make it from is elsewhere")
        self._filing.want(dumps.generation.id, name)
        patient_until = time.monotonic() + PATIENCE
        while (kept := dumps.kept().get(name)) is None:
            if time.monotonic() > patient_until:
                raise Busy(f"{name} is being made; come back soon", SECONDS_TO_RETURN)
            time.sleep(PAUSE)
        return kept
