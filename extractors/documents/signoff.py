"""Sign-off: who issued a certificate or letter, and when, as its last lines say («北京某某公司（公章） 2024年3月1日»)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.writing.strips import Span, Strip, field
from schemas.field import NOT_FOUND, Field
from schemas.terms.dates import find_dates

ABOVE, BELOW = 4, 2
"""How many rows above or below its date the issuer may stand."""
RIGHT = 0.25
"""Where, in fractions of the width that is written on, the lines of a sign-off begin at the earliest (they are set right, or in
the middle)."""
LAST = 3
"""How many of the last rows may be a date set left and still be that of the document."""
STRAY = 14
"""How many characters beside the date a row may have and still be a date row."""

ORGANISATION = (
    r"[\u3400-\u9fffA-Za-z0-9（）()·\-—&]{2,40}(?:有限责任公司|股份有限公司|有限公司|公司|集团|委员会|办公室|管理局|监督局|总局|人民政府|"
    r"基金会|联合会|总工会|工会|组委会|理事会|公会|妇联|团委|党委|促进会|研究会|协会|学会|商会|联盟|总会|大学|学院|学校|中学|小学|幼儿园|研究院|研究所|设计院|科学院|工程院|"
    r"剧院|博物院|医院|法院|检察院|图书馆|博物馆|档案馆|文化馆|美术馆|出版社|杂志社|报社|编辑部|电视台|银行|事务所|工作室|"
    r"合作社|文联|作协|剧团|乐团|京剧团|中心|总站|工作站|查新站|[\u3400-\u9fff]局|[\u3400-\u9fff]厅|[\u3400-\u9fff]部|[\u3400-\u9fff]所|"
    r"[\u3400-\u9fff]院|[\u3400-\u9fff]馆|[\u3400-\u9fff]厂|[\u3400-\u9fff]社|[\u3400-\u9fff]团|[\u3400-\u9fff]处)"
)
"""A name that ends like an organisation's, as long as may be: 某某委员会办公室, not 某某委员会."""

_NAME = re.compile(ORGANISATION)
_NOT_ONE = re.compile(
    r"项目|证书|编号|扫描|专用章|查询|负责人|组长|签[名字章]|盖章处|注[:：]|备注|网址|以上|特此|日期|地址|电话|联系|本(院|馆|社|所|部)"
)
_LABEL = re.compile(
    r"^[^:：]{0,12}[:：][:：\s]*|^(?:组织|主持|验收|下达|批准|发证|颁证|颁发|授予|出具|推荐|应用|使用|用户|登记)(?:单位|机关|机构|部门)\s*(?=[\u3400-\u9fff]{4})"
    r"|^单位\s*(?=[\u3400-\u9fff]{4})|^(?:学校|院校)名称?[、，,.]?\s*(?=[\u3400-\u9fff]{4})"
)
"""What stands before the name, with its colon or where the reader lost that."""
_STAMP = re.compile(r"[(（]?(?:电子)?(公章|盖章|签章|印章|章|印)[)）]?")
_STAMPED = re.compile(r"[\u3400-\u9fff]{0,10}[(（](?:专用章|公章|盖章|签章|印章|章)[)）]?")
_OFFICE = re.compile(r"副?(?:主席|主任|会长|理事长|秘书长|校长|院长|所长|局长|组长|董事长|经理|代表)")
"""What makes an organisation the seat of a person: «学位评定委员会主席»."""
LISTED = 5
"""From how many cells, or parts, a row is one of a list (the experts of an acceptance), never a sign-off."""
_OTHERS = re.compile(r"(?:权利人|权人|所有人|创作人|申请人|委托单位|工作单位|注册单位|执业单位|所在单位|作者单位)$")
"""The label of an organisation that a paper is about, not of the one that issued it."""
_PLACE = re.compile(r"[(（](?:电子)?(?:公章|盖章|签章|印章)[)）]$")
_NOT_ISSUED = re.compile(r"有效期|打印|更新|出生|申请日|至$|截止|查询|期限")


@dataclass(frozen=True)
class SignOff:
    """The issuer and the date; `NOT_FOUND` what a sign-off does not have."""

    issuer: Field
    date: Field


def sign_off(strips: Sequence[Strip]) -> SignOff:
    """The sign-off of a document: its last row that is a date, with the organisation on or near it; without a date, the last
    row set to the right that is nothing but an organisation.
    """
    strips = _without_lists(strips)
    dated = [(n, span, iso) for n, strip in enumerate(strips) for span, iso in _dates(strip)]
    stamped = next((made for strip in reversed(strips) if (made := _stamped(strip))), None)
    for n, span, iso in reversed(dated):
        issuer = stamped or _near(strips, n, span)
        if issuer is not None or _stands_alone(span, n >= len(strips) - LAST):
            return SignOff(field([issuer]) if issuer else _last(strips), field([span], value=iso))
    return SignOff(field([stamped]) if stamped else _last(strips), NOT_FOUND)


def _without_lists(strips: Sequence[Strip]) -> list[Strip]:
    """The rows that are none of a list."""
    cells = Counter((strip.sheet.page.key, strip.table, strip.cell.row) for strip in strips if strip.cell)
    return [
        strip
        for strip in strips
        if (cells[(strip.sheet.page.key, strip.table, strip.cell.row)] if strip.cell else len(strip.lines)) < LISTED
    ]


