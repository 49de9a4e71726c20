"""The interface for programs, told to them: OpenAPI 3.1, and a page to try it.

What may live here: how an operation is described, and which there are. Nothing is described twice:
questions, filters, formats and limits are read from the tables by which they are answered, and a
test holds the document against the routes.

    operation.py    an operation: its parameters, its answers, as OpenAPI has them
    schemas.py      the schemas of what is answered
    answers.py      answers and problems, by their status
    fields.py       parameters of questions and of lists, from what these are read by
    sections.py     which operations there are, section by section
    questions.py, lists.py, entities.py, endpoint.py, writing.py, service.py   a section each
    document.py     all of it as one document
    trying.py       an operation filled in: the request that a form makes
    blueprint.py    /api and /api/openapi.json
    pages.py        the page for people
"""
