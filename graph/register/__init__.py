"""The register described once: its name, its city, who publishes it, under which licence.

A description is a TOML file; those that come with Salkku lie beside this file.
"""

from importlib import resources
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from graph.errors import SettingsError

Language = Literal["fi", "sv", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""Those of names and pages, from the most to the least wished for after a reader's own."""

Frequency = Literal["CONT", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL", "IRREG", "UNKNOWN"]
"""How often a register changes: codes of the EU's authority table of frequencies."""

Theme = Literal["ECON", "EDUC", "GOVE", "REGI", "SOCI", "TECH"]
"""What a register is about: codes of the EU's authority table of themes."""


class Register(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A development-project register; *page_address* holds ``{key}`` where a page's key goes.

    *frequency* and *themes* are what a catalogue says of it.
    """

    name: dict[Language, str]
    city: str
    publisher: str
    licence: str
    licence_name: str
    contact: str
    language: Language = "fi"
    country: str = "FI"
    page_address: str = ""
    email_domain: str = ""
    sample: bool = False
    frequency: Frequency = "IRREG"
    themes: tuple[Theme, ...] = ("GOVE", "REGI")


def load_register(source: str | Path) -> Register:
    """Return the register described in the TOML file *source*, or the one that ships as *source*.

    Raises SettingsError naming the file and the field when it cannot be used.
    """
    shipped = resources.files("graph.register").joinpath(f"{source}.toml")
    path = shipped if shipped.is_file() else Path(source)
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Register)
    except OSError as error:
        raise SettingsError(f"{path}: cannot read the register description: {error}") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise SettingsError(f"{path}: not a register description: {error}") from error
