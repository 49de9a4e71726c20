"""Who reviews: the bearer of a token that allows updates, known by a cookie for a while.

The cookie holds the token's public id, signed, and never its secret. Browsers send it to this site
alone, and only from its own pages (``SameSite=Strict``); scripts cannot read it. Each form bears a
seal besides, which other sites can neither make nor read.
"""

from datetime import timedelta
from typing import Final

from flask import Response, request
from itsdangerous import BadSignature, TimestampSigner

from graph.writes.tokens import Scope, Token, Tokens

COOKIE: Final = "salkku_review"
LASTS: Final = timedelta(hours=1)
"""So long a reviewer may be away."""

NOBODY: Final = "nobody"
"""Who shows the form that asks for a token."""


class Sessions:
    """Knows reviewers by the *tokens* of a data directory, and what it signed with a *secret*."""

    def __init__(self, tokens: Tokens, secret: bytes) -> None:
        self._tokens = tokens
        self._cookies = TimestampSigner(secret, salt="salkku.review", key_derivation="hmac")
        self._seals = TimestampSigner(secret, salt="salkku.review.form", key_derivation="hmac")

    def reviewer(self) -> Token | None:
        """The token behind the cookie of the request at hand; None when it allows nothing now."""
        token_id = _unsigned(self._cookies, request.cookies.get(COOKIE, ""))
        known = (token for token in self._tokens.all() if token.id == token_id)
        return next((token for token in known if token.allows(Scope.UPDATE)), None)

    def bearer(self, secret: str) -> Token | None:
        """The token of that *secret*; None when it is not known or does not allow updates."""
        token = self._tokens.bearer(secret.strip())
        return token if token is not None and token.allows(Scope.UPDATE) else None

    def begin(self, answer: Response, token: Token) -> None:
        """Let *answer* carry the cookie of who bears *token*, from now on for a while."""
        answer.set_cookie(
            COOKIE,
            self._cookies.sign(token.id).decode(),
            max_age=LASTS,
            secure=request.is_secure,
            httponly=True,
            samesite="Strict",
        )

    def end(self, answer: Response) -> None:
        """Let *answer* take the cookie away."""
        answer.delete_cookie(COOKIE, secure=request.is_secure, httponly=True, samesite="Strict")

    def seal(self, token: Token | None) -> str:
        """The seal on the forms that are shown to who bears *token*, or to nobody known."""
        return self._seals.sign(token.id if token else NOBODY).decode()

    def is_sealed(self, token: Token | None) -> bool:
        """Whether the form at hand was shown by this site to who sends it, and not long ago."""
        sealed = _unsigned(self._seals, request.form.get("seal", ""))
        return sealed == (token.id if token else NOBODY)


def _unsigned(signer: TimestampSigner, signed: str) -> str:
    """What was *signed*; nothing when it was not, or too long ago."""
    try:
        value: bytes = signer.unsign(signed, max_age=int(LASTS.total_seconds()))
    except BadSignature:
        return ""
    return value.decode()
