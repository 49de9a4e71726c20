"""Sentences that depend on the data, in the language of the reader."""

from collections.abc import Iterator
from http import HTTPStatus

from graph.privacy.policy import Contacts
from server.display.involvement import UNLISTED
from server.display.texts import gettext, ngettext


def menu(*, concepts: bool) -> Iterator[tuple[str, str]]:
    """The endpoints of the main menu and their names; *concepts*: projects have any."""
    yield "pages.projects", gettext("Projects")
    yield "pages.organisations", gettext("Organisations")
    yield "pages.funding", gettext("Funding")
    yield "pages.portfolios", gettext("Portfolios")
    if concepts:
        yield "pages.subjects", gettext("Subjects and places")
    yield "pages.people", gettext("People")
    yield "pages.questions", gettext("Questions")
    yield "pages.about", gettext("About the data")


def role_heading(role: str, count: int) -> str:
    """The name of a role, given as its concept, for *count* participants; or of UNLISTED."""
    word = role.rpartition("/")[2]
    if word == UNLISTED:
        return gettext("Pays without being listed")
    if word == "funder":
        return ngettext("Funder", "Funders", count)
    if word == "implementer":
        return ngettext("Implementer", "Implementers", count)
    return ngettext("Partner", "Partners", count)


def role_projects_heading(role: str) -> str:
    """The heading over the projects in which an organisation has a role, or pays UNLISTED."""
    word = role.rpartition("/")[2]
    if word == UNLISTED:
        return gettext("Projects it pays without being listed in them")
    if word == "funder":
        return gettext("Projects it funds")
    if word == "implementer":
        return gettext("Projects it implements")
    return gettext("Projects in which it is a partner")


def topic_heading(topic: str) -> str:
    """The name of a topic of named questions; that of a new one as its header spells it."""
    headings = {
        "data": gettext("The data themselves"),
        "documents": gettext("Texts and attachments"),
        "funding": gettext("Funding"),
        "organisations": gettext("Organisations"),
        "people": gettext("People"),
        "projects": gettext("Projects"),
        "quality": gettext("Quality"),
    }
    return headings.get(topic, topic.capitalize())


def cut_told(kept: str, total: str, limit: str, *, known: bool) -> str:
    """What an answer lacks: how much was *kept* for the *limit*, and of what *total* if *known*."""
    if known:
        return gettext(
            "It holds %(kept)s of %(total)s rows or triples; an answer may have at most %(limit)s.",
            kept=kept,
            total=total,
            limit=limit,
        )
    return gettext(
        "It holds the first %(kept)s rows or triples; an answer may have at most %(limit)s.",
        kept=kept,
        limit=limit,
    )


def error_heading(status: HTTPStatus) -> str:
    """What happened, for a person."""
    headings = {
        HTTPStatus.BAD_REQUEST: gettext("The request cannot be understood"),
        HTTPStatus.FORBIDDEN: gettext("This is not allowed"),
        HTTPStatus.NOT_FOUND: gettext("There is no such page"),
        HTTPStatus.METHOD_NOT_ALLOWED: gettext("This is not how the address is used"),
        HTTPStatus.NOT_ACCEPTABLE: gettext("There is no such format"),
        HTTPStatus.GONE: gettext("This was withdrawn"),
        HTTPStatus.TOO_MANY_REQUESTS: gettext("That was a lot at once"),
        HTTPStatus.GATEWAY_TIMEOUT: gettext("The answer took too long"),
        HTTPStatus.SERVICE_UNAVAILABLE: gettext("The data are not available right now"),
    }
    return headings.get(status, gettext("Something went wrong"))


def error_advice(status: HTTPStatus) -> str:
    """What a person can do about it."""
    if status == HTTPStatus.NOT_FOUND:
        return gettext(
            "The address may be mistyped, or the thing may never have been in the register."
            " Search for it by name in the lists."
        )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return gettext("Try again in a moment.")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return gettext(
            "The queries from your address have used up the time that they share. Wait a moment,"
            " and try again."
        )
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        return gettext("The question was stopped at its time limit. Ask for less at once.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return gettext("The mistake is ours, and it was noted. Try again later.")
    return gettext("Check the address, or begin again from the front page.")


def changed_part(part: str) -> str:
    """What of a project changed, by its word in ``graph.generations.changes``."""
    names = {
        "name": gettext("name"),
        "type": gettext("type"),
        "portfolio": gettext("portfolio"),
        "phase": gettext("phase"),
        "dates": gettext("dates"),
        "participants": gettext("participants"),
        "money": gettext("money"),
        "contacts": gettext("contacts"),
        "attachments": gettext("attachments"),
        "text": gettext("text"),
        "findings": gettext("findings"),
    }
    return names[part]


def contacts_rule(contacts: Contacts) -> str:
    """What the register's setting says about the people on the pages."""
    rules = {
        Contacts.FULL: gettext("Names, phones and e-mail addresses of contacts are published."),
        Contacts.ONGOING: gettext(
            "Phones and e-mail addresses of contacts are published only while a project runs;"
            " their names and roles stay."
        ),
        Contacts.NAMES: gettext("Contacts are published with name and role only."),
        Contacts.NONE: gettext("No contacts are published."),
    }
    return rules[contacts]
