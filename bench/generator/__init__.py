"""Project pages by the thousand, each with the truth about it.

The truth is written down while the page is: nothing here may import the reading of pages.
"""

from bench.generator.page import Generated, Truth
from bench.generator.pages import generate

__all__ = ["Generated", "Truth", "generate"]
