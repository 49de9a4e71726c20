"""The graph at an engine, as the server serves it.

watch.py      looks every second what the engine holds, and whether it answers at all
served.py     which generation answers a request, and when there is none that may
asking.py     nobody waits for an engine that is down, and not everybody for a slow one
pages.py      pages kept as they were written, for when the engine is away
"""
