"""The search index of a generation: what of the graph is found by words, facets and sums.

It holds nothing that the generation's store does not publish, is made and patched with it, and
answers what SPARQL is slow at: words in every inflection, counts by facet, sums under any filter.
"""
