"""The commands and the files of the documents, as whoever follows them would take them."""

import re
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).parents[2] / "docs"
BLOCK: Final = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: str, heading: str) -> list[str]:
    """The blocks of commands in that *page* below a *heading*, up to the next one of its level."""
    text = (DOCS / page).read_text("utf-8")
    level = heading.partition(" ")[0]
    _, found, after = text.partition(f"\n{heading}\n")
    assert found, f"{page} has no {heading}"
    return BLOCK.findall(after.partition(f"\n{level} ")[0])


def put_in(text: str, places: dict[str, str]) -> str:
    """The *text* with the names of this machine in the *places* of those of the example."""
    for example, place in places.items():
        assert example in text, f"{example} is not in the example any more"
        text = text.replace(example, place)
    return text
