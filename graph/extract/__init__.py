"""From the bytes of one page to its record: pure reading, no store, no RDF, no clock.

A page is cut into blocks by its labels, and each kind of block has its own reader.
"""
