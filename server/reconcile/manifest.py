"""The manifest: what the service is called, which identifiers it gives, and what it offers."""

from typing import Any, Final

from flask import g, url_for

from ontology.terms import PREFIXES
from server.display.texts import gettext
from server.http.caching import VERSION
from server.reconcile.asked import BATCH
from server.reconcile.things import Things
from server.reconcile.types import type_told

WIDTH: Final = 460
HEIGHT: Final = 360
"""The frame of a preview, in pixels."""

IN_URL: Final = "{{id}}"
IN_PATH: Final = "${id}"
"""Where clients put an id: in what is a whole address, and in what is only its end."""


def manifest(things: Things) -> dict[str, Any]:
    """Return the manifest in the language at hand, with whole addresses of this very service."""
    generation = things.snapshot.generation
    register = generation.register
    name = register.name.get(g.language, register.name[register.language])
    return {
        "versions": ["0.2"],
        "name": f"{name} ({g.language})",
        "identifierSpace": f"{generation.iris.base}id/",
        "schemaSpace": PREFIXES["sk"],
        "serviceVersion": VERSION,
        "logo": url_for("static", filename="mark.svg", _external=True),
        "documentation": url_for("pages.reconciliation", _external=True),
        "defaultTypes": [type_told(kind) for kind in things.kinds],
        "batchSize": BATCH,
        "view": {"url": _address("view", f"?id={IN_URL}")},
        "preview": {
            "url": _address("preview", f"?id={IN_URL}"),
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {what: _suggesting(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": _address(), "service_path": "/properties"},
            "property_settings": [_limit()],
        },
    }


def _address(view: str = "service", more: str = "") -> str:
    return url_for(f"reconcile.{view}", _external=True) + more


def _suggesting(what: str) -> dict[str, str]:
    return {
        "service_url": _address(),
        "service_path": f"/suggest/{what}",
        "flyout_service_url": _address(),
        "flyout_service_path": f"/flyout/{what}?id={IN_PATH}",
    }


def _limit() -> dict[str, Any]:
    return {
        "name": "limit",
        "label": gettext("Most values"),
        "type": "number",
        "default": 0,
        "help_text": gettext("How many values there may be; 0 is all of them."),
    }
