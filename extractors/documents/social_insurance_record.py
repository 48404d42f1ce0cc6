"""社保缴费记录: who is insured by which employer, from which month to which, as printed on which day."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, code, evidence, first, verification
from extractors.documents.signoff import ORGANISATION
from extractors.writing.persons import person, said_of
from extractors.writing.strips import Span, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile

_INSURED = r"(?:公民身份|身份证|社会保障|证件|自|从|于|在)"
_ID_NUMBER = re.compile(r"(?:身份号码|身份证号码?|保障号码?|证件号码)[\s:]*([1-9]\d{16}[\dx])(?!\d)")
_INSURED_AT = re.compile(rf"(?:在|由)\s*({ORGANISATION})\s*(?:参加|参保|缴纳|缴费)")
_MONTH = r"(?:19|20)\d\d\s?(?:[年.\-/]\s?)?(?:0[1-9]|1[0-2]|[1-9](?=\s?月))\s?月?"
_PAIR = re.compile(rf"(?<!\d)({_MONTH})\s*(?:[-—–~～至到]+|(?<=[\d月])\s)\s*({_MONTH})(?!\d)")
"""A period; two months side by side are one in columns that no rule parts."""
_ALONE = re.compile(_MONTH)
_SINGLE = re.compile(r"(?<![\d.])((?:19|20)\d\d(?:0[1-9]|1[0-2]))(?![\d.])")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The record with ``holder, id_number, employer, start, end`` (months), ``issued_on, number, kind, status,
    verification_code``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    start, end = _months(held)
    fields = {
        "holder": first(person(found["holders"]), said_of(held.prose, "兹证明|证明|参保人", _INSURED)),
        "id_number": first(found["id_number"], held.search(_ID_NUMBER)),
        "employer": first(_not_a_head(found["employer"]), held.search(_INSURED_AT), _latest_employer(held)),
        "start": start,
        "end": end,
        "issued_on": first(_day(found["issued_on"]), held.sign_off.date),
        "number": code(found["serial"]),
        "kind": found["kind"],
        "status": _without_stop(found["status"]),
        "verification_code": verification(found["verification"]),
    }
    return held.filled(document, fields)


def _not_a_head(found: Field) -> Field:
    """The employer, unless a column's head took the next head, or a figure, for its value."""
    text = str(found.value or "")
    return found if found.present and len(text) >= 4 and not re.search(r"^\d|基数|险种|月数|缴费", text) else NOT_FOUND


def _without_stop(found: Field) -> Field:
    return found.model_copy(update={"value": str(found.value).rstrip("。.；;，,")}) if found.present else found


def _day(found: Field) -> Field:
    return found if found.present and len(str(found.value)) == 10 else NOT_FOUND


def _months(held: Evidence) -> tuple[Field, Field]:
    """The first and the last month of the record: of all its periods, else of all its single months (202304)."""
    months: list[tuple[str, Span]] = []
    for strip in held.strips:
        for match in _PAIR.finditer(strip.text):
            months += [(_iso(match[n]), strip.span(match.start(n), match.end(n))) for n in (1, 2)]
        if _ALONE.fullmatch(strip.text.strip()) and strip.cell:  # 起始年月 and 截止年月 in columns of their own
            months.append((_iso(strip.text), strip.whole))
    if not months:
        for strip in held.strips:
            months += [(_iso(m[1]), strip.span(m.start(1), m.end(1))) for m in _SINGLE.finditer(strip.text)]
    if not months:
        return NOT_FOUND, NOT_FOUND
    low, high = min(months, key=lambda item: item[0]), max(months, key=lambda item: item[0])
    return field([low[1]], value=low[0]), field([high[1]], value=high[0])


def _iso(text: str) -> str:
    figures = re.findall(r"\d+", text)
    year, month = (figures[0][:4], figures[0][4:]) if len(figures) == 1 else (figures[0], figures[1])
    return f"{year}-{int(month):02d}"


def _latest_employer(held: Evidence) -> Field:
    """The employer of the last row of payments, where no label names the present one."""
    pattern = re.compile(
        r"([\u3400-\u9fff()（）]{4,40}?(?:公司|大学|学院|研究院|研究所|医院|中心|协会|学会|学校|集团|馆|院|局|社|所|厂|团))\s*$"
    )
    rows = [
        (strip, match)
        for strip in held.strips
        if (match := pattern.search(strip.text)) and not re.search(r"社会保险|社保|管理", strip.text)
    ]
    if not rows:
        return NOT_FOUND
    strip, match = rows[-1]
    return field([strip.span(match.start(1), match.end(1))], trust=0.9)
