"""劳动合同, 聘用合同: the parties, the term, the day it was made, whether both signed."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, evidence, first
from extractors.documents.signatures import sealed_at, signed_at
from extractors.documents.signoff import ORGANISATION
from extractors.documents.tags import seal_is_odd
from extractors.writing.persons import names_of
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range
from schemas.terms.text import fold

_DATE = (
    r"(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?"
    r"|二[〇零○O一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_FIXED = re.compile(
    rf"(?:自|从|期限为|期限|:)?\s*({_DATE})\s*(?:起|开始|生效)?\s*[,，]?\s*(?:至|到|—|-|~)\s*({_DATE})\s*(?:止|终止|期满|日止)?"
    rf"|于\s*({_DATE})\s*起?\s*生效[^_]{{0,60}}?于\s*({_DATE})\s*(?:终止|期满|届满)"
)
_OPEN = re.compile(
    rf"无\s*固\s*定\s*期\s*限.{{0,40}}?(?:自|从|于)\s*({_DATE})"
    rf"|(?:自|从)\s*({_DATE})\s*起?\s*[,，]?\s*至?\s*(?:法定|本合同|合同|劳动合同)?.{{0,10}}?(?:终止条件|解除).{{0,10}}?(?:出现|时)"
    rf"|(?:自|从)\s*({_DATE})\s*起?\s*[,，]?\s*至?[^\d,，。;；]{{0,12}}?退休"
)
_BY_TASK = re.compile(rf"以完成一定.{{0,4}}任务为期限.{{0,40}}?(?:自|从)\s*({_DATE})")
_SIGNED_AT = re.compile(
    r"乙\s*方\s*(?:[(（]?(?:签\s*[字名章]|劳动者|受聘人)[^)）]{0,6}[)）]?)?[^:：]{0,8}签?\s*[字名章]?"
    r"|劳动者\s*[(（]?签[字名章]|受聘人员?\s*[(（]?签[字名章]"
)
_SEALED_AT = re.compile(
    r"甲\s*方\s*[(（]?\s*(?:盖\s*章|公\s*章|签\s*章|印\s*章)|用人单位\s*[(（]?(?:盖章|公章)|聘用单位\s*[(（]?(?:盖章|公章)"
)


def _bare(found: Field) -> Field:
    """A post without the stop of its sentence."""
    return found.model_copy(update={"value": str(found.value).rstrip("。.；;，,")}) if found.present else found


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The contract with ``employer, employee, start, end, issued_on, id_number, kind`` and, as fields too, ``signed`` (乙方)
    and ``sealed`` (甲方): True, False, or None where the pages cannot tell. Tags: ``no_fixed_term``, ``seal_odd``.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    start, end, open_ended = _term(held, found["period"])
    sealed, seal = sealed_at(held.sheets, _SEALED_AT)
    fields = {
        "employer": _employer(held, found["employer"]),
        "employee": _employee(held, found["employee"]),
        "id_number": found["id_number"],
        "position": _bare(found["position"]),
        "start": start,
        "end": end,
        "issued_on": first(found["issued_on"], _signing_date(held)),
        "signed": signed_at(held.sheets, _SIGNED_AT),
        "sealed": sealed,
    }
    tags = [*(["no_fixed_term"] if open_ended else []), *(["seal_odd"] if seal and seal_is_odd(seal, contract=True) else [])]
    return held.filled(document, fields, tags)


def _employer(held: Evidence, labelled: Field) -> Field:
    """The first party: the label's value that is a whole name; a signature page may hold only half of it."""
    if labelled.present and re.search(ORGANISATION + "$", fold(str(labelled.value))):
        return labelled
    return first(held.search_rows(rf"甲\s*方.{{0,12}}?[:：]\s*({ORGANISATION})"), labelled)


def _employee(held: Evidence, labelled: Field) -> Field:
    """The second party, if what stands there is a name."""
    names = names_of(str(labelled.value)) if labelled.present else []
    if names:
        return labelled.model_copy(update={"value": names[0]})
    return held.search_rows(r"乙\s*方.{0,10}?[:：]\s*([\u3400-\u9fff·]{2,15}|[A-Z][A-Za-z.\- ]{3,40})\s*(?:$|[,，(（])")


def _term(held: Evidence, labelled: Field) -> tuple[Field, Field, bool]:
    """The first and last day, and whether the term is open (无固定期限, 以完成任务为期限)."""
    text = held.prose.text
    unlimited, fixed = _OPEN.search(text) or _BY_TASK.search(text), _FIXED.search(text)
    if unlimited and not (fixed and fixed.start() < unlimited.start()):
        group = next(n for n in range(1, len(unlimited.groups()) + 1) if unlimited[n])
        return _day(held, unlimited, group), NOT_FOUND, True
    if fixed:
        first_day = 1 if fixed[1] else 3
        return _day(held, fixed, first_day), _day(held, fixed, first_day + 1), False
    start, end = parse_range(str(labelled.value)) if labelled.present else (None, None)
    made = [labelled.model_copy(update={"value": iso, "raw": str(labelled.value)}) if iso else NOT_FOUND for iso in (start, end)]
    return made[0], made[1], "无固定期限" in fold(str(labelled.value or ""))


def _day(held: Evidence, match: re.Match[str], group: int) -> Field:
    dates = find_dates(match[group])
    return held.prose.field(match.start(group), match.end(group), value=dates[0][2]) if dates else NOT_FOUND


def _signing_date(held: Evidence) -> Field:
    """The last date of the page with the signatures."""
    for strip in reversed(held.strips):
        dates = find_dates(strip.text)
        if dates and re.search(r"日\s*期|签|^\W*\d{4}", strip.text):
            start, end, iso = dates[-1]
            return field([strip.span(start, end)], value=iso)
    return NOT_FOUND
