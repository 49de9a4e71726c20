"""What a list says of projects: the same as the named questions, without asking them."""

from pathlib import Path

import pytest

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.search.document import Card
from graph.search.wish import Wish
from server.lists.cards import cards, title
from server.lists.rows import entity_rows, rows_of
from server.snapshot import Snapshot

COLUMNS = ("project", "name", "portfolio", "portfolio_name", "phase", "start", "end", "running")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_card_says_what_the_questions_say(sample_data: Path, language: str) -> None:
    snapshot = Snapshot(DataDirectory.open(sample_data).generation(), load_library())
    hits = snapshot.index.find(Wish(kind="project"), snapshot.generation.manifest.day, 0, 99).hits
    told, slugs = cards(snapshot, hits, language), [hit.slug for hit in hits]
    asked = entity_rows(snapshot, "project", slugs, language)
    short = [[row[column] or None for column in COLUMNS] for row in told.rows]
    assert short == [[row[column] or None for column in COLUMNS] for row in asked]
    assert len(short) >= 60
    money = rows_of(snapshot, "funding_by_project", "project", slugs, language)
    assert {
        iri: [(row["amount"], row["currency"]) for row in rows]
        for iri, rows in told.money.items()
        if rows
    } == {iri: [(row["amount"], row["currency"]) for row in rows] for iri, rows in money.items()}


def test_a_title_is_in_the_language_of_the_page_or_in_the_next_there_is() -> None:
    card = Card(titles=(("fi", "Silta"), ("sv", "Bron")))
    assert title(card, "sv") == ("sv", "Bron")
    assert title(card, "en") == ("fi", "Silta")
    assert title(Card(), "fi") == ("", "")
