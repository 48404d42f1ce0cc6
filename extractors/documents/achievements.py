"""业绩成果: the achievements that the applicant lists, row by row — a table, else cards or a list."""

import re
from collections.abc import Sequence

from extractors.documents.achievement_items import items
from extractors.forms.sections import Section
from extractors.writing.labels import lexicon
from extractors.writing.records import Record, records
from extractors.writing.strips import Strip, field, strips
from extractors.writing.values import normalised
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.text import fold

NAMES = ("no", "kind", "title", "level", "role", "date", "status", "number")
_NUMBER_BEHIND = re.compile(
    r"^(?P<title>.+?)\s*[(（](?P<number>(?:专利号|证书号|登记号|编号|ISBN|No\.?)?[:：]?\s*(?:[A-Z]{1,6}[A-Z0-9/]*[\s\-—.]*)?\d[\dA-Za-z\s.\-—/号〔〕\[\]]{4,})[)）]$",
    re.I,
)
_COUNTED = re.compile(r"^\s*\d{1,2}\s*[.、．)）]\s*(?=\D)")
"""The number of a row that stands in the cell of its title."""
_CAPTION = re.compile(
    r"[\s(（]*(?:[\d一二三四五六七八九十]{1,3}[.、)）．\s]*)?(?P<kind>[\u4e00-\u9fff]{2,10}?)(?:情况|清单|列表|类)?[:：]?"
)
_INDEX = re.compile(r"(?<![A-Za-z])E[l1|](?![A-Za-z\d])")
"""The index EI as readers misread it."""


def achievements(sheets: Sequence[Sheet], parts: Sequence[Section], profile: Profile) -> list[Block]:
    """The ``achievement`` blocks; `parts` are the sections that a heading (业绩成果) announces."""
    known = lexicon(profile.forms["achievement"], tuple(profile.forms["stops"]))
    words = tuple(map(fold, profile.forms["evidence"]))
    rows = [_captioned(fields, strip, words) for fields, strip in _counted(records(sheets, known, least=4))]
    return [_block(fields) for fields in rows or (item for part in parts for item in items(part, known))]


def _block(fields: dict[str, Field]) -> Block:
    title = fields.get("title", NOT_FOUND)
    if title.present and (bare := _COUNTED.sub("", str(title.value))):
        title = title.model_copy(update={"value": bare})
        fields = {**fields, "title": title}
    match = _NUMBER_BEHIND.match(title.value) if title.present else None
    if match:
        fields = {**fields, "title": title.model_copy(update={"value": match["title"]})}
        if not fields.get("number", NOT_FOUND).present:
            fields["number"] = title.model_copy(update={"value": match["number"].strip()})
    level = fields.get("level", NOT_FOUND)
    if level.present:
        fields = {**fields, "level": level.model_copy(update={"value": _INDEX.sub("EI", str(level.value))})}
    return Block(kind="achievement", fields={name: fields.get(name, NOT_FOUND) for name in NAMES})


def _captioned(fields: dict[str, Field], row: Strip, words: Sequence[str]) -> dict[str, Field]:
    """The row of a table without a column for it with the kind that the caption above the table names («2. 专利»)."""
    if fields.get("kind", NOT_FOUND).present or row.cell is None:
        return fields
    above = [strip for strip in strips(row.sheet) if strip.cell is None and strip.box[1] < row.box[1]]
    for strip in reversed(above):
        match = _CAPTION.fullmatch(strip.text.strip())
        if match and any(word in fold(match["kind"]) for word in words):
            start = strip.text.index(match["kind"])
            return {**fields, "kind": field([strip.span(start, start + len(match["kind"]))])}
    return fields


def _counted(found: Sequence[Record]) -> list[tuple[dict[str, Field], Strip]]:
    """The fields of the rows, each with the strip of its title; a column 编号 that counts the rows is their number."""
    rows = [(_of_record(row), row["title"][0].strip) for row in found]
    numbers = [str(fields["number"].value) for fields, _ in rows if "number" in fields and "no" not in fields]
    if not rows or numbers != [str(n) for n in range(1, len(rows) + 1)]:
        return rows
    return [({**fields, "no": fields["number"], "number": NOT_FOUND}, strip) for fields, strip in rows]


def _of_record(record: Record) -> dict[str, Field]:
    return {name: normalised(name, spans) for name, spans in record.items()}
