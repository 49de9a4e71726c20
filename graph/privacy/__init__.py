"""What is withheld of people, and how: settings, masks, and those who are forgotten.

What is withheld leaves the record before anything is made of it, so no later step can tell it.
"""
