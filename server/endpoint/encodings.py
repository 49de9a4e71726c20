"""Which content encoding a client gets, and how it is made: RFC 9110, section 12.5.3."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import brotli
import zstandard
from werkzeug.http import parse_accept_header

IDENTITY: Final = "identity"
SMALLEST: Final = 1024
"""The bytes below which encoding an answer spares nobody anything."""


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=5, mtime=0)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=4))


def _zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


ENCODERS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {"zstd": _zstd, "br": _brotli, "gzip": _gzip}
)
"""The encodings, those first that do most in least time."""


@lru_cache(maxsize=256)
def encoding_of(accept_encoding: str) -> str:
    """Return the encoding that the header likes best: among equals the first of ours.

    Without the header, with nonsense in it, or when it takes none of ours, that is ``identity``,
    for an answer as it is can always be read.
    """
    wishes = {name.lower(): quality for name, quality in parse_accept_header(accept_encoding)}
    others = wishes.get("*", 0)
    offers = {name: wishes.get(name, wishes.get(f"x-{name}", others)) for name in ENCODERS}
    best = max(offers, key=offers.__getitem__)
    return best if offers[best] > 0 and offers[best] >= wishes.get(IDENTITY, 0) else IDENTITY


def encoded(body: bytes, encoding: str) -> bytes:
    """Return *body* in *encoding*, one of ours."""
    return ENCODERS[encoding](body)
