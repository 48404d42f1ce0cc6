"""Overleaf: of a label beside a long row (举荐意见 over （二）) a page break may leave the number alone on the next page. The
labels of the other rows say what stood before it.
"""

import re
from collections.abc import Iterable

from extractors.writing.strips import Strip, strips
from schemas.page import Sheet
from schemas.terms.text import fold

_NUMBERED = re.compile(r"(?P<label>[\u4e00-\u9fff]{0,6}(?:意见|理由|评价|评语))\((?P<number>[一二三四五六])\)")
_ALONE = re.compile(r"\((?P<number>[一二三四五六])\)")


def numbers_labelled(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The pages, each such number made the label that it is the rest of; a number that another row has stays as it is."""
    pages = tuple(sheets)
    cells = [strip for sheet in pages for strip in strips(sheet) if strip.cell and strip.lines]
    known = {match["number"]: match["label"] for strip in cells if (match := _NUMBERED.fullmatch(_bare(strip)))}
    if len(set(known.values())) != 1:
        return pages
    label = next(iter(known.values()))
    alone = [strip for strip in cells if (match := _ALONE.fullmatch(_bare(strip))) and match["number"] not in known]
    return tuple(_labelled(sheet, [strip for strip in alone if strip.sheet is sheet], label) for sheet in pages)


def _bare(strip: Strip) -> str:
    return re.sub(r"\s", "", fold(strip.text))


def _labelled(sheet: Sheet, alone: list[Strip], label: str) -> Sheet:
    if not alone:
        return sheet
    first = {strip.lines[0] for strip in alone}
    lines = tuple(
        line.model_copy(update={"text": label + line.text, "chars": (), "sure": ()}) if index in first else line
        for index, line in enumerate(sheet.page.lines)
    )
    return sheet.model_copy(update={"page": sheet.page.model_copy(update={"lines": lines})})
