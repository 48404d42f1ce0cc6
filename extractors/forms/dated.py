"""The date of one block of a form: what stands in its slot, beside the signature or behind the opinion, and how far a date may be
trusted that a seal lies over or a hand wrote.
"""

import re
from collections.abc import Iterable, Sequence

from extractors.forms.sections import Section
from extractors.forms.slots import COVERED, sealed, sheets_of, signature_region, whole_of
from extractors.writing.pairs import Pair
from extractors.writing.strips import METHODS, Span, field, place
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Place, overlap
from schemas.page import Line, Mark
from schemas.terms.dates import find_dates, precision
from schemas.terms.text import fold

UNDER_SEAL = 0.7
"""How far a date that was read through a seal may be trusted."""
CLEAR = 0.95
"""How sure the reader must be of each character of a date under a seal that it counts as any other."""
GAP = 1.3
"""From so many times the width of a word on, a figure of a date and the word behind it stand too far apart."""
DATE_WIDTH = 4
"""How wide the slot of a date is, in its heights."""
_UNFILLED = re.compile(r"年\s*月|月\s*日|年.{0,6}月.{0,6}日")
_BARE = re.compile(r"\s*年?\s*月?\s*日?\s*(?<=[年月日])\s*")
"""What is read of a printed «年 月 日» without figures, be it that a seal lies over one of the words."""
_SLIPPED = re.compile(r"(?<!\d)((?:19|20)\d\d)[.年,\s]{0,2}(0?[1-9]|1[0-2])[.月,\s]{0,2}([0-2]\d|3[01]|[1-9])日?(?!\d)")
_WRITTEN = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2,3})年(0?[1-9]|1[0-2])月([0-2]?\d|3[01])日")
_NO_YEAR = re.compile(r"(?<!\d)年?(0?[1-9]|1[0-2])月([0-2]?\d|3[01])日")
HAND = 0.85
"""How far a date read off handwriting may be trusted beyond what the reader says of itself."""


def dated(section: Section, after: Sequence[Pair] = ()) -> Field:
    """The date of the block as `_dated` finds it; one that was read off a picture through a seal is trusted less, for a stroke
    of it may be lost, unless the reader is sure of its every character.
    """
    found = _dated(section, after)
    if found.method != METHODS["scan"] or not any(_is_under_seal(where, section) for where in found.places):
        return found
    if all(_is_clear(where, section) for where in found.places):
        return found
    return found.model_copy(update={"confidence": min(found.confidence, UNDER_SEAL)})


def _is_clear(where: Place, section: Section) -> bool:
    """Whether the reader is sure of every character of the lines at this place, and none seems to be lost between two."""
    pages = [sheet.page for sheet in sheets_of(section) if (sheet.ref.file, sheet.ref.page) == (where.file, where.page)]
    lines = [line for page in pages for line in page.lines if where.box and overlap(page.displayed(line.box), where.box) > 0.5]
    return bool(lines) and all(line.sure and min(line.sure) >= CLEAR and not _is_gapped(line) for line in lines)


def _is_gapped(line: Line) -> bool:
    """Whether a date has room for a figure that was not read: more from the last figure of its month or day to the word behind
    it than from the words to the figures behind them («9月1 日», the 7 of 17 under the star of a seal).
    """
    if len(line.chars) != len(line.text):
        return False
    for date in _WRITTEN.finditer(line.text):
        words = [line.chars[date.end(group) + 1][0] - line.chars[date.end(group)][0] for group in ("year", "month")]
        rooms = [line.chars[date.end(group)][0] - line.chars[date.end(group) - 1][0] for group in ("month", "day")]
        if max(rooms) > GAP * max(words):
            return True
    return False


def _is_under_seal(where: Place, section: Section) -> bool:
    sheets = [sheet for sheet in sheets_of(section) if (sheet.ref.file, sheet.ref.page) == (where.file, where.page)]
    seals = [sheet.page.displayed(mark.box) for sheet in sheets for mark in sheet.page.marks if mark.kind == "seal"]
    return where.box is not None and any(overlap(where.box, seal) > COVERED for seal in seals)


