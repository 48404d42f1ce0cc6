"""Loose text: sentences of a form that no field of it holds. Where an opinion seems to be left blank they may be that opinion,
placed where we did not look for it (on the next page, beside a label that was misread): nothing is demanded then, but asked.
"""

import re
from collections.abc import Sequence

from schemas.document import Block, Passage
from schemas.geometry import Place
from schemas.page import Line, Sheet
from schemas.terms.text import fold

LONG = 14
"""Characters from which a line may be running text."""
PIECE = 8
"""So many characters of a line, near its beginning or its end, in a field's text: the field holds it."""
_RUNS = re.compile(r"[，。；,;]")
_PRINTED = re.compile(
    r"^(?:注|备注|说明|填表说明|填写说明|附[:：]|[*※(（]|第三条|\d+[.、]|[□☐■☑●○])"
    r"|^(?:本人|我).{1,16}(?:现任|系|是)|联系电话|现就|如下|承诺|^[\u4e00-\u9fff]{2,8}[:：]"
)
"""What forms and letters print around what is written into them; and what begins with a label (主要成果：…)."""


def loose_text(sheets: Sequence[Sheet], blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Each such line, where it stands on its page as displayed."""
    held = "\n".join(fold(field.raw or str(field.value or "")) for block in blocks for field in block.fields.values())
    return tuple(
        Passage(text=line.text, place=Place(file=sheet.ref.file, page=sheet.ref.page, box=sheet.page.displayed(line.box)))
        for sheet in sheets
        for line in sheet.page.lines
        if _is_running(line) and not _is_held(fold(line.text), held)
    )


def _is_running(line: Line) -> bool:
    return len(fold(line.text)) >= LONG and _RUNS.search(line.text) is not None and not _PRINTED.search(line.text.strip())


def _is_held(text: str, held: str) -> bool:
    return text[2 : 2 + PIECE] in held or text[-2 - PIECE : -2] in held
