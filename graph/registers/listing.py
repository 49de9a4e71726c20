"""All registers that can be loaded, in the order in which they are shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from graph.errors import RegisterError
from graph.registers.eura import EURA
from graph.registers.municipalities import MUNICIPALITIES
from graph.registers.readable import ReadableRegister
from graph.registers.ror import ROR
from graph.registers.yso import YSO, YSO_PLACES
from graph.registers.ytunnus import YTUNNUS

READABLE: Final[Mapping[str, ReadableRegister]] = MappingProxyType(
    {each.name: each for each in (YSO, YSO_PLACES, MUNICIPALITIES, ROR, EURA, YTUNNUS)}
)


def readable(name: str) -> ReadableRegister:
    """Return the register of that *name*. Raises RegisterError naming those that there are."""
    if name not in READABLE:
        raise RegisterError(f"{name}: no such register; there are: {', '.join(READABLE)}")
    return READABLE[name]
