"""Printed sums and what they should be: what does not add up is a finding, never corrected."""

from decimal import Decimal

from graph.records import Finding

_ROUGHLY = Decimal("0.05")


def sum_finding(
    what: str,
    printed: Decimal,
    computed: Decimal,
    line: int,
    *,
    source: str = "",
    slack: Decimal = Decimal(0),
) -> Finding | None:
    """The finding that a sum called *what* does not add up; None if it does, but for *slack*.

    *computed* is the sum of the cells or shares that the printed one stands for.
    """
    if abs(printed - computed) <= slack:
        return None
    of = f" of '{source}'" if source else ""
    return Finding(
        kind="sum",
        what=what,
        message=(
            f"the {what}{of} is printed as {_plain(printed)}, but its parts add up to"
            f" {_plain(computed)}: a difference of {_plain(printed - computed)}"
        ),
        line=line,
        source_as_printed=source,
        printed=printed,
        computed=computed,
    )


def slack(printed: Decimal, step: Decimal, *, approximate: bool) -> Decimal:
    """How far a sum may be off when it is hedged, or shortened to a *step* (``1,2 milj.``)."""
    return max(step / 2, printed * _ROUGHLY if approximate else Decimal(0))


def _plain(value: Decimal) -> str:
    return f"{value:f}"
