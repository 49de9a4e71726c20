"""From a record to its quads: pure, deterministic, without blank nodes, in the shapes of the model.

What a page gives has the page's own project, a part below it, or its source page as the subject,
so no two pages give the same quad; entities that pages share are told once, on their own.
"""
