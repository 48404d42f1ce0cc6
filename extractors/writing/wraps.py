"""Wraps: forms set in columns without rules, where a label or a value too long for its column goes on below — put back on
the row where it began.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.writing.labels import Lexicon
from extractors.writing.strips import part_box, part_of
from schemas.geometry import Box
from schemas.page import Line, Sheet
from schemas.terms.dates import parse_date
from schemas.terms.text import fold

EDGE = 0.012
"""How far, in fractions of the page, two lines of one column may begin apart."""
BELOW = 1.3
"""How far below its first row, in heights of a line, a second one may stand."""
ROOM = 2.5
"""Up to how many characters may be free behind a value that had to go on below."""
REST = 12
"""Up to how many characters of a value in the middle of its column go on below."""
_INLINE = re.compile(r"\s*([\u3400-\u9fff][\u3400-\u9fff /、]{1,11}?)\s*[:：]\s*(\S)")
_TAIL = re.compile(r"[\u3400-\u9fff]{1,6}\s*[:：]")
_BARE_TAIL = re.compile(r"[\u3400-\u9fff]{1,3}[)）]?")
"""The end of a label that no colon closes."""
_LABEL = re.compile(r"[\u3400-\u9fff ()（）/、]{2,14}[:：]")
_WORDS = re.compile(r"[^:：。；;]{1,40}")


def unwrapped(sheet: Sheet, known: Lexicon) -> Sheet:
    """The sheet with such labels and values whole; lines of ruled cells, and pages that are a flow, stay as they are.

    Lines keep their numbers, by which cells know theirs: what is joined leaves an empty line, what is parted off comes last.
    """
    page = sheet.page
    held = {index for table in page.tables for cell in table.cells for index in cell.lines}
    tails = [i for i, line in enumerate(page.lines) if i not in held and _is_tail(line.text, known)]
    if page.kind == "flow":
        return sheet
    lines = list(page.lines)
    if [tail for tail in tails if _mend_label(tail, lines, held, known)]:
        _join_values(lines, held)
    _join_centred(lines, held, known)
    if lines == list(page.lines):
        return sheet
    return sheet.model_copy(update={"page": page.model_copy(update={"lines": tuple(lines)})})


def _is_tail(text: str, known: Lexicon) -> bool:
    """Whether a line may be the end of a label: a few characters and a colon, and no label by itself."""
    ends = _TAIL.fullmatch(text.strip()) or _BARE_TAIL.fullmatch(text.strip())
    return bool(ends) and fold(text).rstrip(":") not in known.names


def _mend_label(tail: int, lines: list[Line], held: set[int], known: Lexicon) -> bool:
    """Joins the end of a label («码：») with its beginning in the line above; what stood around that becomes lines of its own."""
    end = lines[tail]
    for index, line in enumerate(lines):
        cut = _label_in(line, end, known) if index not in held and index != tail and _is_above(line.box, end.box) else None
        if cut:
            before, label, after = (part_of(line, *ends) for ends in ((0, cut[0]), cut, (cut[1], len(line.text))))
            whole = label.model_copy(update={"text": label.text + end.text.strip(), "chars": ()})
            first, *others = [part for part in (before, whole, after) if part.text.strip()]
            lines[index], lines[tail] = first, _emptied(end)
            lines.extend(others)
            return True
    return False


def _emptied(line: Line) -> Line:
    return line.model_copy(update={"text": "", "chars": ()})


def _label_in(line: Line, end: Line, known: Lexicon) -> tuple[int, int] | None:
    """The offsets of the piece of a line which, right above `end`, makes a label together with it."""
    rest, closed = fold(end.text).rstrip(":"), fold(end.text).endswith(":")
    starts = [at for at in range(len(line.text)) if abs(part_box(line, at, at + 1)[0] - end.box[0]) <= EDGE * 1.5]
    for start in starts:
        for stop in range(min(len(line.text), start + 12), start, -1):
            head = fold(line.text[start:stop])
            whole = known.names.keys() & {head + rest, re.sub("[()]", "", head + rest)}
            apart = closed or (head not in known.names and not line.text[stop : stop + 1].strip())
            if whole and apart and not {head, rest} <= known.names.keys():
                return start, stop
    return None


def _is_above(box: Box, below: Box) -> bool:
    """Whether a line stands on the row above, over the beginning of the other."""
    height = below[3] - below[1]
    return -0.4 * height < below[1] - box[3] < BELOW * height - 0.4 * height and box[0] - EDGE <= below[0] < box[2]


def _join_values(lines: list[Line], held: set[int]) -> None:
    """Joins values that go on below to their first row."""
    free = sorted((i for i, line in enumerate(lines) if i not in held and line.text.strip()), key=lambda i: lines[i].box[1])
    for index in free:
        line = lines[index]
        above = next((i for i in free if i != index and _goes_on(lines, free, i, line)), None)
        if above is not None:
            text = lines[above].text + line.text.strip()
            lines[above], lines[index] = lines[above].model_copy(update={"text": text, "chars": ()}), _emptied(line)


def _goes_on(lines: Sequence[Line], free: Sequence[int], above: int, line: Line) -> bool:
    """Whether the line is the second row of the value `above`: right below it, while that is beside a label and fills its
    column, and no label stands on the second row.
    """
    value = lines[above]
    if not (value.text and line.text and _WORDS.fullmatch(line.text.strip())):
        return False
    if not _is_above(value.box, line.box) or abs(value.box[0] - line.box[0]) > EDGE:
        return False
    if any(lines[i].text and lines[i].box[2] <= line.box[0] + EDGE and _level(lines[i].box, line.box) for i in free):
        return False
    row = sorted((lines[i].box for i in free if lines[i].text and _level(lines[i].box, value.box)), key=lambda box: box[0])
    label = next((i for i in free if lines[i].box[2] <= value.box[0] + EDGE and _level(lines[i].box, value.box)), None)
    right = next((other[0] for one, other in pairwise(row) if one == value.box), 0.9)
    size = (value.box[2] - value.box[0]) / max(1, len(value.text))
    return label is not None and bool(_LABEL.fullmatch(lines[label].text.strip())) and right - value.box[2] < ROOM * size


def _join_centred(lines: list[Line], held: set[int], known: Lexicon) -> None:
    """Joins values that stand on one line with their label, set in the middle of their column, to the rest that did not fit:
    出生日期：一九六八年十二月十, and 五日 under the middle of the figures.
    """
    free = [i for i, line in enumerate(lines) if i not in held and line.text.strip()]
    values = [(i, box) for i in free if (box := _value_box(lines[i], known))]
    for index in free:
        rest = lines[index]
        if len(rest.text.strip()) > REST or not _WORDS.fullmatch(rest.text.strip()) or parse_date(rest.text):
            continue
        above = next((i for i, box in values if i != index and _is_above(box, rest.box) and _is_under(rest.box, box)), None)
        if above is not None:
            text = lines[above].text.rstrip() + rest.text.strip()
            lines[above], lines[index] = lines[above].model_copy(update={"text": text, "chars": ()}), _emptied(rest)


def _value_box(line: Line, known: Lexicon) -> Box | None:
    """The box of the value behind a known label on the same line."""
    match = _INLINE.match(line.text)
    return part_box(line, match.start(2), len(line.text.rstrip())) if match and fold(match[1]) in known.names else None


def _is_under(rest: Box, value: Box) -> bool:
    """Whether it is narrower, and in the middle."""
    return rest[2] - rest[0] < value[2] - value[0] and abs(rest[0] + rest[2] - value[0] - value[2]) < 2 * EDGE


def _level(box: Box, other: Box) -> bool:
    return min(box[3], other[3]) - max(box[1], other[1]) > 0.5 * min(box[3] - box[1], other[3] - other[1])
