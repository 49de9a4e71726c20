"""The graph at an engine: any SPARQL 1.1 server that holds it instead of the embedded store.

From the border inwards:

    client.py     asks the engine, and nothing else here knows HTTP
    sockets.py    one deadline for a whole answer
    place.py      where an engine is, and where a generation is there
    naming.py     what our graphs are called there, and which generation is current
    texts.py      the SPARQL that is kept in queries/engines
    dialect.py    what an engine understands otherwise than the standard
    dialects/     the engines of which that is known
    tokens.py     the tokens of a query
    rewriting.py  a query over our graphs becomes one over those of a generation
    answers.py    what comes back becomes the same terms as from the embedded store
    store.py      the three together: a GraphStore
    publishing/   brings a generation to an engine
"""
