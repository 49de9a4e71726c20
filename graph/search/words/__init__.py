"""Words: how they stand in a text, of what word each is a form, and which are close to each other.

The grammar is needed where texts are read. Who asks needs only the lexicon that was made then.
"""
