"""How things look to people: values, sentences, tables and charts in the language of the reader.

Plain values come in, what a template shows goes out; no request is answered here.
"""
