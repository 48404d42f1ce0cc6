"""Seals across pages (骑缝章): halves at the sides of pages that follow one another, put together again by their marks.

They show that the pages belong together. None is the seal of a slot, whatever slot one of its halves lies beside.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.writing.stamps import SIDE, is_half
from schemas.geometry import PageRef
from schemas.page import Mark, Sheet

LEVEL = 0.04
"""How far apart in height, in fractions of the page, the middles of two halves lie at most."""
ALIKE = 0.8
"""How much lower than the other one of two halves is at most."""

Half = tuple[PageRef, Mark]


class Seam(NamedTuple):
    """The halves of one seal, in the order of the pages; their lettering, where it runs on, and how far it may be trusted."""

    halves: tuple[Half, ...]
    text: str | None
    confidence: float


def seams(sheets: Sequence[Sheet]) -> tuple[Seam, ...]:
    """The seals whose halves stand on pages that follow one another in a file."""
    ordered = sorted(sheets, key=lambda sheet: (sheet.ref.file, sheet.ref.page))
    chains: list[list[Half]] = []
    for before, after in pairwise(ordered):
        if before.ref.file != after.ref.file or after.ref.page != before.ref.page + 1:
            continue
        for one in filter(is_half, before.page.marks):
            other = next((mark for mark in after.page.marks if is_half(mark) and _belongs(one, mark)), None)
            if other is None:
                continue
            chain = next((chain for chain in chains if chain[-1] == (before.ref, one)), None)
            chain.append((after.ref, other)) if chain else chains.append([(before.ref, one), (after.ref, other)])
    return tuple(Seam(tuple(chain), *_lettering([mark for _, mark in chain])) for chain in chains)


def _belongs(one: Mark, other: Mark) -> bool:
    """Whether two halves are of one size and on one height."""
    (top, bottom), (above, below) = one.box[1::2], other.box[1::2]
    high, tall = bottom - top, below - above
    level = abs((top + bottom) - (above + below)) / 2 <= LEVEL
    return level and min(high, tall) >= ALIKE * max(high, tall) and one.colour == other.colour


def _lettering(halves: Sequence[Mark]) -> tuple[str | None, float]:
    """The text of the left half and the right one: of two that the facing sides of two pages cut, with all that was read."""
    rights = [mark for mark in halves if mark.box[2] >= 1 - SIDE]
    lefts = [mark for mark in halves if mark.box[0] <= SIDE]
    if len(halves) != 2 or len(rights) != 1 or len(lefts) != 1 or not (rights[0].text and lefts[0].text):
        return None, 0.0
    begun, ended = rights[0].text, lefts[0].text
    twice = begun[-1] == ended[0]
    trust = min(mark.text_confidence or 0.0 for mark in halves)
    return begun + ended[twice:], trust
