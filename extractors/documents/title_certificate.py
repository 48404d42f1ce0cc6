"""职称证书, 职业资格证书: electronic certificates, booklets, notices of a board's result («具备高级工程师任职资格»)."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, evidence, first, verification
from extractors.writing.language import titles
from extractors.writing.persons import addressed, said_of
from extractors.writing.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

_HOLDER = re.compile(
    r"(?:兹证明|证明|兹有)\s*([\u3400-\u9fff·]{2,12}?)\s*(?:同志|先生|女士|[,，(（\s]\s*(?:性别)?[男女])|^\W*([\u3400-\u9fff·]{2,6})\s*同志\s*[:：,，]?"
)
_LICENCE = re.compile(
    r"^\s*(?:中华人民共和国)?([\u3400-\u9fff]{2,14}师)\s*(?:执业资格|职业资格|注册执业|注册|执业|资格)?证书?\s*$"
)
_JUDGED = r"(?:经|于|已|通过|具备|取得|符合|自)"
_CUT_LABEL = re.compile(r"\s*名\s*[:：]\s*([\u3400-\u9fff·]{2,12})\s*$")
_GRANTED = re.compile(
    r"(?:具备|取得|获得|授予|评为|通过)[\s“\"]*(?:[\u3400-\u9fff（）() ]{2,20}?系列)?\s*"
    r"(?:[\u3400-\u9fff（）()/、 ]{2,20}?专\s*业(?!技术))?\s*"
    r"([\u3400-\u9fff()（）]{2,20}?)[”\"\s]*(?:专业技术职务任职资格|专业技术资格|专业技术职务|任职资格|职业资格|执业资格|资格|职称)"
)

_TESTED = re.compile(r"(?:鉴定|评价)机构\s*[(（]印章?[)）]\s*([\u3400-\u9fff]{6,30})")
"""Who tested, below a label that asks for a seal."""


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, title, issuer, number, issued_on, valid_to, level, verification_code``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "holder": first(
            _named(found["holder"]), _holder(held), said_of(held.prose, "证明|兹有", _JUDGED), addressed(held.strips)
        ),
        "title": first(
            found["title"], _licence(held) if document.type == "vocational_certificate" else NOT_FOUND, _granted(held, profile)
        ),
        "issuer": first(found["issuer"], held.sign_off.issuer, found["board"], held.search(_TESTED)),
        "number": found["serial"],
        "issued_on": first(found["issued_on"], held.sign_off.date),
        "valid_to": found["valid_to"],
        "level": found["level"],
        "verification_code": verification(found["verification"]),
    }
    return held.filled(document, fields)


def _licence(held: Evidence) -> Field:
    """What a licence is for, as its own title says: «一级建造师执业资格证书», «注册测绘师注册证»."""
    return held.search_rows(_LICENCE)


def _named(found: Field) -> Field:
    return found if found.present and looks_like_name(str(found.value)) else NOT_FOUND


def _holder(held: Evidence) -> Field:
    """The person of «兹证明某某同志»; or behind «名：», where the reader lost the first half of a widely set label."""
    match = _HOLDER.search(held.prose.text)
    if match:
        group = 1 if match[1] else 2
        return held.prose.field(match.start(group), match.end(group))
    for strip in held.strips:
        cut = _CUT_LABEL.match(strip.text)
        if cut and looks_like_name(cut[1]):
            return field([strip.span(cut.start(1), cut.end(1))], trust=0.95)
    return NOT_FOUND


def _granted(held: Evidence, profile: Profile) -> Field:
    """The title that the prose grants; where its wording is another, the first title of the profile's lists."""
    match = _GRANTED.search(held.prose.text)
    if match:
        return held.prose.field(match.start(1), match.end(1))
    known = titles(held.prose.raw, profile)
    return held.prose.field(known[0].start, known[0].end, trust=0.7) if known else NOT_FOUND
