"""Reporting an error in a record: a message, prepared for the reader to send.

Nothing is sent and nothing is stored: the form ends in a message with everything that the keeper
of the register needs, to be sent from the reader's own mail.
"""

from collections.abc import Callable
from typing import Final, NamedTuple
from urllib.parse import quote

from flask import g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from ontology.iris import mailbox
from server.data.rows import Row
from server.display.texts import gettext
from server.http.form_seal import FormSeal
from server.pages.asking import entity
from server.snapshot import current

LONGEST: Final = 4000
"""So many characters may be written: what mail programs take from a link."""

TRAP: Final = "website"
"""The field that no person sees, and every program fills in."""


class Message(NamedTuple):
    """A message to the keeper of the register; *address* is empty when the contact has none."""

    address: str
    subject: str
    body: str

    @property
    def link(self) -> str:
        """The message as the address of a new mail (RFC 6068); empty without an address."""
        body = quote(self.body.replace("\n", "\r\n"), safe="")
        parameters = f"subject={quote(self.subject, safe='')}&body={body}"
        address = quote(self.address, safe="@")
        return f"{mailbox(address).value}?{parameters}" if address else ""


def report_page(secret: bytes) -> Callable[[str], Response]:
    """Return the view of the form, sealed with what is made of *secret*."""
    seals = FormSeal(secret)

    def report(slug: str) -> Response:
        project = entity("project", slug)
        said = request.form.get("message", "").strip()[:LONGEST]
        sent = request.method == "POST"
        refused = sent and not (said and is_person(seals, slug))
        page = render_template(
            "report.html",
            slug=slug,
            project=project,
            said=said,
            message=message(project, slug, said),
            ready=sent and not refused,
            refused=refused,
            seal=seals.seal(slug),
            trap=TRAP,
            longest=LONGEST,
            contact=current().generation.register.contact,
        )
        answer = make_response(page)
        answer.headers["Cache-Control"] = "no-store"  # the seal in it grows old
        return answer

    return report


def is_person(seals: FormSeal, slug: str) -> bool:
    """Whether the form at hand, about the project *slug*, was filled in by a person."""
    return not request.form.get(TRAP) and seals.holds(request.form.get("seal", ""), slug)


def message(project: Row, slug: str, said: str) -> Message:
    """Return the message about a *project*, with what the reader *said*."""
    generation, contact = current().generation, current().generation.register.contact
    lines = (
        said or gettext("(Write here what is wrong, and how it should be.)"),
        "",
        f"{gettext('Project')}: {project['name'] or slug}",
        f"{gettext('Permanent address')}: {project['project']}",
        f"{gettext('Page')}: {url_for('pages.project', slug=slug, _external=True)}",
        f"{gettext('Source page')}: {project['page_url'] or project['page'] or '–'}",
        f"{gettext('Generation')}: {generation.id}",
        f"{gettext('Language')}: {g.language}",
    )
    subject = gettext("Error in the register: %(name)s", name=project["name"] or slug)
    return Message(contact if is_address(contact) else "", subject, "\n".join(lines))


def is_address(contact: str) -> bool:
    """Whether the *contact* of a register is an e-mail address."""
    return "@" in contact and ":" not in contact and " " not in contact
