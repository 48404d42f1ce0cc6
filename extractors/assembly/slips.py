"""Slips of the reader in the names of organisations.

A paper that names a body which is the employer but for one character names the employer, where the reader was unsure of that
very character, or where one is lost or too many and a seal lies over the name. A scanned name that is a public body's of the
profile but for one character, and no other's, is that body's. A word of which names are made (行业协会) is put right where the
reader was unsure of its one odd character; a speck before a name is no part of it. Print of which the reader is sure is never
turned into the employer's name, nor one figure into another (第一中学, 第二中学): another name is for a person to judge. What
begins with 市 or 区 has lost the place's name and is doubted, as is a name of one or two characters; numerals alone name nobody.
"""

import re
from collections.abc import Iterable, Sequence

from extractors.writing.trust import under_seal
from schemas.document import Block, Document
from schemas.field import Field
from schemas.geometry import PageRef, Place
from schemas.page import Line, Sheet
from schemas.terms.text import distance

UNSURE = 0.8
"""How sure of a character the reader may be at most, that it counts as a slip."""
TRUST = 0.85
"""How far the mended name may be trusted at most."""
LEAST = 6
"""Characters; of a shorter name one is too much."""
WORDS = (
    "行业协会", "技术推广站", "技术推广中心", "图书馆查新", "有限公司", "有限责任公司", "人力资源和社会保障局", "科学技术委员会",
    "专业委员会", "研究院有限公司", "职业技术学院", "人民政府",
)  # fmt: skip
"""Words of which names of bodies are made, long enough that one odd character in them is the reader's."""
_BEFORE = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}(?:单位|机构|机关|部门)[:：,，.。]|[·.,，、:：;；\-—|]+)\s*")
"""A speck, or the label, that was read with the name."""
_PLACELESS = re.compile(r"[市区县省](?=[\u4e00-\u9fff]{3})")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十〇零○年月日\s]+")
DOUBTFUL = 0.6
"""What a name is worth that has lost its beginning, or nearly all of it."""
SHORTEST = 3
"""Characters of the shortest name of a body (新华社)."""
_WENT_ON = re.compile(r"(?<=.)(?:组织|邀请)(?:有关|相关)?专家.*$")
"""The sentence that a body's name begins («某某委员会组织专家对…进行了验收»)."""
_NAMES = ("issuer", "employer")
_TELLING = re.compile(r"[0-9〇零一二三四五六七八九十东西南北中上下大小新老]")
"""Characters by which organisations of one name are told apart."""


def mended(
    documents: Sequence[Document], employer: Field, bodies: Sequence[str], sheets: Iterable[Sheet]
) -> tuple[Document, ...]:
    """The documents with such names as the forms write the employer's, and `bodies` theirs; `raw` keeps what was read."""
    name = re.sub(r"^\W+", "", str(employer.value)) if employer.present else ""
    scans = {sheet.ref: sheet for sheet in sheets if sheet.page.kind == "scan"}
    return tuple(_mended(document, name if len(name) >= LEAST else "", bodies, scans) for document in documents)


def one_slip(read: str, names: Iterable[str]) -> str | None:
    """The one name from which `read` is a single character away; nothing where it is a name itself, or two are as near."""
    near = {name for name in names if len(name) >= LEAST and _one_apart(read, name)}
    return near.pop() if len(near) == 1 and read not in names else None


def _shared(read: str, name: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (one, other) in enumerate(zip(read, name, strict=False)) if one != other), min(len(read), len(name)))


def told_apart(read: str, name: str) -> bool:
    """Whether only a character differs by which organisations of one name are told apart: 第一中学, 第二中学."""
    at = _shared(read, name)
    return read[at + 1 :] == name[at + 1 :] and all(_TELLING.match(one[at : at + 1]) for one in (read, name))


def _one_apart(read: str, name: str) -> bool:
    """Whether one character was misread, lost or added."""
    return distance(read, name, 1) == 1 and not told_apart(read, name)


def _mended(document: Document, employer: str, bodies: Sequence[str], scans: dict[PageRef, Sheet]) -> Document:
    held = [scans[ref] for ref in document.pages if ref in scans]
    if not held:
        return document

    def all_of(holder: Document | Block) -> dict[str, Field]:
        return {
            key: _put_right(field, employer, bodies, held) if key in _NAMES else field for key, field in holder.fields.items()
        }

    blocks = tuple(block.model_copy(update={"fields": all_of(block)}) for block in document.blocks)
    return document.model_copy(update={"fields": all_of(document), "blocks": blocks})


def _put_right(field: Field, employer: str, bodies: Sequence[str], sheets: Sequence[Sheet]) -> Field:
    read = str(field.value) if field.present else ""
    if bare := _WENT_ON.sub("", _BEFORE.sub("", read)):
        field, read = field.model_copy(update={"value": bare}), bare
    if read and _NUMERALS.fullmatch(read):
        return field.model_copy(update={"value": None, "state": "unreadable", "confidence": 0.0})
    if not read or read == employer:
        return field
    name = employer if employer and _one_apart(read, employer) and _is_slip(field, read, employer, sheets) else None
    name = name or one_slip(read, bodies) or _in_a_word(field, read, sheets)
    if not name and (_PLACELESS.match(read) or len(read) < SHORTEST):
        return field.model_copy(update={"confidence": min(field.confidence, DOUBTFUL)})
    return field.model_copy(update={"value": name, "raw": read, "confidence": min(field.confidence, TRUST)}) if name else field


def _in_a_word(field: Field, read: str, sheets: Sequence[Sheet]) -> str | None:
    """The name with the one slip in a word of which names of bodies are made put right (技术推厂站, 行亚协会)."""
    for word in WORDS:
        for at in range(len(read) - len(word) + 1):
            part = read[at : at + len(word)]
            name = read[:at] + word + read[at + len(word) :]
            odd = sum(one != other for one, other in zip(part, word, strict=True))
            if odd == 1 and not told_apart(part, word) and _is_slip(field, read, name, sheets):
                return name
    return None


def _is_slip(field: Field, read: str, name: str, sheets: Sequence[Sheet]) -> bool:
    """Whether the reader was unsure of the character that differs; of one that is not there, whether a seal hides it."""
    if len(read) != len(name):
        return any(_covered(sheet, place) for place in field.places for sheet in sheets)
    lines = [line for sheet in sheets for line in sheet.page.lines]
    at = _shared(read, name)
    seen = [sure for line in lines if (sure := _sure(line, read, at)) is not None]
    return bool(seen) and max(seen) <= UNSURE


def _covered(sheet: Sheet, place: Place) -> bool:
    here = (place.file, place.page) == (sheet.ref.file, sheet.ref.page)
    return here and place.box is not None and under_seal(sheet.page, sheet.page.working(place.box))


def _sure(line: Line, read: str, at: int) -> float | None:
    start = line.text.find(read)
    return line.sure[start + at] if start >= 0 and len(line.sure) == len(line.text) else None
