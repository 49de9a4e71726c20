"""A register of invented projects, in pages: what a newcomer sees after the first command."""

from collections.abc import Iterator
from importlib import resources


def sample_pages() -> Iterator[tuple[str, bytes]]:
    """The file name and the bytes of every page of the sample, in the order of their names."""
    folder = resources.files(__name__).joinpath("pages")
    for page in sorted(folder.iterdir(), key=lambda page: page.name):
        yield page.name, page.read_bytes()
