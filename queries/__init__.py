"""What we ask: one SPARQL question a file, with its summary, parameters and chart in its header.

All SPARQL of the project stands in the files of this package; values are bound as terms. What
columns are called for people stands once for all, in ``columns.toml``.
"""
