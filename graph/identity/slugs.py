"""Slugs: what an entity is called in its IRI, the same whatever the order of the pages."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from slugify import slugify

LONGEST: Final = 120
HASH_DIGITS: Final = 6


def plain_slug(name: str) -> str:
    """The ASCII letters and digits of *name*, with hyphens between its words; never empty.

    The transliteration is named, so that no slug depends on what else happens to be installed.
    """
    slug = slugify(
        name, max_length=LONGEST, word_boundary=True, save_order=True, backend="text-unidecode"
    )
    return slug or "nameless"


def short_hash(key: str, digits: int = HASH_DIGITS) -> str:
    """The first hexadecimal *digits* of the hash of *key*."""
    return hashlib.sha256(key.encode()).hexdigest()[:digits]


def mint(wanted: Mapping[str, str], is_taken: Callable[[str], bool]) -> dict[str, str]:
    """Return a slug for each key of *wanted*, where its plain slug stands; no two are the same.

    Where several keys want one slug, the smallest gets it, unless it *is_taken* already; the
    others get a short hash of their key behind it.
    """
    wanting: dict[str, list[str]] = defaultdict(list)
    for key in sorted(wanted):
        wanting[wanted[key]].append(key)
    minted = {keys[0]: slug for slug, keys in wanting.items() if not is_taken(slug)}
    used = set(minted.values())
    for slug, keys in sorted(wanting.items()):
        for key in keys:
            if key not in minted:
                minted[key] = _hashed(slug, key, lambda s: s in used or is_taken(s))
                used.add(minted[key])
    return minted


def _hashed(slug: str, key: str, is_taken: Callable[[str], bool]) -> str:
    longer: Iterable[str] = (f"{slug}-{short_hash(key, n)}" for n in range(HASH_DIGITS, 65))
    return next(candidate for candidate in longer if not is_taken(candidate))
