"""Prose: the running text of several pages as one string in which every character knows its line, so that a phrase
found by a pattern becomes a field with places.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.writing.strips import Span, Strip, field, folded, strips
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet


@dataclass(frozen=True)
class Prose:
    """`text` is what the strips hold, run together without breaks between them (a wrapped Chinese sentence is one
    sentence again), folded character by character for searching; `raw` is the same length as written.
    """

    strips: tuple[Strip, ...]
    raw: str
    text: str
    starts: tuple[int, ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The pieces of strips between two offsets."""
        found, index = [], max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.strips) and self.starts[index] < end:
            base = self.starts[index]
            span = self.strips[index].span(max(0, start - base), min(len(self.strips[index].text), end - base))
            if span.end > span.start:
                found.append(span)
            index += 1
        return tuple(found)

    def field(self, start: int, end: int, value: object = None, trust: float = 1.0) -> Field:
        """The field of what stands between two offsets."""
        return field(self.spans(start, end), value=value, trust=trust) if end > start else NOT_FOUND

    def search(self, pattern: str | re.Pattern[str], group: int | str = 1) -> Field:
        """The field of a pattern's group at its first match in the folded text; `NOT_FOUND` where it does not match."""
        match = re.search(pattern, self.text)
        return self.field(match.start(group), match.end(group)) if match and match[group] else NOT_FOUND


def prose(sheets: Iterable[Sheet]) -> Prose:
    """The pages as running text."""
    return of_strips(strip for sheet in sheets for strip in strips(sheet))


def of_strips(held: Iterable[Strip]) -> Prose:
    """Strips as running text; line feeds inside a strip are kept as one character so that offsets stay true."""
    kept = tuple(strip for strip in held if strip.text)
    starts, at = [], 0
    for strip in kept:
        starts.append(at)
        at += len(strip.text)
    raw = "".join(strip.text for strip in kept)
    return Prose(kept, raw, folded(raw), tuple(starts))
