"""Signatures and seals at a slot of a contract: a mark counts for the slot beside or under whose label it lies."""

import re
from collections.abc import Sequence

from extractors.writing.stamps import is_of_person, stamps
from extractors.writing.strips import place, strips
from schemas.field import Field
from schemas.geometry import WHOLE, Box, Place, centre, contains, overlap
from schemas.page import Line, Mark, Page, Sheet
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold

Slot = tuple[Sheet, Box]
"""Where the label of a slot stands: its page, and the label's box in working fractions."""

NO_SLOT = Field()
TYPED = 0.6
"""How sure it is that a name the reader read in a slot, without a pen stroke beside it, was typed."""


def signed_at(sheets: Sequence[Sheet], label: re.Pattern[str]) -> Field:
    """Whether a signature stands in a slot of this label: True by ink, written glyphs or a name's seal (劳动合同法十六条), False
    where the slot is empty, None (unreadable) where the page is; `not_found` where no page has such a slot.
    """
    slots = _slots(sheets, label)
    if not slots:
        return NO_SLOT
    made = [_signed(sheet, _room(sheet, box)) for sheet, box in slots]
    return max(made, key=lambda field: (field.value is True, field.value is None, field.confidence))


def sealed_at(sheets: Sequence[Sheet], label: re.Pattern[str]) -> tuple[Field, Mark | None]:
    """Whether a seal stands on the page of such a slot, and that seal. On a page without colour it cannot be told."""
    slots = _slots(sheets, label)
    pages = list({id(sheet): sheet for sheet, _ in slots}.values())
    return _sealed(pages)


def sealed(sheets: Sequence[Sheet]) -> Field:
    """Whether a seal stands anywhere on these pages, for a document without a printed slot for one."""
    return _sealed(sheets)[0]


def lettering(sheets: Sequence[Sheet], name: str) -> Field:
    """The name (a pattern) as the lettering of a seal on these pages says it; `not_found` where none does."""
    for sheet in sheets:
        for mark in sheet.page.marks:
            match = re.search(name, fold(mark.text or "")) if mark.kind == "seal" else None
            if match:
                trust = round(min(mark.confidence, mark.text_confidence or 0.0), 4)
                places = (place(sheet, mark.box),)
                return Field(value=match.group(), raw=mark.text, state="read", confidence=trust, places=places, method="image")
    return NO_SLOT


def _sealed(pages: Sequence[Sheet]) -> tuple[Field, Mark | None]:
    found = [(sheet, stamps(sheet.page.marks)) for sheet in pages]
    for sheet, stamped in found:
        if stamped.own:
            best = max(stamped.own, key=lambda mark: mark.confidence)
            return _seen(True, sheet, best.box, best.confidence), best
    if not pages:
        return NO_SLOT, None
    doubtful = next((sheet for sheet, stamped in found if stamped.doubtful), None)
    if doubtful:
        return _unclear(doubtful), None
    if any(sheet.page.colourless or sheet.page.kind == "flow" or sheet.page.quality == "unreadable" for sheet in pages):
        return _unclear(pages[0]), None
    return _seen(False, pages[0], WHOLE, 0.9 if all(sheet.page.quality == "read" for sheet in pages) else TYPED), None


def _slots(sheets: Sequence[Sheet], label: re.Pattern[str]) -> list[Slot]:
    """The printed slots, by a row that begins with (or holds, set apart) the label; clauses that speak of signing do not."""
    found: list[Slot] = []
    for sheet in sheets:
        for strip in strips(sheet):
            for match in label.finditer(strip.text):
                rest = strip.text[match.end() : match.end() + 24]
                if re.match(r"\s*[)）]?\s*(?:[:：_]|$|\s)", rest) and re.search(
                    r"[签盖公印][字名章]|[签盖公印]\s*[字名章]", match.group() + rest[:6]
                ):
                    box = strip.span(match.start(), match.end()).box
                    found += [(sheet, box)] if box else []
    return found


def _room(sheet: Sheet, label: Box) -> Box:
    """The room for what is written at a slot: right of its label as far as the next column, two lines up, one and a half down."""
    height = label[3] - label[1]
    right = min((line.box[0] for line in sheet.page.lines if _is_next_label(line, label)), default=min(1.0, label[2] + 0.4))
    return (label[0] + 0.5 * (label[2] - label[0]), label[1] - 2.0 * height, max(right, label[2] + 0.02), label[3] + 1.5 * height)


def _is_next_label(line: Line, label: Box) -> bool:
    """Whether another printed label begins right of this one on about the same height."""
    level = line.box[1] < label[3] and line.box[3] > label[1]
    printed = not line.handwritten and len(line.text.strip()) >= 2 and not looks_like_name(line.text)
    return level and printed and line.box[0] > label[2] and bool(re.search(r"[:：]|方|日期|代表", line.text))


def _signed(sheet: Sheet, room: Box) -> Field:
    page = sheet.page
    for mark in page.marks:
        if mark.kind in ("ink", "picture") and (overlap(mark.box, room) >= 0.4 or contains(room, *centre(mark.box))):
            return _seen(True, sheet, mark.box, mark.confidence)
    for line in page.lines:
        if contains(room, *centre(line.box)) and (line.handwritten or _is_written(line, page)):
            return _seen(True, sheet, line.box, min(line.confidence, 0.85))
    stamped = [mark for mark in page.marks if is_of_person(mark) and contains(room, *centre(mark.box))]
    if stamped:
        return _seen(True, sheet, stamped[0].box, stamped[0].confidence)
    names = [line for line in page.lines if contains(room, *centre(line.box)) and looks_like_name(line.text)]
    if names:
        return _seen(False, sheet, names[0].box, TYPED)
    return _unclear(sheet) if page.quality != "read" else _seen(False, sheet, room, 0.9)


def _is_written(line: Line, page: Page) -> bool:
    """Whether a name stands much larger than the print around it: a hand, not a type."""
    heights = sorted(other.box[3] - other.box[1] for other in page.lines)
    usual = heights[len(heights) // 2]
    return looks_like_name(fold(line.text)) and line.box[3] - line.box[1] > 1.7 * usual


def _unclear(sheet: Sheet) -> Field:
    return Field(state="unreadable", places=(Place(file=sheet.ref.file, page=sheet.ref.page),), confidence=0.5, method="image")


def _seen(value: bool, sheet: Sheet, box: Box, confidence: float) -> Field:
    return Field(value=value, state="read", confidence=round(confidence, 4), places=(place(sheet, box),), method="image")
