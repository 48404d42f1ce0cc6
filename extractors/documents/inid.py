"""INID codes: the figures in brackets by which patent offices mark what stands on a front page (WIPO ST.9), in any language:
(54) title, (72) or (75) inventors, (10) or (11) number, (45) day of grant.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.writing.persons import names_of
from extractors.writing.strips import Span, Strip, field
from schemas.field import Field
from schemas.page import Line
from schemas.terms.dates import find_dates
from schemas.terms.text import join_lines

_CODE = re.compile(r"\s*[(（](?P<code>\d{2})[)）]\s*")
_LABEL = re.compile(
    r"(?:发明名称|实用新型名称|发明人|设计人|Inventors?|Patent\s*No\.?|Date\s*of\s*Patent|Pub\.\s*Date|Title)\s*[:：]?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[A-Z]{2}\s?)?\d[\d,. ]{4,14}\d(?:\s?[A-C]\d?)?")
BELOW = 2.0
"""How far below a row, in its heights, the next row of the same item begins at most."""
INDENT = 0.14
"""How far right of its code, in fractions of the width, an item goes on."""


def by_codes(strips: Sequence[Strip]) -> dict[str, Field]:
    """``title, holders, number, issued_on`` as the codes give them; those that no code marks are left out."""
    found: dict[str, Field] = {}
    for code, spans in _items(strips):
        made = field(spans, value=join_lines(span.text for span in spans))
        name, value = _value(code, str(made.value))
        if name and value and name not in found:
            found[name] = made.model_copy(update={"value": value})
    return found


def _value(code: str, text: str) -> tuple[str, object]:
    if code == "54":
        return "title", text.strip(" .")
    if code in ("72", "75"):
        parts = (re.sub(r"[(（][^()（）]*[)）]?", "", part).split(",")[0] for part in re.split("[;；]", text))
        return "holders", [name for part in parts for name in names_of(part)]
    if code in ("10", "11"):
        number = _NUMBER.search(text)
        return "number", number.group().strip() if number else ""
    if code == "45":
        days = find_dates(text)
        return "issued_on", days[0][2] if days else ""
    return "", ""


def _items(strips: Sequence[Strip]) -> Iterator[tuple[str, list[Span]]]:
    """Each code with the spans of its item: what stands behind it, and the rows that go on below in its column."""
    lines = [(strip, n, strip.sheet.page.lines[index]) for strip in strips for n, index in enumerate(strip.lines)]
    for strip, n, line in lines:
        match = _CODE.match(line.text)
        if match is None:
            continue
        label = _LABEL.match(line.text, match.end())
        start = label.end() if label else match.end()
        first = [_span(strip, n, start)] if line.text[start:].strip() else [_span(s, k, 0) for s, k in _beside(strip, n)]
        yield match["code"], [*first, *(_span(s, k, 0) for s, k in _below(line, strip, lines))]


def _beside(strip: Strip, n: int) -> list[tuple[Strip, int]]:
    """The part of the same row behind a code that stands alone."""
    return [(strip, n + 1)] if n + 1 < len(strip.lines) else []


def _below(line: Line, strip: Strip, lines: Sequence[tuple[Strip, int, Line]]) -> Iterator[tuple[Strip, int]]:
    """The rows of the column under a code, up to the next code or a gap."""
    bottom, height = line.box[3], line.box[3] - line.box[1]
    column = sorted(
        (each for each in lines if each[0].sheet is strip.sheet and 0 <= each[2].box[0] - line.box[0] + 0.01 <= INDENT),
        key=lambda each: each[2].box[1],
    )
    for other, n, below in column:
        if below.box[1] < bottom - 0.3 * height:
            continue
        if below.box[1] - bottom > BELOW * height or _CODE.match(below.text):
            return
        bottom = below.box[3]
        yield other, n


def _span(strip: Strip, n: int, start: int) -> Span:
    offset, text = strip.offsets[n], strip.sheet.page.lines[strip.lines[n]].text
    return strip.span(offset + start, offset + len(text))
