"""How close two words are as they are typed."""


def errors(typed: str, meant: str) -> int:
    """The letters left out, put in, mistaken or changed with their neighbour, at the least."""
    before: list[int] = []
    last: list[int] = [*range(len(meant) + 1)]
    for at, letter in enumerate(typed):
        row = [at + 1]
        for to, wanted in enumerate(meant):
            swapped = at > 0 and to > 0 and letter == meant[to - 1] and typed[at - 1] == wanted
            row.append(
                min(
                    last[to] + (letter != wanted),
                    last[to + 1] + 1,
                    row[to] + 1,
                    before[to - 1] + 1 if swapped else len(meant) + len(typed),
                )
            )
        before, last = last, row
    return last[-1]
