"""Words cut and worn down until their forms are alike, where no grammar is at hand.

That is so for names and for Swedish and English words. And it is so for forms that are in no text:
who asks does not load the grammar, which takes 220 MB and more than a second.
"""

import re
from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_LANGUAGES: Final = ("finnish", "swedish", "english")

STEM: Final = "~"
"""What stands in every stem and in no word."""

_ENDING: Final = re.compile(r"(?<=.{3})(?:kse|ks|de|te|[smndt])$")

_GRADES: Final = (
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("mm", "mp"), ("nn", "nt")),
    *(("ll", "lt"), ("rr", "rt"), ("ng", "nk"), ("d", "t"), ("v", "p")),
)
"""How consonants change within a Finnish word, and what they are worn down to."""

_SHORTEST: Final = 4
"""What is left of a shorter word says too little."""


def stems(word: str) -> tuple[str, ...]:
    """The stems of *word* in each language, each marked by the language: ``swedish~utveckling``."""
    cut = ((language, stem(word, language)) for language in _LANGUAGES)
    return tuple(f"{language}{STEM}{rest}" for language, rest in cut if len(rest) >= _SHORTEST)


def stem(word: str, language: str = "finnish") -> str:
    """What is left of *word* without the endings of *language*."""
    return "".join(_stemmer(language).analyze(word))


def skeleton(word: str) -> str:
    """What is left when also the ends of stems and the grades of consonants are taken away.

    ``työttömät`` and ``työtön`` leave the same. Other words do as well: it is a last resort.
    """
    rest = _ENDING.sub("", stem(word))
    for changed, plain in _GRADES:
        rest = rest.replace(changed, plain)
    return rest.rstrip("aeiouyäöå") or rest


@lru_cache(maxsize=len(_LANGUAGES))
def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build()
