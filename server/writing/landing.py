"""Where uploaded pages lie while they are read."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from server.own_folder import own_folder, sweep_folders

UPLOADS: Final = "uploads"


def landing(data: Path) -> AbstractContextManager[Path]:
    """A folder for uploads in the data directory *data*, gone when this is left.

    Raises DataDirectoryError when it cannot be made.
    """
    return own_folder(data / UPLOADS)


def sweep_landings(data: Path) -> None:
    """Take away what killed processes left of uploads in the data directory *data*."""
    sweep_folders(data / UPLOADS)
