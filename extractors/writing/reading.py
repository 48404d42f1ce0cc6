"""Readings: a document's pages as one sequence of strips with their labels and values, and what no label claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.writing.labels import Lexicon
from extractors.writing.pairs import Pair, on_strips
from extractors.writing.strips import Span, Strip, strips
from schemas.geometry import Box
from schemas.page import Sheet

SLACK = 0.02
"""By how much, in fractions of the page, the rules of one column may lie apart on two pages."""


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
        here = _entries(held, by_strip, len(entries))
        entries = [*_continued(entries, here), *here]
    return Reading(tuple(entries))


def _continued(before: Sequence[Entry], here: Sequence[Entry]) -> list[Entry]:
    """The entries so far, the values in the last row of their table whole where the page broke the row: the table goes on with
    a row whose cells under the labels are empty.
    """
    above, row = _row(before[::-1]), _row(here)
    if (
        not above
        or not row
        or row[0].strip.text
        or any(entry.pairs for entry in row)
        or above[0].strip.sheet is row[0].strip.sheet
    ):
        return list(before)
    labelled = {id(entry.strip) for entry in above if entry.pairs}
    rest: dict[int, Span] = {}
    for entry in row:
        over = next((other for other in above if _one_column(other.strip.box, entry.strip.box)), None)
        if entry.strip.text and (over is None or id(over.strip) in labelled):
            return list(before)
        rest |= {id(over.strip): entry.strip.whole} if over and entry.strip.text else {}
    changed = {entry.position: _with_rest(entry, rest) for entry in above}
    return [changed.get(entry.position, entry) for entry in before]


def _row(entries: Sequence[Entry]) -> list[Entry]:
    """The cells of the row that these begin with, from left to right; none where it is no row of a table."""
    cell, strip = (entries[0].strip.cell, entries[0].strip) if entries else (None, None)
    if cell is None or strip is None:
        return []
    same = [e for e in entries if e.strip.sheet is strip.sheet and e.strip.table == strip.table]
    return sorted((e for e in same if e.strip.cell and e.strip.cell.row == cell.row), key=lambda entry: entry.strip.box[0])


def _one_column(box: Box, other: Box) -> bool:
    return abs(box[0] - other[0]) < SLACK and abs(box[2] - other[2]) < SLACK


def _with_rest(entry: Entry, rest: Mapping[int, Span]) -> Entry:
    held = [(pair, next((rest[id(span.strip)] for span in pair.value if id(span.strip) in rest), None)) for pair in entry.pairs]
    pairs = (Pair(pair.label, (*pair.value, more), pair.slot) if more else pair for pair, more in held)
    return Entry(entry.position, entry.strip, tuple(pairs))


def _entries(held: Sequence[Strip], by_strip: dict[int, list[Pair]], first: int) -> list[Entry]:
    return [Entry(first + number, strip, tuple(by_strip.get(id(strip), ()))) for number, strip in enumerate(held)]
