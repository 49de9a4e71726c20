"""The named questions: read from ``queries/*.rq``, checked, and bound to values.

A question's file begins with its header: lines that begin with ``#+`` and are TOML together. They
hold the topic, a summary in each language, the parameters with their types and labels, a chart
where one makes sense, and whether the whole answer is published as a table. The rest is SPARQL as
it stands. Each parameter has its places in it, ``VALUES ?name { UNDEF }`` (or ``?asked_name``,
where a column is called like the parameter): a value takes the place of UNDEF, and without a value
the place goes.
"""
