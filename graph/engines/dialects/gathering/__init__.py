"""Queries answered from an engine that finds triples well and computes with them badly.

A query's text is read for its patterns; what they can match is fetched by plain look-ups, and the
query runs, word for word, over what was fetched. More than it needs does no harm, for all of it
belongs to the generation; less cannot be, for a look-up is only narrowed by a value where rows with
another one could not survive.
"""
