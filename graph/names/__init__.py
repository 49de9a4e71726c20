"""Which organisation a printed name means: known names are data here, not code.

A name is taken apart (``printed``); each part is read (``reading``, ``money``) with what is known
(``entries``, ``index``) and by words about the unknown (``words``); the parts are put together
again (``understanding``, ``listing``). ``book`` is the door to all of it.
"""
