"""A register of invented projects, in pages: what a newcomer sees after the first command."""

from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path
from typing import Final

SAMPLE: Final = "sample"
"""What the description of this register is called."""


def sample_pages() -> AbstractContextManager[Path]:
    """The folder of its pages, which is there for as long as the context."""
    return resources.as_file(resources.files(__name__).joinpath("pages"))
