"""Where the slugs lead that are no longer used, as a generation knows it: by itself, for good.

The ledger grows with each build; what was published answers with the redirects of its own time.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

import msgspec

from graph.errors import DataDirectoryError
from graph.generations.durable import writing
from graph.identity.ledger import LedgerChanges, Redirect

FILE: Final = "redirects.json"
PERSON: Final = "person"


class Redirects:
    """The redirects of one generation: for each kind and slug, the slug in its place."""

    def __init__(self, redirects: Iterable[Redirect]) -> None:
        self._targets = {(kind, slug): target for kind, slug, target in redirects}

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return those of the generation in *folder*. Raises DataDirectoryError."""
        path = folder / FILE
        try:
            return cls(msgspec.json.decode(path.read_bytes(), type=list[Redirect]))
        except (OSError, msgspec.MsgspecError) as error:
            raise DataDirectoryError(f"{path}: cannot be read: {error}") from error

    def write(self, folder: Path) -> None:
        """Keep them in the generation in *folder*. Raises DataDirectoryError."""
        told = sorted((*key, target) for key, target in self._targets.items())
        with writing(folder / FILE):
            (folder / FILE).write_bytes(msgspec.json.encode(told))

    def of(self, kind: str, slug: str) -> str | None:
        """The slug in the place of one that is no longer used, however often it moved; or None."""
        seen = {slug}
        target = self._targets.get((kind, slug))
        found = None
        while target is not None and target not in seen:
            seen.add(target)
            found, target = target, self._targets.get((kind, target))
        return found

    def after(self, changes: LedgerChanges) -> "Redirects":
        """Those that there are once the ledger has learnt *changes*, as it will itself."""
        targets = {**self._targets, **{(kind, slug): to for kind, slug, to in changes.redirects}}
        revived, gone = {*changes.revived}, changes.oblivion.slugs
        return Redirects(
            (kind, slug, target)
            for (kind, slug), target in targets.items()
            if (kind, slug) not in revived and not (kind == PERSON and gone & {slug, target})
        )
