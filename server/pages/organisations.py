"""The list of organisations."""

from flask import render_template, request

from server.display.naming import other_names
from server.lists.paging import page_of
from server.lists.selection import OrganisationChoice
from server.pages.asking import ask_whole, grouped


def organisations() -> str:
    """The list of organisations that the parameters choose, a page of it."""
    chosen = OrganisationChoice.read(request.args)
    rows = ask_whole("organisations")
    return render_template(
        "organisations.html",
        chosen=chosen,
        page=page_of(chosen.of(rows), request.args.get("page", 1, int)),
        kinds=sorted({row["kind"] for row in rows if row["kind"]}),
        roles=grouped("organisation_roles", "organisation"),
        other_names=other_names,
    )
