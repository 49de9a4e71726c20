"""What may go: leftovers of builds that ended early, and generations that are old enough."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from graph.errors import DataDirectoryError
from graph.generations.directory import CURRENT, DUMPS, NAMES, DataDirectory
from graph.generations.durable import TEMPORARY, drop, writing
from graph.generations.journal import Journal
from graph.generations.lock import only_writer
from graph.generations.manifest import FILE as MANIFEST
from graph.generations.manifest import Manifest
from graph.generations.settings import read_settings
from graph.registers.kept import FOLDER as REGISTERS

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
THINNED: Final = ((timedelta(hours=1), timedelta(minutes=1)), (DAY, timedelta(hours=1)))
"""Of what was replaced less than so long ago, the last of each such span stays; else of a day."""


def sweep(directory: DataDirectory) -> None:
    """Remove what a killed build left in *directory*; the caller holds the lock.

    Also finishes what it was about to remove: generations with what may no longer be published.
    """
    directory.adopt_settings()
    settings = read_settings(directory.path)
    with writing(directory.path):
        for path in directory.path.glob(f"{NAMES}*"):
            if path.name != settings.names:
                drop(path)
        for folder in (directory.path, directory.generations_folder):
            for path in folder.glob(f"{TEMPORARY}*"):
                drop(path)
        for path in directory.generations_folder.iterdir():
            if not (path / MANIFEST).is_file():
                drop(path)
        for path in (*directory.path.glob(f"{DUMPS}/*"), *directory.path.glob(f"{DUMPS}/*/*")):
            if path.name.startswith(TEMPORARY) or not _has_generation(directory, path):
                drop(path)
        if (directory.path / CURRENT).exists():
            drop_uncleansed(directory)
            sweep_writes(directory)
        sweep_registers(directory, settings.registers)


def sweep_registers(directory: DataDirectory, loaded: Mapping[str, str]) -> None:
    """Remove the registers of others that neither are *loaded* nor were when a generation was made.

    While a generation is damaged, nobody knows which it has, and all stay. The caller holds the
    lock.
    """
    manifests = directory.manifests()
    if len(manifests) < len(directory.ids()):
        return
    named = [loaded, *(manifest.registers for manifest in manifests)]
    kept = {f"{name}-{digest}" for some in named for name, digest in some.items()}
    for path in directory.path.glob(f"{REGISTERS}/*"):
        if path.name not in kept:
            drop(path)


def sweep_unless_written(directory: DataDirectory) -> bool:
    """Sweep *directory* if nobody writes there, as a server does when it starts; say if it did."""
    try:
        with only_writer(directory.path):
            sweep(directory)
    except DataDirectoryError:
        return False
    return True


def sweep_writes(directory: DataDirectory) -> None:
    """Remove the writes that no generation in *directory* has; the caller holds the lock.

    While a generation is damaged, nobody knows which it has, and all stay.
    """
    manifests = directory.manifests()
    if len(manifests) == len(directory.ids()):
        Journal(directory.path).sweep(manifest.head for manifest in manifests)


def _has_generation(directory: DataDirectory, dump: Path) -> bool:
    """Whether the generation stands of which *dump* is a dump, or a folder of dumps."""
    name = dump.name if dump.parent.name == DUMPS else dump.parent.name
    return (directory.generations_folder / name).is_dir()


def drop_uncleansed(directory: DataDirectory) -> None:
    """Remove what stood before a cleansed generation, damaged ones too; the caller has the lock."""
    cleansed = max((m.id for m in directory.manifests() if m.cleansed), default="")
    if cleansed <= directory.current_id():
        _drop(directory, [name for name in directory.ids() if name < cleansed])


def retire(directory: DataDirectory, now: datetime) -> list[str]:
    """Drop the generations that need not be kept at *now*; return their ids.

    The current one stays, and the newest *keep* of the settings. Of the others go those that
    another replaced more than *keep_days* ago. What a build made stays until then, and so does
    what stood before a run of writes. What writes made is thinned: of those that were replaced in
    the last hour the last of each minute stays, of the last day the last of each hour, and of the
    days before the last of each day, in UTC.
    """
    drop_uncleansed(directory)
    settings, current = directory.settings, directory.current_id()
    kept = timedelta(days=settings.keep_days)
    manifests = directory.manifests()
    written = _written(manifests)
    old = [
        made
        for made, after in pairwise(manifests[: 1 - settings.keep or None])
        if made.id != current
        and (now - after.time > kept or (made.id in written and _is_passing(made, after, now)))
    ]
    drop_generations(directory, old)
    return [manifest.id for manifest in old]


def _written(manifests: Iterable[Manifest]) -> set[str]:
    """The ids of the generations that writes or decisions on links made.

    These leave the records as they were. One whose generation before is gone counts as made by a
    build, and stays the longer.
    """
    found, seen = set(), set()
    for manifest in manifests:
        segments = frozenset(manifest.segments)
        if segments in seen:
            found.add(manifest.id)
        seen.add(segments)
    return found


def _is_passing(made: Manifest, after: Manifest, now: datetime) -> bool:
    """Whether *made* was replaced, by the one *after*, before its minute, hour or day was over."""
    age = now - after.time
    span = next((span for limit, span in THINNED if age < limit), DAY)
    return (made.time - EPOCH) // span == (after.time - EPOCH) // span


def drop_generations(directory: DataDirectory, manifests: list[Manifest]) -> None:
    """Remove the generations of *manifests* and their dumps."""
    _drop(directory, [manifest.id for manifest in manifests])


def _drop(directory: DataDirectory, ids: list[str]) -> None:
    with writing(directory.path):
        for name in ids:
            drop(directory.generations_folder / name)
            drop(directory.path / DUMPS / name)
