"""How quickly a reader of a large register gets pages of lists, and completions while typing."""
