"""Slugs as they are asked for: old ones from the ledger, new ones minted and remembered."""

from collections.abc import Mapping
from functools import partial

from graph.identity.ledger import Ledger, NameRow
from graph.identity.slugs import mint


class Naming:
    """Gives slugs for one build; *new* is what the ledger must learn of them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.new: list[NameRow] = []
        self._given: dict[tuple[str, str], str] = {}

    def slugs(self, kind: str, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return the slug of each key of *wanted*: its old one, else what it wants if it can be."""
        known = self.ledger.slugs(kind, wanted)
        minted = self._mint(kind, {key: slug for key, slug in wanted.items() if key not in known})
        self.new += (NameRow(kind, key, slug) for key, slug in minted.items())
        found = known | minted
        self._given |= {(kind, key): slug for key, slug in found.items()}
        return found

    def slug(self, kind: str, key: str) -> str:
        """The slug of a *key* that has one, from this build or an earlier one."""
        if (kind, key) not in self._given:
            self._given[kind, key] = self.ledger.slugs(kind, [key])[key]
        return self._given[kind, key]

    def new_slugs(self, kind: str, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return a slug for each key of *wanted* that nothing of that *kind* ever had."""
        minted = self._mint(kind, wanted)
        self.new += (NameRow(kind, slug, slug) for slug in minted.values())
        return minted

    def _mint(self, kind: str, wanted: Mapping[str, str]) -> dict[str, str]:
        return mint(wanted, partial(self.ledger.is_taken, kind))
