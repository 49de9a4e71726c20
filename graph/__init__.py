"""What we know: pages become records, records become quads, quads become a generation.

Facts live here: text, records, names, stores, registers. No HTTP, no media type, no template.

From a page to what is served:

    register/      the register described once: its name, its city, its licence
    extract/       a page's text becomes a record, whose shape is in records.py
    names/         which organisation a printed name means
    privacy/       what of a record may be published
    identity/      which mentions are one thing, whose kinds are in entities.py, and their slugs
    registers/     what others keep, and
    links/         which of it our entities are linked to
    quads/         a record becomes quads
    shapes/        whether they make a good graph
    build/         one build, from its sources to the switch
    writes/        what others change in the graph; orders.py is how it is asked for, and
                   carrying_out.py how it is done
    generations/   where all of it lives, and how it becomes current
    sample/        an invented register to begin with

What is worked out of a generation, and kept with it:

    search/        the index: words, facets, sums
    answers/       the answers to what is asked of everything
    dumps/         files to take away

Asking it:

    questions/     the named questions, and values.py for what they are asked about
    store.py       the one port to a graph: here in this process,
    remote.py      at an endpoint of others,
    engines/       or at an engine that holds the graph instead
    sparql/        what can be told of a query by its text alone
"""
