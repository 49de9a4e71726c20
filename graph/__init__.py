"""What we know: pages become records, records become quads, quads become a generation.

Facts live here: text, records, names, stores, registers. No HTTP, no media type, no template.
"""
