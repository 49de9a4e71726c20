"""Seals on forms: what tells a person who filled one in from a program that only sends it.

A seal holds what the form is about and when it was shown, signed; nothing is kept of it here. It
is broken when it comes back at once, or much later, or about something else.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from itsdangerous import BadSignature, TimestampSigner

SHORTEST: Final = timedelta(seconds=3)
LONGEST: Final = timedelta(hours=12)
SALT: Final = "salkku.form"


class FormSeal:
    """Makes and checks the seals of one site, with its *secret*."""

    def __init__(self, secret: bytes) -> None:
        self._signer = TimestampSigner(secret, salt=SALT, key_derivation="hmac")

    def seal(self, subject: str) -> str:
        """Return the seal for a form about *subject* that is shown now."""
        return self._signer.sign(subject).decode()

    def holds(self, seal: str, subject: str, now: datetime | None = None) -> bool:
        """Whether *seal* is ours, about *subject*, and neither too young nor too old."""
        try:
            value, shown = self._signer.unsign(seal, return_timestamp=True)
        except BadSignature:
            return False
        age = (now or datetime.now(UTC)) - shown
        return value.decode() == subject and SHORTEST <= age <= LONGEST
