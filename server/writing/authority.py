"""Who may write: bearer tokens (RFC 6750), and nothing that a browser sends by itself."""

import re
from typing import Final

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from graph.writes import audit
from graph.writes.tokens import Scope, Token, Tokens

BEARER: Final = re.compile(r"Bearer +([A-Za-z0-9._~+/-]+=*) *", re.IGNORECASE)

REALM: Final = "writing to Salkku"
"""What a token opens. Several words stand in quotes, as a realm is to (RFC 9110, section 11.5)."""


def bearer(tokens: Tokens, scope: Scope) -> Token:
    """Return the token that the request at hand bears, which allows what *scope* says.

    Raises Unauthorized (401) without a token that is known and stands, and Forbidden (403) when
    it allows something else (RFC 6750, section 3.1), which the audit log keeps.
    """
    shown = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if shown is None:
        raise _unauthorized("Writing needs a token: send it as Authorization: Bearer TOKEN.")
    token = tokens.bearer(shown[1])
    if token is None:
        raise _unauthorized("The token is not known here, or was revoked.", "invalid_token")
    if not token.allows(scope):
        line = audit.Line(
            token=token.id, kind=scope, subject="", outcome=audit.REFUSED, reason="scope"
        )
        audit.log(tokens.folder, line)
        raise Forbidden(f"The token does not allow this: it needs the scope {scope}.")
    return token


def _unauthorized(description: str, error: str = "") -> Unauthorized:
    told: dict[str, str | None] = {"realm": REALM, **({"error": error} if error else {})}
    return Unauthorized(description, www_authenticate=WWWAuthenticate("bearer", told))
