"""What these data are, of when, and under which licence."""

from flask import render_template

from server.display.texts import gettext
from server.display.wording import contacts_rule
from server.snapshot import current


def about() -> str:
    """The page about the data."""
    manifest = current().generation.manifest
    counts = [
        (gettext("Projects"), manifest.counts.projects),
        (gettext("Portfolios"), manifest.counts.portfolios),
        (gettext("Organisations"), manifest.counts.organisations),
        (gettext("People"), manifest.counts.people),
        (gettext("Findings"), manifest.counts.findings),
        (gettext("Withdrawn projects"), manifest.counts.withdrawn),
        (gettext("Statements in the graph"), manifest.counts.quads),
    ]
    rule = contacts_rule(manifest.contacts)
    return render_template("about.html", counts=counts, contacts_rule=rule)
