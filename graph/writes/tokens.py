"""Tokens: what a client shows to be allowed to write; only their hashes are kept.

A token is 256 random bits, so a plain SHA-256 of it is as hard to turn back as the token to guess.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import DataDirectoryError, SettingsError, UnknownEntity
from graph.generations.durable import replace_file, writing
from graph.generations.lock import PATIENCE, only_writer

FILE: Final = "tokens.json"
SIZE: Final = 32
"""The random bytes of a token."""

PREFIX: Final = "salkku_"
"""What a token begins with, so that one that was published by mistake can be found."""

ID_SIZE: Final = 4


class Scope(StrEnum):
    """What a token allows: to upload pages, to change the graph, or everything."""

    PAGES = "pages"
    UPDATE = "update"
    ADMIN = "admin"


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a token: its *id*, which may be shown, and the *hash* of its secret."""

    id: str
    name: str
    hash: str
    scopes: tuple[Scope, ...]
    made: datetime
    revoked: datetime | None = None

    def allows(self, scope: Scope) -> bool:
        """Whether the token stands and lets its bearer do that."""
        return self.revoked is None and bool({scope, Scope.ADMIN} & {*self.scopes})


class Tokens:
    """The tokens of the data directory *folder*; read anew each time, so a revoked one is out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE

    def all(self) -> list[Token]:
        """Every token that was ever made, the oldest first.

        Raises DataDirectoryError when they cannot be read.
        """
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=list[Token])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            raise DataDirectoryError(f"{self.path}: the tokens cannot be read: {error}") from error

    def make(
        self, name: str, scopes: Collection[Scope], now: datetime | None = None
    ) -> tuple[Token, str]:
        """Make a token, and return it with its secret, which nobody can tell again.

        Raises SettingsError without a scope or a name that can be read in one line,
        DataDirectoryError when it cannot be kept.
        """
        if not name.strip() or not name.isprintable():
            raise SettingsError(f"{name!r} is no name for a token: say in one line who has it")
        if not scopes:
            raise SettingsError("a token needs a scope: pages, update or admin")
        secret = f"{PREFIX}{secrets.token_urlsafe(SIZE)}"
        token = Token(
            id=secrets.token_hex(ID_SIZE),
            name=name.strip(),
            hash=_hash(secret),
            scopes=tuple(sorted(set(scopes))),
            made=now or datetime.now(UTC),
        )
        with only_writer(self.folder, PATIENCE):
            self._keep([*self.all(), token])
        return token, secret

    def revoke(self, token_id: str, now: datetime | None = None) -> Token:
        """Let the token of that id be worth nothing from now on; return it.

        Raises UnknownEntity when there is none, or it was revoked already; DataDirectoryError.
        """
        with only_writer(self.folder, PATIENCE):
            known = self.all()
            found = next((t for t in known if t.id == token_id and t.revoked is None), None)
            if found is None:
                told = f"there is no token {token_id} to revoke; give an id of salkku token list"
                raise UnknownEntity(f"{self.folder}: {told}")
            revoked = msgspec.structs.replace(found, revoked=now or datetime.now(UTC))
            self._keep([revoked if t is found else t for t in known])
        return revoked

    def bearer(self, secret: str) -> Token | None:
        """The token with that *secret*, or None; it takes as long whichever it is."""
        given = _hash(secret)
        found = [t for t in self.all() if hmac.compare_digest(t.hash, given)]
        return next((token for token in found if token.revoked is None), None)

    def _keep(self, tokens: list[Token]) -> None:
        with writing(self.path):
            replace_file(self.path, msgspec.json.format(msgspec.json.encode(tokens), indent=2))
            self.path.chmod(0o600)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
