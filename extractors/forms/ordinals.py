"""Ordinals: which of several people a heading or a label is about (专家意见（二）, 举荐专家3, 举荐人甲)."""

import re

from schemas.terms.text import fold

_FIGURES = "一二三四五六七八九十"
_LETTERS = "甲乙丙abc"
_LAST = re.compile(rf"(?<!\d)\(?第?([{_FIGURES}\d])[位名号]?\)?:?$")
_FIRST = re.compile(rf"\(?第?([{_FIGURES}\d])[位名号,.)]")
_LETTERED = re.compile(rf"(?:专家|人|者)\s*\(?([{_LETTERS}])\)?:?$")


def ordinal(text: str) -> int | None:
    """The number, or the letter as a number, at the end of a heading or label, or the number it begins with (二、专家)."""
    folded = fold(text)
    match = _LAST.search(folded) or _FIRST.match(folded)
    if match:
        return _FIGURES.index(match[1]) + 1 if match[1] in _FIGURES else int(match[1])
    lettered = _LETTERED.search(folded)
    return _LETTERS.index(lettered[1]) % 3 + 1 if lettered else None