def _stamped(strip: Strip) -> Span | None:
    """The organisation with the place for its seal right behind it, set right or in the middle: «某某局（电子印章）»."""
    found = organisation(strip.whole) if _PLACE.search(strip.text.rstrip()) else None
    return found if found is not None and _is_right(found) else None


def organisation(span: Span, anywhere: bool = False) -> Span | None:
    """The organisation that the span names, if it is little else: a bracketed (盖章), a stray character of a seal.

    `anywhere` takes the last organisation in the text, whatever stands before it.
    """
    text = span.strip.text[span.start : span.end]
    lead = _LABEL.match(text)
    base = span.start + (lead.end() if lead else 0)
    text = span.strip.text[base : span.end]
    ends = [match.end() for match in _NAME.finditer(text)]
    if not ends or _NOT_ONE.search(text):
        return None
    end = max(ends)
    start = text.rfind(" ", 0, end - 3) + 1 if anywhere or " " in text[:end] else 0
    rest = _STAMP.sub("", text[end:]).strip()
    if (
        _OFFICE.match(rest)
        or len(rest) > (2 if end - start >= 7 else 0)
        or end - start < 4
        or re.search(r"[。；;]", text[start:end])
    ):
        return None
    return span.strip.span(base + start, base + end)


def _dates(strip: Strip) -> list[tuple[Span, str]]:
    """The dates of a strip whose own line is little more than a date (an issuer beside it does not count)."""
    found = []
    for start, end, iso in find_dates(strip.text):
        span = strip.span(start, end)
        first, last = _line_bounds(strip, span)
        before = strip.text[first:start]
        others = re.sub(ORGANISATION, "", before + strip.text[end:last])
        label = before if before.strip() else strip.text[:start]
        if len(re.sub(r"\s", "", others)) <= STRAY and not _NOT_ISSUED.search(label.rstrip()[-8:]):
            found.append((span, iso))
    return found


def _line_bounds(strip: Strip, span: Span) -> tuple[int, int]:
    """The offsets of the lines that the span touches: on a row of two columns those of its own column."""
    lines = strip.sheet.page.lines
    ends = [(offset, offset + len(lines[index].text)) for index, offset in zip(strip.lines, strip.offsets, strict=True)]
    touched = [(start, end) for start, end in ends if start < span.end and end > span.start]
    return (touched[0][0], touched[-1][1]) if touched else (span.start, span.end)


def _stands_alone(span: Span, last: bool) -> bool:
    """Whether nothing but the word «日期», or a place for the seal, stands before a date that is set right, or is one of the
    `last` rows.
    """
    first, _ = _line_bounds(span.strip, span)
    before = span.strip.text[first : span.start].strip(" :：")
    return (last or _is_right(span)) and (before in ("", "日期", "时间") or _STAMPED.fullmatch(before) is not None)


def _is_right(span: Span) -> bool:
    """Whether the span is set right or in the middle of what is written on its page; in a flow nothing can be said of that."""
    page = span.strip.sheet.page
    lines = [line.box for line in page.lines if line.text.strip()]
    left, right = min(box[0] for box in lines), max(box[2] for box in lines)
    return page.kind == "flow" or (span.box is not None and span.box[0] - left >= RIGHT * (right - left))


def _near(strips: Sequence[Strip], number: int, span: Span) -> Span | None:
    """The organisation on the date's own row, above it, or below it."""
    strip = strips[number]
    beside = organisation(strip.span(0, span.start), anywhere=True) or organisation(strip.span(span.end, len(strip.text)))
    if beside is not None:
        return beside
    above = [strips[n] for n in range(number - 1, max(-1, number - 1 - ABOVE), -1)]
    below = [strips[n] for n in range(number + 1, min(len(strips), number + 1 + BELOW))]
    for distance, other in enumerate((*above, *below)):
        found = _at_right(other) or (_bare(other) if distance == 0 and strip.text.strip() == span.text else None)
        if found is not None and other.sheet is strip.sheet:
            return found
    return None


def _bare(strip: Strip) -> Span | None:
    """The organisation that is all there is on a row, wherever it stands: right above a row that is only a date."""
    whole = organisation(strip.whole)
    return whole if whole is not None and len(whole.text) >= len(strip.text.strip()) - 4 else None


def _at_right(strip: Strip) -> Span | None:
    """The organisation that a row set right or in the middle names, or the last one on a row of two columns."""
    whole = organisation(strip.whole)
    if whole is not None and _is_right(whole) and not _is_anothers(whole):
        return whole
    lines = strip.sheet.page.lines
    for index, offset in reversed(list(zip(strip.lines, strip.offsets, strict=True))):
        part = strip.span(offset, offset + len(lines[index].text))
        found = organisation(part) if _is_right(part) and not _is_anothers(part) else None
        if found is not None:
            return found
    return None


def _is_anothers(span: Span) -> bool:
    """Whether a label says that the organisation is one that the paper is about."""
    return bool(_OTHERS.search(span.strip.text[: span.start].rstrip(" :：\n")))


def _last(strips: Sequence[Strip]) -> Field:
    """The last row set right that is an organisation; never one of the first two, where the title and the letterhead stand."""
    for strip in reversed(strips[2:]):
        found = _at_right(strip)
        if found is not None:
            return field([found])
    return NOT_FOUND
