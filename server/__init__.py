"""How we answer: HTTP, negotiation, pages and the command line.

Everything that knows a request, a media type, a template or a status code is here, and only here.

The command line (command.py) and its commands:

    commands/     each a module; serve starts what follows
    app.py        the application: wiring, and nothing else

What every answer rests on:

    snapshot.py   the generation that answers; taking.py lets copies of one arrive
    settings.py   what the server is told
    warming.py    opens it before anybody asks
    own_folder.py a folder that goes with its process
    http/         formats, negotiation, validators, encodings, safety
    errors.py     what goes wrong, as HTTP
    observing/    a line a request, figures, health

For programs:

    endpoint/     /sparql, and
    guard/        the processes that answer it under limits, or
    engine/       ask an engine that holds the graph
    data/         linked data and tables
    questions/    answers of the named questions
    lists/        lists: what is chosen, counted, cut into pages
    network/      who takes part in the same projects
    citations/    how a project is cited
    reconcile/    tables matched with the register
    catalogue/    DCAT-AP, VoID and the files
    discovery/    what crawlers are told
    api/          all of it as OpenAPI
    writing/      updates, graphs and pages, for who bears a token

For people:

    pages/        a module a page; site.py is what all their templates know
    display/      how values look, in the language of the reader
    review/       links that wait for a decision
    templates/, static/, translations/, and the scripts in frontend/
"""