def _dated(section: Section, after: Sequence[Pair]) -> Field:
    """The date of the block: of its date label, else beside the signature, else the last one behind the opinion.

    A printed «年 月 日» without figures is `blank`, and so is a slot with nothing in it; one that a seal or a pen stroke lies
    over is `unreadable`; a form without any place for a date is `not_found`.
    """
    labelled = [made for pair in section.of("signed_on") if (made := _date_in(pair.value))]
    if labelled:
        return labelled[-1]
    signs = section.of("signature", "seal", *(name for pair in after for name in pair.label.names))
    spot = min((section.place_of(pair) for pair in section.of("signature", "seal")), default=None)
    start = spot or max((section.place_of(pair) for pair in after), default=(-1, 0))
    beside = [span for pair in section.of("signature") for span in _level_with(pair, section)]
    slots = [span for pair in signs if "opinion" not in pair.label.names for span in pair.value]
    closing = [row for pair in after for span in pair.value for row in span.rows if _is_date_alone(row)]
    loose = [*closing, *beside, *slots, *section.free(start)]
    found = [made for span in loose if (made := _date_in([span])) and not _is_year(made)]
    if found:
        return found[-1]
    answers = [span for pair in section.pairs if section.place_of(pair) >= start for span in pair.value]
    printed = any(map(_is_unfilled, loose)) or any(_BARE.fullmatch(span.text) for span in answers)
    asked = section.of("signed_on")
    unfilled = printed or any(_UNFILLED.search(span.text) for span in (asked[-1].value if asked else ()))
    if asked and not unfilled and (mark := _over(asked[-1], section)):
        return Field(state="unreadable", places=(place(asked[-1].sheet, mark.box),), confidence=0.5, method="image")
    if asked:
        return asked[-1].field("signed_on").model_copy(update={"value": None, "state": "blank"})
    if printed:
        return Field(state="blank", places=whole_of(section))
    return sealed_over(section)


def _is_year(made: Field) -> bool:
    """Whether it is a year and no more: nobody dates a signature so."""
    return made.present and precision(str(made.value)) == 1


def _is_date_alone(row: Span) -> bool:
    """Whether a row of an opinion is nothing but a date: it closes the opinion, on either side of the seal's label."""
    dates = find_dates(row.text)
    return len(dates) == 1 and not (row.text[: dates[0][0]] + row.text[dates[0][1] :]).strip(" 。.")


def _is_unfilled(span: Span) -> bool:
    return bool(_UNFILLED.search(span.text) or _BARE.fullmatch(span.text))


def _over(pair: Pair, section: Section) -> Mark | None:
    """The seal or the pen stroke that lies over a slot: what is written under it may not have been seen."""
    if pair.sheet.page.kind == "flow":
        return None
    x0, y0, x1, y1 = signature_region(pair, section)
    region = (x0, y0, min(x1, x0 + DATE_WIDTH * (y1 - y0)), y1)
    marks = [mark for mark in pair.sheet.page.marks if mark.kind in ("seal", "ink")]
    return next((mark for mark in marks if overlap(region, mark.box) > COVERED), None)


def _level_with(pair: Pair, section: Section) -> list[Span]:
    """What stands free on the height of a label, though a stroke that runs into it put it on a row of its own."""
    box = pair.label.span.box
    if box is None or pair.sheet.page.kind == "flow":
        return []
    own, middle = pair.label.strip, (box[1] + box[3]) / 2
    loose = [e for e in section.entries if e.strip.cell is None and e.strip.sheet is pair.sheet and e.strip is not own]
    level = [entry for entry in loose if entry.strip.box[1] < middle < entry.strip.box[3]]
    return [span for entry in level for span in section.reading.free(entry) if span.box and span.box[0] > box[0]]


def sealed_over(section: Section) -> Field:
    """A date that was not seen where a seal is stamped may lie under it: unreadable; else there is no place for a date."""
    seal = sealed(section)[0]
    return Field(state="unreadable", places=seal.places, confidence=0.5, method="image") if seal.value else NOT_FOUND


def _date_in(spans: Iterable[Span]) -> Field | None:
    """The last date in these spans; by hand, run together (2024.0615) or short of a digit (225年3月) at less trust, without
    its year unreadable.
    """
    for span in reversed(list(spans)):
        text = span.strip.text[span.start : span.end]
        dates = find_dates(text)
        if dates:
            start, end, iso = dates[-1]
            return _by_hand(span.strip.span(span.start + start, span.start + end), iso)
        slipped = _SLIPPED.search(fold(text))
        if slipped:
            return field([span], value=_iso(slipped[1], slipped[2], slipped[3]), trust=0.7)
        short = _SHORT_YEAR.search(fold(text))
        if short:
            year = _whole_year(short[1])
            whole = _iso(year, short[2], short[3]) if year else None
            return field([span], value=whole, trust=0.5, state="read" if whole else "unreadable")
        if _NO_YEAR.search(fold(text)):
            return field([span], state="unreadable", trust=0.5)
    return None


def _by_hand(span: Span, iso: str) -> Field:
    """A date that was read off handwriting carries that prior."""
    return field([span], value=iso, trust=HAND if any(line.handwritten for line, _, _ in span.parts) else 1.0)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _whole_year(digits: str) -> str | None:
    """The only year of our time that two or three digits of it can be of: 26 and 226 are 2026, 202 may be any of ten."""
    if len(digits) == 2:
        return f"20{digits}" if digits < "40" else None
    years = [str(year) for year in range(2000, 2040)]
    found = {year for year in years if any(year[:i] + year[i + 1 :] == digits for i in range(4))}
    return found.pop() if len(found) == 1 else None
