"""Every kind of page of the site, by an address of it in the sample register."""

from typing import Final

PROJECT: Final = "kirjasto-lainaa-muutakin"

KINDS: Final = {
    "home": "/",
    "search": "/search?q=nuoret",
    "search-nothing": "/search?q=xyzzyx",
    "projects": "/projects",
    "projects-chosen": "/projects?q=nuoret&year=2015&sort=amount",
    "projects-none": "/projects?q=xyzzyx",
    "projects-funders": "/projects?view=funders",
    "projects-implementers": "/projects?view=implementers",
    "projects-allocations": "/projects?view=allocations",
    "projects-timeline": "/projects?view=timeline",
    "project": f"/projects/{PROJECT}",
    "organisations": "/organisations",
    "organisation": "/organisations/oulun-kaupunki",
    "organisation-with-units": "/organisations/oulun-kaupunki?with_units=1",
    "people": "/people",
    "person": "/people/maija-meikalainen",
    "portfolios": "/portfolios",
    "funding": "/funding",
    "findings": "/findings",
    "about": "/about",
    "changes": "/changes",
    "source": "/pages/077-kirjasto-lainaa-kaiken",
    "history": f"/projects/{PROJECT}/history",
    "report": f"/projects/{PROJECT}/report",
    "portfolio": "/portfolios/asuminen-ja-kaupunkiymparisto-2021-2027",
    "embedding": "/embed/",
    "embedded-chart": "/embed/chart/funding_by_year",
    "embedded-table": "/embed/table/funding_by_year",
    "embedded-network": "/embed/network?start=organisation/oulun-kaupunki",
    "catalogue": "/catalog",
    "facet": "/projects?facet=funder",
    "organisations-chosen": "/organisations?role=funder",
    "network": "/network",
    "network-of-one": "/network?start=/id/organisation/oulun-kaupunki",
    "subjects": "/subjects",
    "places": "/places",
    "links": "/links",
    "questions": "/queries/",
    "question": "/queries/funding_by_year",
    "query": "/sparql",
    "api": "/api",
    "api-operation": "/api/list_projects",
    "ontology": "/ontology",
    "reconciliation": "/reconciliation",
    "accessibility": "/accessibility",
    "not-found": "/projects/no-such-project",
}
"""The address below the language; what cannot be known here is found on the way."""

SCRIPTED: Final = frozenset(
    {
        "project",
        "organisation",
        "organisation-with-units",
        "portfolio",
        "funding",
        "network",
        "network-of-one",
        "embedding",
        "embedded-chart",
        "embedded-network",
        "question",
        "query",
    }
)
"""The kinds that may weigh more, for they hold a network, a chart or an editor."""
