"""Changes from outside: SPARQL Update, the Graph Store Protocol, and uploaded pages.

Each needs a bearer token and becomes a job, which the worker's own writer process performs; who
asked waits for the generation that it made. What may live here: who may write, how a request says
what to write, and how it gets to the writer. What becomes of an order belongs to ``graph.orders``.

    authority.py     who may do what: bearer tokens
    intake.py        a request is taken in: token first, then the body
    jobs.py          what the writer is told
    writer.py        the writer process, seen from the worker
    working.py       the writer's side: it performs jobs, one after another
    performing.py    a job becomes an order, which is carried out
    landing.py       where uploads lie while they are read
    update.py        /update
    graph_store.py   /gsp
    uploads.py       /pages
"""
