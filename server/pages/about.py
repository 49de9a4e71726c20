"""What these data are, of when, how good, under which licence, and how they are cited."""

from flask import render_template

from server.display.linked_registers import licence_title
from server.display.texts import gettext
from server.display.wording import contacts_rule
from server.pages.asking import ask
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
    return render_template(
        "about.html",
        counts=counts,
        contacts_rule=contacts_rule(manifest.contacts),
        findings=ask("findings_by_kind"),
        registers=ask("registers"),
        licence_title=licence_title,
    )
