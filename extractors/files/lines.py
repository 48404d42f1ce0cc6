"""Characters become lines: grouped by baseline, split where a wide gap says that two things stand side by side."""

import re
from collections.abc import Iterable, Sequence
from statistics import median

from extractors.files.glyphs import Glyph
from extractors.files.hanzi import is_han

LABEL = re.compile(r"[\u4e00-\u9fff（）()、/]{2,9}[:：]")
WIDE_GAP = 2.0  # in characters: more than this on one baseline is two lines
_LABEL_GAP = 0.6  # already this much where a new label with its colon begins after another
_SPREAD_GAP = 8.0  # a two-character label spread over its cell (姓　　　名) is still one


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The lines of one block (a cell, or all that stands in none), from top to bottom and left to right.

    Blanks are dropped, except that one blank glyph stands for a visible gap inside a line.
    """
    rows = rows_of([glyph for glyph in glyphs if (glyph.text and glyph.x1 > glyph.x0) or glyph.text.isspace()])
    return [line for row in rows for line in _split(_once(row))]


def rows_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Characters by baseline, from top to bottom; those of a row from left to right."""
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x0)):
        if rows and abs(glyph.y - base) <= 0.3 * min(glyph.size, median(g.size for g in rows[-1][-5:])) + 0.3:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
        base = glyph.y if len(rows[-1]) == 1 else base + (glyph.y - base) / len(rows[-1])
    return [sorted(row, key=lambda g: (g.x0, g.x1)) for row in rows]


def _once(row: list[Glyph]) -> list[Glyph]:
    """Without the second strokes of a fake bold: the same character printed again within a third of its width."""
    kept: list[Glyph] = []
    for glyph in row:
        if not any(_doubles(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return kept


def _doubles(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and abs(one.x0 - other.x0) < 0.3 * min(one.x1 - one.x0, other.x1 - other.x0)


def _split(row: list[Glyph]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = []
    blank: Glyph | None = None
    for k, glyph in enumerate(row):
        if glyph.text.isspace():
            blank = glyph
            continue
        if not parts or _apart(parts[-1], row[k:]):
            parts.append([glyph])
        elif blank is not None or _gap(parts[-1][-1], glyph) > _word_gap(parts[-1][-1], glyph):
            parts[-1] += [_blank(parts[-1][-1], glyph), glyph]
        else:
            parts[-1].append(glyph)
        blank = None
    return _rejoin_labels(parts)


def _apart(part: Sequence[Glyph], rest: Sequence[Glyph]) -> bool:
    """Whether another line begins with `rest`: after a wide gap, with a new label, or where a form field begins or ends."""
    gap = _gap(part[-1], rest[0])
    return rest[0].field != part[-1].field or gap > WIDE_GAP or (gap > _LABEL_GAP and _new_label(part, rest))


def _gap(left: Glyph, right: Glyph) -> float:
    """The white between two characters, in ems of the smaller."""
    return (right.x0 - left.x1) / max(min(_em(left), _em(right)), 1.0)


def _em(glyph: Glyph) -> float:
    """The size of the type: a Han character is as wide as that, and boxes are somewhat higher."""
    return glyph.x1 - glyph.x0 if is_han(glyph.text) else glyph.size * 0.85


def _word_gap(left: Glyph, right: Glyph) -> float:
    return 0.2 if left.text.isascii() and right.text.isascii() else 0.7


def _blank(left: Glyph, right: Glyph) -> Glyph:
    return left._replace(text=" ", x0=left.x1, x1=max(right.x0, left.x1))


def _new_label(before: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Whether ``label: value`` is followed by another label with its colon."""
    head = "".join(g.text for g in after[:10] if not g.text.isspace())
    return any(g.text in ":：" for g in before) and LABEL.match(head) is not None


def _rejoin_labels(parts: list[list[Glyph]]) -> list[list[Glyph]]:
    """What was only spread over its room (姓　　　名：, or a date still to be written) becomes one line again."""
    joined: list[list[Glyph]] = []
    for part in parts:
        if joined and _spread(joined[-1], part):
            joined[-1] = [*joined[-1], _blank(joined[-1][-1], part[0]), *part]
        else:
            joined.append(part)
    return joined


def _spread(left: Sequence[Glyph], right: Sequence[Glyph]) -> bool:
    if left[-1].field != right[0].field or _gap(left[-1], right[0]) >= _SPREAD_GAP:
        return False
    return spread("".join(g.text for g in left), "".join(g.text for g in right))


def spread(left: str, right: str) -> bool:
    """Whether two parts of a row are one thing: two single Han characters, or the 年, 月 and 日 of a blank date."""
    tail = right.rstrip(":： ")
    label = len(left) == 1 and len(tail) == 1 and is_han(left) and is_han(tail)
    return label or (left[-1:] in ("年", "月") and right[:1] in ("月", "日") and len(right.replace(" ", "")) <= 2)
