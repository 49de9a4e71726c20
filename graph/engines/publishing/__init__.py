"""A generation brought to an engine, where readers see all of it from one moment to the next.

addresses.py   where an engine takes updates and graphs, by where it takes queries
statements.py  what is sent: the triples of each graph, as lines and in pieces
loading.py     how it is sent: all at once where the engine can, else graph by graph in pieces
checking.py    whether it arrived: counts and hash
begun.py       what is on its way in or out, so that what a killed process left can be swept
publishing.py  the whole way: sweep, load, check, enter, switch, drop what is too old
"""
