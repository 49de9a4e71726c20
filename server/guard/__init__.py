"""Public queries run here: in processes of their own, which can be ended at any moment.

The engine can neither be given a time limit nor be told to stop, so a query that passes a limit is
stopped by ending the process that runs it; a fresh one already stands ready.

    in the worker, which answers requests          in a guard, which answers one query at a time
    guard.py      queries in, answers out          __main__.py    its start: limits first
    exchange.py   borrows a guard and asks it      answering.py   a request becomes a reply
    keeper.py     starts guards, replaces them     tables.py      rows past the limit are noticed
    process.py    one guard, seen from outside     cut.py         where a row ends in each format
    pool.py       those that are free              spool.py       where an answer gathers
    slow_lane.py  few slow queries at once
    known.py      which queries were slow          in both
    running.py    cancels queries by their ids     wire.py        what goes between them
    limits.py     what a query may take            lifetime.py    nobody outlives who started him
    stats.py      what was done, in numbers        cores.py       who runs on which core

What the guard's side imports is what a fresh guard waits for: it is kept small.
"""
