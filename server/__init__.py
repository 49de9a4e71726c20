"""How we answer: HTTP, negotiation, pages and the command line.

Everything that knows a request, a media type, a template or a status code is here, and only here.
"""
