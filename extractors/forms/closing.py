"""Closings: who issued a paper and when, from the lines under its text (落款), and its seal slot."""

import re
from collections.abc import Sequence

from extractors.forms.sections import Section
from extractors.writing.strips import Span, field
from schemas.field import NOT_FOUND, Field
from schemas.terms.dates import find_dates
from schemas.terms.text import fold

LAST = 6
"""How many of the last strips of a paper may hold its closing."""
SENTENCE = 20
"""From so many characters beside its date on a row is part of the text."""
TOLD = 0.6
"""What such a date is worth as that of a paper that was read off a picture: its own may not have been seen, under a seal."""
BODY = re.compile(
    r"(?:大学|学院|研究院|研究所|公司|集团|医院|中心|协会|学会|联合会|商会|委员会|出版社|报社|杂志社|电视台|剧院|团|馆|学校|中学|小学"
    r"|幼儿园|局|厅|部|院|所|厂|社|站|银行|事务所|基金会|公会|办公室|处|室|工会)$"
)
_ROLE = re.compile(
    r"^(?:单位|公示单位|推荐单位|用人单位|出具单位|落款|单位名称|单位全称|申报单位|机构)?[:：(（]?(?:公章|盖章|签章)?[)）]?[:：]"
)
_CUT = re.compile(r"有限公?$")
"""What a seal leaves of the last characters."""
_FIGURES = re.compile(r"[\d〇一二三四五六七八九零]\s*年.*月")
_STAMP = re.compile(r"[(（\[]?(?:单位)?(?:公章|盖章|签章|印章)[)）\]]?|[(（]章[)）]")


def organisation_in(text: str) -> str | None:
    """The organisation that a closing line names, without «（公章）», a label and a date; None where it names none."""
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    bare = _STAMP.sub("", _ROLE.sub("", text.strip())).strip(" \u3000:：，,。.(（")
    bare = _CUT.sub("有限公司", bare)
    folded = fold(bare)
    named = 4 <= len(folded) <= 40 and BODY.search(re.sub(r"\(.*?\)$", "", folded)) and not re.search(r"[,.;:!?]", folded)
    return bare if named else None


def issuer(section: Section) -> Field:
    """The organisation that the closing names, not the one that the paper is addressed to (…委员会：); a seal alone names
    none, its lettering is read too loosely for that.
    """
    for entry in reversed(section.entries[-LAST:]):
        for span in reversed(_pieces(entry.strip.whole)):
            name = None if span.text[-1:] in ":：" else organisation_in(span.text)
            if name:
                at = span.strip.text.find(name[:4], span.start)
                return field([span.strip.span(at, at + len(name)) if at >= 0 else span], value=name)
    return NOT_FOUND


def issued_on(section: Section) -> Field:
    """The last date of the last strips; `blank` where «年 月 日» is printed without figures."""
    tail = section.entries[-LAST:]
    for entry in reversed(tail):
        dates = find_dates(entry.strip.text)
        if dates:
            start, end, iso = dates[-1]
            told = entry.strip.sheet.page.kind == "scan" and len(entry.strip.text) - (end - start) > SENTENCE
            return field([entry.strip.span(start, end)], value=iso, trust=TOLD if told else 1.0)
    unread = next((entry for entry in reversed(tail) if _FIGURES.search(entry.strip.text)), None)
    if unread:
        return field([unread.strip.whole], state="unreadable")
    unfilled = next((entry for entry in reversed(tail) if re.search(r"年\s*月|月\s*日|^[年月日\s]+$", entry.strip.text)), None)
    return field([unfilled.strip.whole], state="blank") if unfilled else NOT_FOUND


def _pieces(span: Span) -> Sequence[Span]:
    """The parts of a strip that stand apart (by line), and the whole."""
    strip = span.strip
    lines = strip.sheet.page.lines
    parts = [strip.span(offset, offset + len(lines[i].text)) for i, offset in zip(strip.lines, strip.offsets, strict=True)]
    return parts if len(parts) == 1 else [*parts, span]
