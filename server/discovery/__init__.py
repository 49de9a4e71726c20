"""Being found: what crawlers, link previews and search engines are told of the site.

Entities are open to them; people's pages and the endless space of filters are not.
"""
