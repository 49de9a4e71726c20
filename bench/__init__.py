"""How right and how fast Salkku is: generated pages with their truth, and what is measured on them.

Benches measure; they are no part of the product, and nothing of it may import them.
"""
