"""Public queries run here: in processes of their own, which can be ended at any moment.

The engine can neither be given a time limit nor be told to stop, so a query that passes a limit is
stopped by ending the process that runs it; a fresh one already stands ready.

    the worker, which answers requests      a guard, which answers one query at a time
    guard.py      lends guards to queries   __main__.py    its start: limits first
    keeper.py     starts, replaces them     answering.py   a request becomes a reply
    process.py    one guard, from outside   spool.py       where an answer gathers
    slow_lane.py  few slow queries at once  cut.py         where a row ends in each format
    cancelling.py ends a query by its id    lifetime.py    nobody outlives who started him
                         wire.py: what goes between the two

What the guard's side imports is what a fresh guard waits for: it is kept small.
"""
