"""What an index is asked, and what it answers: a module for each kind of question.

Nothing outside of these rooms speaks to the library that holds the index, but the writer.
"""
