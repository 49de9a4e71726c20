"""The catalogue: what harvesters and portals read of these data, and the files that it names.

``/catalog`` is DCAT-AP, ``/.well-known/void`` VoID, ``/dumps/`` the files. What they say of a
generation follows from it alone, except which of its files are there yet: these are made behind
the readers' backs, so that no request waits for a million triples to be written.
"""
