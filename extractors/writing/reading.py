"""Readings: a document's pages as one sequence of strips with their labels and values, and what no label claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.writing.labels import Lexicon
from extractors.writing.pairs import Pair, on_strips
from extractors.writing.strips import Span, Strip, strips
from schemas.page import Sheet


@dataclass(frozen=True)
class Entry:
    """One strip with the pairs whose label it holds. `position` counts the strips of the document."""

    position: int
    strip: Strip
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Reading:
    """The entries of a document in reading order, and for each strip (by position) the spans that labels and values take."""

    entries: tuple[Entry, ...]

    @cached_property
    def claimed(self) -> dict[int, list[tuple[int, int]]]:
        """Strip (by identity) -> the offsets that are a label or its value."""
        taken: dict[int, list[tuple[int, int]]] = {}
        for entry in self.entries:
            for pair in entry.pairs:
                for span in (pair.label.span, *pair.value):
                    taken.setdefault(id(span.strip), []).append((span.start, span.end))
        return taken

    def free(self, entry: Entry) -> list[Span]:
        """The parts of the entry's lines that neither a label nor a value takes."""
        strip, taken = entry.strip, sorted(self.claimed.get(id(entry.strip), []))
        found: list[Span] = []
        for index, offset in zip(strip.lines, strip.offsets, strict=True):
            at, end = offset, offset + len(strip.sheet.page.lines[index].text)
            for start, stop in [*taken, (end, end)]:
                if start > at and at < end:
                    found.append(strip.span(at, min(start, end)))
                at = max(at, stop)
        return [span for span in found if span.end > span.start]


def read_sheets(sheets: Iterable[Sheet], known: Lexicon) -> Reading:
    """The reading of these pages by this lexicon."""
    entries: list[Entry] = []
    for sheet in sheets:
        held = strips(sheet)
        by_strip: dict[int, list[Pair]] = {}
        for pair in on_strips(held, known):
            by_strip.setdefault(id(pair.label.strip), []).append(pair)
        entries += _entries(held, by_strip, len(entries))
    return Reading(tuple(entries))


def _entries(held: Sequence[Strip], by_strip: dict[int, list[Pair]], first: int) -> list[Entry]:
    return [Entry(first + number, strip, tuple(by_strip.get(id(strip), ()))) for number, strip in enumerate(held)]
