"""A generation as files that anybody can take: its graph, and the answers of named questions.

    dumps/<id>/salkku.nq        the whole graph; .trig and .jsonld as well
    dumps/<id>/salkku.ttl       the default graph alone; .nt and .rdf as well
    dumps/<id>/projects.csv     a table; .parquet as well
    dumps/<id>/<file>.gz        the same, compressed; .zst as well
    dumps/<id>/<file>.about     its size and checksums; a file is there once this is

A file is made once, belongs to its generation and goes with it: a checksum that was told stays
true. Nothing here decides when files are made.
"""
