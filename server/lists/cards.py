"""What a list says of the projects that were found, as the index knows it: no query is needed."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from graph.register import LANGUAGES
from graph.search.document import Card
from graph.search.found import Hit
from ontology.iris import concept
from server.data.rows import Row
from server.lists.rows import Names
from server.snapshot import Snapshot

CENTS: Final = Decimal(100)


class Cards(NamedTuple):
    """Rows as ``projects`` has them, as far as a list shows them, and the money by project."""

    rows: Sequence[Row]
    money: Mapping[str, Sequence[Row]]


def cards(snapshot: Snapshot, hits: Iterable[Hit], language: str) -> Cards:
    """Return what the *hits* that are projects say of themselves, in their order."""
    told = {hit.slug: hit.card for hit in hits if hit.card is not None}
    wanted = dict.fromkeys(card.portfolio for card in told.values() if card.portfolio)
    names = Names(snapshot, (("portfolio", slug) for slug in wanted), language)
    iris = snapshot.generation.iris
    rows = {iris.entity("project", slug).value: card for slug, card in told.items()}
    return Cards(
        [_row(snapshot, iri, card, names, language) for iri, card in rows.items()],
        {iri: _money(card) for iri, card in rows.items()},
    )


def _row(snapshot: Snapshot, iri: str, card: Card, names: Names, language: str) -> Row:
    tongue, name = title(card, language)
    portfolio = names.of("portfolio", card.portfolio) if card.portfolio else None
    return {
        "project": iri,
        "name": name,
        "name_lang": tongue,
        "portfolio": portfolio
        and snapshot.generation.iris.entity("portfolio", card.portfolio).value,
        "portfolio_name": portfolio and portfolio.text,
        "portfolio_name_lang": portfolio and portfolio.language,
        "phase": card.phase and concept("phase", card.phase).value,
        "start": card.start,
        "end": card.end,
        "running": card.running,
    }


def title(card: Card, language: str) -> tuple[str, str]:
    """The title in *language*, else in the next that there is, after its language."""
    wish = (language, *LANGUAGES)
    known = sorted(card.titles, key=lambda one: wish.index(one[0]) if one[0] in wish else len(wish))
    return known[0] if known else ("", "")


def _money(card: Card) -> list[Row]:
    return [{"amount": cents / CENTS, "currency": currency} for currency, cents in card.money]
