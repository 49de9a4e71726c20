"""Registers that others keep: what an entity is called there, and by what it is known.

A register is read into entries of one shape, kept in the data directory by the hash of what was
read, and told as a named graph of every generation that is made with it. One module a register;
none of them knows what will be linked to it.
"""
