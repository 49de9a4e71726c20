"""The stored answers of a generation: what is asked of the whole graph is worked out once.

Whoever publishes a generation works them out, so that no reader ever waits for them. After a small
change they are not worked out again: what the changed projects gave before is taken away, and what
they give now is added (``graph.questions.summing``). They lie in files of the generation, and a
file that no change touches is shared with the generation before.
"""
