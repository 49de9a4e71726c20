"""What a data directory is told once and keeps: its base IRI, its policies, its register."""

import hmac
import re
import secrets
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import DataDirectoryError, SettingsError
from graph.privacy.policy import Contacts
from graph.register import Register
from ontology.iris import DEFAULT_BASE, Iris

FILE: Final = "settings.json"
READER: Final = "reader.json"
"""What readers, which serve copies, are told instead of the settings."""

SECRET_SIZE: Final = 32
FORMAT: Final = 1
"""The version of the layout of a data directory; another one cannot be opened."""
BASE: Final = re.compile(r"https?://[^/?#][^?#]*", re.IGNORECASE)


class DirectorySettings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one data directory.

    *names* is the file of further names in the directory, if there is one. *base* never changes
    once something is built. *secret* keys the hashes that tell people apart. An older generation
    goes when it is not among the newest *keep* and was replaced more than *keep_days* ago; those
    that writes made are thinned before, as ``retention.retire`` says. *registers* names what was
    loaded last of each register that others keep, by its digest.
    """

    register: Register
    names: str = ""
    base: str = DEFAULT_BASE
    contacts: Contacts = Contacts.ONGOING
    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(SECRET_SIZE))
    keep: int = 10
    keep_days: int = 30
    registers: dict[str, str] = {}
    format: int = FORMAT


class _Versioned(msgspec.Struct):
    format: int


def for_readers(settings: DirectorySettings) -> DirectorySettings:
    """What readers are told of *settings*: a secret of their own, from which ours does not follow.

    It seals the forms that people fill in, which any of the readers may get back.
    """
    secret = hmac.digest(settings.secret, READER.encode(), "sha256")
    return msgspec.structs.replace(settings, secret=secret, names="", registers={})


def read_settings(folder: Path) -> DirectorySettings:
    """Return the settings of the data directory *folder*, or what it as a reader's was told.

    Raises DataDirectoryError when there are none, or when they are of another version.
    """
    told = folder / READER
    path = told if told.exists() and not (folder / FILE).exists() else folder / FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataDirectoryError(
            f"{folder}: not a data directory ({FILE} is missing); salkku build makes one"
        ) from error
    return decode_settings(content, folder)


def decode_settings(content: bytes, place: Path) -> DirectorySettings:
    """Return the settings whose JSON, found at *place*, is *content*.

    Raises DataDirectoryError when they are none, or of another version.
    """
    try:
        found = msgspec.json.decode(content, type=_Versioned).format
        if found != FORMAT:
            raise DataDirectoryError(
                f"{place}: a data directory of version {found}, and this Salkku reads version"
                f" {FORMAT}; build the pages into a new directory"
            )
        return _checked(msgspec.json.decode(content, type=DirectorySettings))
    except (msgspec.MsgspecError, SettingsError) as error:
        raise DataDirectoryError(
            f"{place}: not the settings of a data directory: {error}"
        ) from error


def _checked(settings: DirectorySettings) -> DirectorySettings:
    """The *settings*, which somebody may have edited. Raises SettingsError."""
    if base_iri(settings.base) != settings.base:
        raise SettingsError(f"the base {settings.base!r} has no slash at its end")
    if Path(settings.names).name != settings.names:
        raise SettingsError(f"the names {settings.names!r} lie outside of the directory")
    for name, digest in settings.registers.items():
        if Path(f"{name}-{digest}").name != f"{name}-{digest}":
            raise SettingsError(f"the register {name!r} lies outside of the directory")
    return settings


def base_iri(given: str) -> str:
    """Return the base IRI as it is kept, with a slash at its end: an address to be asked for.

    Raises SettingsError.
    """
    if not (given.isascii() and BASE.fullmatch(given)):
        raise _no_base(given, "it must be http or https, in ASCII, without a query")
    try:
        return Iris(f"{given.rstrip('/')}/").register().value.removesuffix("id/register")
    except ValueError as error:
        raise _no_base(given, str(error)) from error


def _no_base(given: str, reason: str) -> SettingsError:
    return SettingsError(f"{given!r} is no base IRI: {reason}; name one such as {DEFAULT_BASE}")


def encode_settings(settings: DirectorySettings) -> bytes:
    """The settings as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(settings), indent=2)
