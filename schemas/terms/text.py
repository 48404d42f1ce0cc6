"""Text as it is compared: widths, scripts, spaces and punctuation folded. Never shown: the raw string stays beside it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from opencc import OpenCC

_DOTS = "•・．‧∙⋅●｡"
BULLETS = "◆◇❖✦▲△▶►▸➤☞★☆"
"""What is set before labels and headings, and counts as white space."""
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛＇`´", "'"),
        **dict.fromkeys("—–―‒－﹣−~～", "-"),
        **dict.fromkeys("〔〖【［[﹝(（", "("),
        **dict.fromkeys("〕〗】］]﹞)）", ")"),
        **dict.fromkeys(BULLETS, " "),
        "、": ",",
        "。": ".",
        "⼀": "一",
    }
)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=65536)
def simplified(text: str) -> str:
    """Traditional forms as simplified ones (OpenCC t2s), which keeps the length of what it folds character by character."""
    return str(_simplifier().convert(text)) if any("\u4e00" <= c <= "\u9fff" for c in text) else text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The string by which two readings are compared: NFKC, simplified, no white space, one kind of quote, dash and bracket.

    A middle dot between Han characters is one sign however it was typed; circled numbers become digits (NFKC), so do not
    fold what a number's form decides.
    """
    dotted = re.sub(rf"(?<=[\u4e00-\u9fff])\s*[{_DOTS}]\s*(?=[\u4e00-\u9fff])", "·", text)
    # Once before as well: a compatibility ideograph (U+F900 …) is simplified only as the character it stands for.
    plain = unicodedata.normalize("NFKC", dotted.translate(_SAME))
    folded = unicodedata.normalize("NFKC", simplified(plain)).translate(_SAME)
    return unicodedata.normalize("NFKC", re.sub(r"\s+", "", folded).lower())


def similar(one: str, other: str) -> float:
    """How alike two strings are after folding: 1 the same, 0 nothing in common (ratio of matching blocks)."""
    a, b = fold(one), fold(other)
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def distance(one: str, other: str, limit: int) -> int:
    """Levenshtein distance, or `limit` + 1 as soon as it must be larger."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def is_han(char: str) -> bool:
    """Whether the character is a Han ideograph, the rare ones of the extensions (to which folding may lead) included."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one paragraph as running text: Chinese is joined as it is, two Latin words get a space between them."""
    text = ""
    for line in (line.strip() for line in lines):
        latin = text and line and text[-1].isascii() and text[-1].isalnum() and line[0].isascii() and line[0].isalpha()
        text += (" " if latin else "") + line
    return text
