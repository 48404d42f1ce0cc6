"""在职证明, 任职证明, 聘书: that someone works (or serves) somewhere, since when, as what."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, code, evidence, first
from extractors.writing.persons import addressed, person, said_of
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range

_SINCE = re.compile(
    r"(?:自|从|于)?\s*((?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]?\s*(?:\d{1,2}\s*日?)?)\s*(?:起|开始|始|至今|以来|到我|在我|在本|入职|进入|来我|加入|到本|就职|受聘)"
)
_APPOINTED = re.compile(
    r"(?:任命|聘任|聘请|任用)[\u3400-\u9fff·]{2,12}?(?:同志|先生|女士)?(?:为|担任)\s*([\u3400-\u9fff（）()]{2,20}?)\s*[,，.。;；]"
)
_POST = re.compile(r"(?:现聘|聘任|工作)?(?:岗位|职务|职位)(?:为|是|系)\s*([\u3400-\u9fff（）()]{2,20}?)\s*[,，.。;；]")
_POSITION = re.compile(
    r"(?:现任|担任|任|聘(?:任|请)?.{0,12}?(?:为|担任)|职务为|从事)\s*(?:我|本)?(?:单位|公司|院|校|会)?\s*([\u3400-\u9fff（）()]{2,20}?)\s*(?:职务|一职|岗位|工作)?\s*[,，.。;；]"
)
_TERM = re.compile(r"(?:聘期|任期|聘任期限?|聘用期限?|任职期限)[^。.;；]{0,10}?((?:19|20)\d\d\s*[年./\-][^。.;；]{4,36})")
_OWN = re.compile(
    r"(?:系|是|为|在|于)\s*(?:我|本)(?:单位|公司|院|校|所|会|中心|馆|集团)\s*[(（]\s*([^)）]{4,40}?)\s*[)）]|(?:系|在|于|就职于|任职于|供职于)\s*([\u3400-\u9fff()（）]{4,30}?(?:公司|大学|学院|研究院|研究所|医院|中心|协会|学会|集团|馆|院|局|社|所|团))\s*(?:工作|正式|在职|员工|职工|任职|从事|担任)"
)
_BEFORE = "兹证明|证明|兹有|兹聘|聘请|聘任|敬聘|特聘|任命|任用"
_AFTER = r"(?:身份证|公民身份|证件|系|是|自|从|于|在|为|现|\d{4}|出生|担任|任|至)"


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, employer, start, end, title`` (the post), ``issued_on, number``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    start, end = _period(first(found["period"], held.search(_TERM)))
    fields = {
        "holder": first(person(found["holders"]), addressed(held.strips, 6), said_of(held.prose, _BEFORE, _AFTER)),
        "employer": first(found["employer"], _named_employer(held), held.sign_off.issuer),
        "id_number": found["id_number"],
        "start": first(start, found["start"], _since(held)),
        "end": end,
        "title": first(found["position"], *map(held.search, (_APPOINTED, _POST, _POSITION))),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "number": code(found["serial"]),
    }
    return held.filled(document, fields)


def _named_employer(held: Evidence) -> Field:
    match = _OWN.search(held.prose.text)
    group = 1 if match and match[1] else 2
    return held.prose.field(match.start(group), match.end(group)) if match else NOT_FOUND


def _since(held: Evidence) -> Field:
    match = _SINCE.search(held.prose.text)
    dates = find_dates(match[1]) if match else []
    return held.prose.field(match.start(1), match.end(1), value=dates[0][2]) if match and dates else NOT_FOUND


def _period(found: Field) -> tuple[Field, Field]:
    start, end = parse_range(str(found.value)) if found.present else (None, None)

    def of(iso: str | None) -> Field:
        return found.model_copy(update={"value": iso, "raw": str(found.value)}) if iso else NOT_FOUND

    return of(start), of(end)
