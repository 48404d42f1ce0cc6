"""Lost days: a date that was read to its month while something stands where the day would — under a seal, in a blur — is not a
date that was written to the month. Nor is a date blank of which year and day were read, and the month was not. And a reader
that found «2020年», «2020» or «2026/1» of a day of issue or signing has most likely lost the rest.
"""

import re

from extractors.writing.strips import METHODS
from extractors.writing.values import DATES
from schemas.document import Block, Document
from schemas.field import Field

DOUBTFUL = 0.6
"""What such a reading is worth: a person is asked where it decides."""
UNREADABLE = {"value": None, "state": "unreadable", "confidence": 0.0}
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"月\s*(?:[.,:，。：]?\s*[日号\d一二三四五六七八九十]|[^\s\d至到\-—~、，,]{1,2}[日号])")
_HALF = re.compile(r"(?:19|20)\d\d\s*年\s*月\s*\d{1,2}\s*日")


_CUT = re.compile(r"(?:19|20)\d\d(?:年|/\d{1,2})?")
_ENDS = frozenset({"signed_on", "issued_on"})


def with_lost_days(document: Document) -> Document:
    """The document with such dates, its own and those of its blocks, doubted."""
    text = document.text
    blocks = tuple(block.model_copy(update={"fields": _doubted(block.fields, text)}) for block in document.blocks)
    blank = [block for block in blocks if _is_undated(block)]
    if len(blank) == 1 and _HALF.search(text):
        blocks = tuple(_half_read(block) if block is blank[0] else block for block in blocks)
    return document.model_copy(update={"fields": _doubted(document.fields, text), "blocks": blocks})


def _doubted(fields: dict[str, Field], text: str) -> dict[str, Field]:
    return {
        name: _less(field) if name in DATES and (_lost(field, text) or (name in _ENDS and _cut(field))) else field
        for name, field in fields.items()
    }


def _is_undated(block: Block) -> bool:
    return "signed_on" in block.fields and not block["signed_on"].present


def _half_read(block: Block) -> Block:
    """The block with a day of signing that is there, and that nobody could read."""
    return block.model_copy(update={"fields": block.fields | {"signed_on": block["signed_on"].model_copy(update=UNREADABLE)}})


def _less(field: Field) -> Field:
    return field.model_copy(update={"confidence": min(field.confidence, DOUBTFUL)})


def _lost(field: Field, text: str) -> bool:
    raw = (field.raw or "").strip()
    if not raw or not _MONTH.fullmatch(str(field.value or "")):
        return False
    at = text.find(raw)
    row = text[at : at + len(raw) + 4].partition("\n")[0] if at >= 0 else raw
    return bool(_DAY.search(row))


def _cut(field: Field) -> bool:
    return field.method == METHODS["scan"] and bool(_CUT.fullmatch((field.raw or "").strip()))
