"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, as a bare WSGI application.

It stands beside Flask and not in it, for look-ups are many and small. What may live here: what
turns a request into a public query and its answer into bytes on the wire. How a query is answered
is the evaluator's, what a page shows is Flask's.

    application.py   a request, from its method to its reply
    protocol.py      its parameters: which query, which graphs, which format
    bodies.py        what it carries, read so that a slow client keeps nobody waiting
    repeatable.py    whether the same query has the same answer again, and under which ETag
    shelf.py         a reply that the client holds, that is kept, or that is made
    result_cache.py  answers kept for the next who asks
    shared_replies.py  those that all processes keep together
    joining.py       one answer for all who ask for it at once
    remembering.py   answers that pages show, kept as well
    large.py         large answers, sent piece by piece
    places.py        room for what slow clients hold up
    budget.py        how many seconds of queries a client may spend
    together.py      what all processes have together
    encodings.py     gzip, brotli, zstd
    description.py   what the service says of itself
    problems.py      what went wrong, as problem descriptions
    reply.py         the reply, and the headers that each one has

Every answer says in its headers whether it is whole:

    Salkku-Generation   the id of the generation that was asked
    Salkku-Seconds      how long the query ran when it was answered
    Salkku-Truncated    ``false``, or ``true`` when the answer was cut at a limit; then also
    Salkku-Kept         how many rows or triples are left,
    Salkku-Limit        the limit, and
    Salkku-Total        how many there are in all, where that is known
"""
