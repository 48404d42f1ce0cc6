"""著作, 标准: cover, copyright page (CIP), foreword — who wrote it, who published it, its number and date."""

import re
from collections.abc import Sequence

from extractors.division.headings import line_size
from extractors.documents.evidence import Evidence, Found, evidence, first
from extractors.writing.persons import names_of, people
from extractors.writing.strips import Strip, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_date
from schemas.terms.text import fold, join_lines

_ISBN = re.compile(r"ISBN\s*[:：]?\s*(97[89][-—– ]?(?:\d[-—– ]?){9}[\dXx]|\d[-—– ]?(?:\d[-—– ]?){8}[\dXx])", re.IGNORECASE)
_STANDARD = re.compile(
    r"\b((?:GB|DB\d{2}|T/[A-Z]{2,8}|Q/[A-Z0-9]{2,10}|[A-Z]{2,3})\s?(?:/\s?[TZ])?\s?\d{2,6}(?:\.\d+)*\s?[-—–]{1,2}\s?(?:19|20)\d\d)(?!\d)"
)
_DRAFTERS = re.compile(
    r"(?:主要起草人员?|起草人|主要编写人|主要起草人姓名)\s*[:]?\s*([^.。;；]{2,400}?)(?:[.。;；]|本(?:标准|文件)|主要审查|$)"
)
_ISSUED = re.compile(r"((?:19|20)\d\d\s?[-.年]\s?\d{1,2}\s?[-.月]\s?\d{1,2}日?)\s*(?:发布|批准)")
_CIP = re.compile(
    r"\s*([^/]{2,60}?)\s*/\s*([^/]{2,80}?)\s*(?:等)?\s*(?:编著|主编|著|编|译|撰)\s*[.．。,，\-—–一－\s]{1,6}"
    r"[\u3400-\u9fff]{2,6}\s*[:：]\s*([\u3400-\u9fff]{3,20}?)\s*[,，]\s*(\d{4}(?:\.\d{1,2})?)"
)
_DID = re.compile(r"\s*等?\s*[(（]?(?:编著|主编|合著|著译|编译|著|编|译|撰)[)）]?\s*$")
_ADDRESSED = re.compile(r"(.{4,30}?)\s*[(（][^()（）]*(?:[省市区县路街道号楼巷]|邮编)[^()（）]*[)）]?.{0,12}")
_AUTHOR_LINE = re.compile(r"^\s*(.{2,40}?)\s*(?:等)?\s*(?:编著|主编|著|编|译)\s*$")
_STANDARD_WORDS = re.compile(r"标准化工作导则|本(?:标准|文件)(?:按照|由|起草|主要)|(?:国家|行业|地方|团体|企业)标准|主要起草人")
_NOT_TITLE = re.compile(
    r"(?:国家|行业|地方|团体|企业|协会|学会)标准$|^标准$|^ics|^ccs|^(?:[tq]/)?[a-z]{1,8}\d*$|发布|实施|前言|出版社|isbn|^\W*$|备案号|中华人民共和国|^定价"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """A book with ``title, holder(s)`` (authors), ``issuer`` (publisher), ``number`` (ISBN), ``issued_on``; a standard with
    its name, drafters, issuing body, number and day of issue. ``kind`` holds book or standard.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    standard = bool(_STANDARD_WORDS.search(fold(held.prose.raw))) and not held.search(_ISBN).present
    fields = _standard(held, found) if standard else _book(held, found)
    return held.filled(document, fields)


def _book(held: Evidence, found: Found) -> dict[str, Field]:
    cip = _record(held)
    by_cip = {n: held.prose.field(cip.start(n), cip.end(n)) for n in range(1, 5)} if cip else {}
    authors = first(people(_unsaid(found["holders"])), people(by_cip.get(2, NOT_FOUND)), _author_on_cover(held))
    one = isinstance(authors.value, list) and len(authors.value) == 1
    return {
        "title": first(found["title"], by_cip.get(1, NOT_FOUND), _largest(held)),
        "holder" if one else "holders": authors.model_copy(update={"value": authors.value[0]}) if one else authors,
        "issuer": first(_house(found["issuer"]), by_cip.get(3, NOT_FOUND), _publisher_on_cover(held)),
        "number": held.search(_ISBN),
        "issued_on": first(_dated(found["printed"]), _dated(by_cip.get(4, NOT_FOUND))),
        "kind": Field(value="book", state="read", method="derived"),
    }


def _house(found: Field) -> Field:
    """The publisher without the address in brackets behind it («某某出版社（北京市某某街4号）»)."""
    match = _ADDRESSED.fullmatch(str(found.value or ""))
    return found.model_copy(update={"value": match[1]}) if match else found


def _unsaid(found: Field) -> Field:
    """The authors without what they did («某某著», «某某等 编著»)."""
    bare = _DID.sub("", str(found.value)) if found.present else ""
    return found.model_copy(update={"value": bare}) if len(bare) >= 2 else found


def _record(held: Evidence) -> re.Match[str] | None:
    """The record of the book in its CIP data: it begins with the row behind that heading."""
    head = re.search(r"CIP\s*[)）]?\s*数据", held.prose.raw)
    after = [start for start in held.prose.starts if head is None or start >= head.end()]
    return next((match for start in after if (match := _CIP.match(held.prose.raw, start))), None)


def _standard(held: Evidence, found: Found) -> dict[str, Field]:
    drafters = held.search(_DRAFTERS)
    issued = held.search(_ISSUED)
    return {
        "title": first(found["title"], _largest(held)),
        "holders": people(drafters),
        "issuer": first(found["issuer"], _issuing_body(held), held.sign_off.issuer),
        "number": first(found["number"], _number(held)),
        "issued_on": first(_dated(issued), found["issued_on"]),
        "kind": Field(value="standard", state="read", method="derived"),
    }


def _number(held: Evidence) -> Field:
    """The standard's own number: that of the cover, not those it refers to in its text."""
    for strip in held.strips:
        match = _STANDARD.search(strip.text)
        if match and len(fold(strip.text)) <= len(fold(match[1])) + 12:
            return field([strip.span(match.start(1), match.end(1))])
    return NOT_FOUND


def _dated(found: Field) -> Field:
    """«2024年11月第1版», «2024.11» as a date."""
    if not found.present:
        return NOT_FOUND
    dates = find_dates(str(found.value))
    iso = dates[0][2] if dates else parse_date(re.sub(r"\.", "-", str(found.value)))
    return found.model_copy(update={"value": iso, "raw": found.raw or str(found.value)}) if iso else NOT_FOUND


def _largest(held: Evidence) -> Field:
    """The name in the largest print of the cover, over as many rows as it takes."""
    cover = [strip for strip in held.strips if strip.sheet is held.sheets[0]]
    rows = [(strip, _size(strip)) for strip in cover if _may_be_title(strip)]
    if not rows:
        return NOT_FOUND
    largest = (
        max(size for strip, size in rows if len(fold(strip.text)) >= 4 or len(rows) == 1)
        if any(len(fold(strip.text)) >= 4 for strip, _ in rows)
        else max(size for _, size in rows)
    )
    begin = next(n for n, (_, size) in enumerate(rows) if size >= 0.95 * largest)
    spans = [strip.whole for strip, size in rows[begin : begin + 3] if size >= 0.9 * largest]
    return field(spans, value=join_lines(span.text for span in spans))


def _may_be_title(strip: Strip) -> bool:
    number = _STANDARD.search(strip.text)
    bare = strip.text.replace(number[1], "") if number else strip.text
    author = _AUTHOR_LINE.match(bare)
    if find_dates(bare) or (author and names_of(author[1])):
        return False
    return len(fold(bare)) >= 2 and not _NOT_TITLE.search(fold(bare))


def _size(strip: Strip) -> float:
    page = strip.sheet.page
    return max(line_size(page.lines[index], page) for index in strip.lines) if strip.lines else 0.0


def _author_on_cover(held: Evidence) -> Field:
    for strip in held.strips[:12]:
        match = _AUTHOR_LINE.match(strip.text)
        if match and names_of(match[1]):
            return field([strip.span(match.start(1), match.end(1))], value=names_of(match[1]))
    return NOT_FOUND


def _publisher_on_cover(held: Evidence) -> Field:
    for strip in held.strips:
        match = re.search(r"([\u3400-\u9fff]{2,18}(?:出版社|出版公司|出版集团|书店|书局|印书馆))", strip.text)
        if match:
            return field([strip.span(match.start(1), match.end(1))])
    return NOT_FOUND


def _issuing_body(held: Evidence) -> Field:
    """The bodies before «发布» at the foot of the cover."""
    for strip in reversed(held.strips):
        match = re.match(r"\s*([\u3400-\u9fff（）() ]{4,40}?)\s*发\s*布\s*$", strip.text)
        if match and not re.search(r"\d", match[1]):
            return field([strip.span(match.start(1), match.end(1))], value=re.sub(r"\s+", "", match[1]))
    return NOT_FOUND
