"""What the page of a list shows, whatever is listed."""

from typing import Any

from flask import g, request

from server.lists.beside import beside
from server.lists.listing import listing
from server.lists.rows import entity_rows
from server.lists.selection import Search
from server.lists.sparql import query_shown
from server.snapshot import current


def shown(choice: Search) -> dict[str, Any]:
    """The page that the request asks for of what *choice* finds, by the names in templates.

    *page* holds the hits, *rows* what is told of each, *beside* what stands beside them.
    """
    snapshot = current()
    found = listing(snapshot, choice, request.args.get("page", 1, int))
    return {
        "choice": choice,
        "found": found.found,
        "page": found.page,
        "rows": entity_rows(snapshot, choice.kind_found, found.slugs, g.language),
        "beside": beside(snapshot, choice, found.found, g.language),
        "query": query_shown(snapshot, choice, found.found.total, g.language),
    }
