"""The page that says how a table of one's own is matched with the register."""

from flask import g, render_template, url_for

from server.lists.labels import kind_name, many_name
from server.reconcile.properties import PROPERTIES, property_name
from server.reconcile.things import Things
from server.snapshot import current


def reconciliation() -> str:
    """The page about the reconciliation service: its address, steps, scores, properties."""
    kinds = Things(current()).kinds
    properties = [
        (each.id, property_name(each.id), [kind_name(kind) for kind in each.kinds if kind in kinds])
        for each in PROPERTIES.values()
    ]
    return render_template(
        "reconciliation.html",
        address=url_for("reconcile.service", language=g.language, _external=True),
        types=[(kind, many_name(kind)) for kind in kinds],
        properties=[told for told in properties if told[2]],
    )
