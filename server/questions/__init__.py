"""The library of named questions: their pages for people, and their answers for programs.

A question is a file of the room ``queries`` and nothing else: whatever stands in its header
appears here by itself. Answers come from the evaluator of public queries, under its limits.
"""
