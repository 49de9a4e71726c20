"""The other names of an organisation, as people are told of them."""

from server.data.rows import Row


def other_names(row: Row) -> list[str]:
    """The other names of *row*, each once, without those that only spell its name differently."""
    others = (row["other_names"] or "").split(" | ")
    by_letters = {_letters(name): name for name in reversed(others)}
    told = {"", _letters(row["name"])}
    return [name for letters, name in reversed(by_letters.items()) if letters not in told]


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
