"""专利: certificates of grant, and what is none yet — 受理通知书, 申请公布, 授权通知书 (tag ``patent_application``)."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, Found, evidence, first
from extractors.documents.inid import by_codes
from extractors.documents.signatures import lettering
from extractors.writing.persons import owners, people
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.numbers import patent_ok
from schemas.terms.text import fold

_KIND = re.compile(r"(发明|实用新型|外观设计)专利")
_NUMBER = re.compile(
    r"(?:ZL|zl)\s*((?:\d\s?){8}(?:(?:\d\s?){4})?[.．]\s?[\dXx])|(?<![\d.])((?:20\d\d)\s?\d\s?\d{7}\s?[.．]\s?[\dXx])"
)
_APPLIED = re.compile(r"受理通知|申请公布|发明专利申请|办理登记手续|授予.{0,6}专利权通知|初步审查合格|实质审查")
_OFFICE = r"(?:国家知识产权局|农业农村部|国家林业和草原局)"
_GRANTED = re.compile(r"专利证书|授权公告日|专利登记簿副本")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The patent with ``title, holders`` (inventors), ``owners, number, issuer, issued_on`` (授权公告日), ``kind``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    coded = Found(by_codes(held.strips))
    text = fold(held.prose.raw)
    pending = bool(_APPLIED.search(text)) and not _GRANTED.search(text)
    fields = {
        "title": first(found["title"], coded["title"]),
        "holders": first(people(found["holders"]), coded["holders"]),
        "owners": owners(found["owner"]),
        "number": first(_number(held, found["serial"]), coded["number"]),
        "issuer": _office(held, owners(found["owner"])),
        "issued_on": first(found["sent_on"], held.sign_off.date)
        if pending
        else first(found["issued_on"], coded["issued_on"], held.sign_off.date),
        "filed_on": found["filed_on"],
        "publication": found["publication"],
        "kind": held.search(_KIND),
    }
    return held.filled(document, fields, ["patent_application"] if pending else [])


def _number(held: Evidence, labelled: Field) -> Field:
    """The number as printed («ZL 2021 1 0321526.X»): surer with a sound check digit (ZC 0006), else left as it was read."""
    found = labelled if labelled.present else held.search(_NUMBER, 0)
    if not found.present:
        return found
    confidence = found.confidence if patent_ok(str(found.value)) else min(found.confidence, 0.7)
    return found.model_copy(update={"confidence": confidence})


def _office(held: Evidence, owned: Field) -> Field:
    """The office in print, else on its seal (old certificates print it nowhere); never the owner, who stands near the date."""
    for strip in held.strips:
        match = re.search(rf"(?:中华人民共和国)?{_OFFICE}", strip.text)
        if match:
            return field([strip.span(match.start(), match.end())])
    lettered = lettering(held.sheets, _OFFICE)
    if lettered.present:
        return lettered
    issuer = held.sign_off.issuer
    return issuer if issuer.present and issuer.value not in (owned.value or ()) else NOT_FOUND
