"""A build: sources are read, what changed becomes quads, and a new generation is published.

Pages go through two passes, since no page's quads can be written before all names have their slugs:
first from bytes to records, which are kept, then from records to quads, which are checked.
"""
