"""Spares: pages that belong to no document — blank ones, and second copies of a page that is already there."""

import re
from collections.abc import Sequence

from schemas.page import Page, Sheet
from schemas.terms.text import fold, similar

BLANK_INK = 0.004
"""The share of dark pixels up to which a page without words is blank (a back, with what shines through)."""
STRAY = 4
"""How many characters may be read off the dirt of a blank page."""
NEAR_PICTURE = 6
"""Bits by which the fingerprints of two pictures of one page may differ, of 64."""
SAME_TEXT, NEAR_TEXT = 0.99, 0.97
"""How alike the texts of two pages must be, and of two whose pictures are alike: forms filled in by two experts are alike too."""
LONGEST = 6000
"""How many characters of a page are compared."""
ENOUGH_TEXT = 40
"""Characters below which equal text alone says nothing (two covers may say the same)."""


def is_blank(page: Page) -> bool:
    """Whether nothing stands on the page: no words to speak of, no mark, no picture, next to no ink."""
    words = sum(len(fold(line.text)) for line in page.lines if line.confidence >= 0.5)
    if page.marks or page.tables or words > STRAY or page.quality != "read":
        return False
    return not words if page.ink_ratio is None else page.ink_ratio <= BLANK_INK


def copies(sheets: Sequence[Sheet]) -> dict[int, int]:
    """Position of a copy -> position of the page it copies (the first one). Blank pages are nobody's copies."""
    found: dict[int, int] = {}
    kept: list[tuple[int, str, frozenset[str]]] = []
    for position, sheet in enumerate(sheets):
        if is_blank(sheet.page):
            continue
        text = fold(sheet.page.text[:LONGEST])
        lines = frozenset(fold(line.text) for line in sheet.page.lines)
        original = next(
            (old for old, held, rows in kept if _is_copy(sheets[old].page, sheet.page, held, text, rows, lines)), None
        )
        if original is None:
            kept.append((position, text, lines))
        else:
            found[position] = original
    return found


def _is_copy(one: Page, other: Page, text: str, copy: str, lines: frozenset[str], others: frozenset[str]) -> bool:
    if one.key == other.key:
        return True
    near = one.fingerprint and other.fingerprint and _bits(one.fingerprint, other.fingerprint) <= NEAR_PICTURE
    shared = len(lines & others) / max(1, len(lines | others))
    if len(text) < ENOUGH_TEXT or shared < (0.4 if near else 0.75) or _numbers(text) != _numbers(copy):
        return False
    return similar(text, copy) >= (NEAR_TEXT if near else SAME_TEXT)


def _numbers(text: str) -> frozenset[str]:
    """The long numbers (telephone, identity card, certificate), in which two people's pages differ."""
    return frozenset(re.findall(r"\d{7,}", text))


def _bits(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
