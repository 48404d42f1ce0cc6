"""协会函件: letters of recommendation and of membership, certificates of office in an association."""

from collections.abc import Sequence

from extractors.documents.evidence import Evidence, code, evidence, first
from extractors.writing.language import people as people_in_text
from extractors.writing.persons import addressed, person, said_of
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile

_BEFORE = (
    r"(?:兹推荐|推荐|兹证明|证明|聘请|聘任|兹有|介绍)(?:(?:本|我)(?:会|协会|学会)(?:常务理事|理事|会员|单位会员|个人会员)?)?"
)
_AFTER = r"(?:申报|申请|参评|系|是|为|在|从|自|于|长期|担任|参加|作为|[,.(，。])"


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The letter with ``holder, issuer, issued_on, number, valid_to``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "holder": first(person(found["holders"]), addressed(held.strips), _named(held)),
        "issuer": first(held.sign_off.issuer, found["issuer"]),
        "number": code(found["serial"]),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "valid_to": found["valid_to"],
    }
    return held.filled(document, fields)


def _named(held: Evidence) -> Field:
    """The person that the letter speaks for; at last the first one that its text names."""
    found = said_of(held.prose, _BEFORE, _AFTER)
    if found.present:
        return found
    named = people_in_text(held.prose.raw[:500])
    at = held.prose.raw.find(named[0]) if named else -1
    return held.prose.field(at, at + len(named[0]), trust=0.6) if at >= 0 else NOT_FOUND
