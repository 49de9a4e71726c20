"""SPARQL as text, beside the engine that answers it.

misreading.py    where a query cannot be read, and what was expected there
spreading.py     the same query with room between its words, in which that place is found
federation.py    which other endpoints a query may ask
code_points.py   letters of names that are written as digits
well_formed.py   what no answer in XML can say
"""
