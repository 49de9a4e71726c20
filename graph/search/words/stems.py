"""Stems of the words that no Finnish grammar knows: names, Swedish, English."""

from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_LANGUAGES: Final = ("finnish", "swedish", "english")

STEM: Final = "~"
"""What stands in every stem and in no word."""

_SHORTEST: Final = 4
"""What is left of a shorter word says too little."""


def stems(word: str) -> tuple[str, ...]:
    """The stems of *word* in each language, each marked by the language: ``swedish~utveckling``."""
    cut = ((language, stem(word, language)) for language in _LANGUAGES)
    return tuple(f"{language}{STEM}{rest}" for language, rest in cut if len(rest) >= _SHORTEST)


def stem(word: str, language: str = "finnish") -> str:
    """What is left of *word* without the endings of *language*."""
    return "".join(_stemmer(language).analyze(word))


@lru_cache(maxsize=len(_LANGUAGES))
def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build()
