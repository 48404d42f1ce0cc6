"""协会函件: letters of recommendation and of membership, certificates of office in an association."""

import re
from collections.abc import Sequence

from extractors.documents.talent_programme import _addressed as addressed
from extractors.evidence import Evidence, code, evidence, first
from extractors.language import people as people_in_text
from extractors.persons import people
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

_NAMED = re.compile(
    r"(?:兹推荐|推荐|兹证明|证明|聘请|聘任|兹有|介绍)\s*(?:(?:本会|我会|本协会|我协会|本学会)(?:理事|会员|常务理事|单位会员|个人会员)?)?\s*([\u3400-\u9fff·]{2,10}?)\s*"
    r"(?:同志|先生|女士|教授|老师|[,，(（])"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The letter with ``holder, issuer, issued_on, number, valid_to``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    listed = people(found["holders"])
    labelled = listed.model_copy(update={"value": listed.value[0]}) if isinstance(listed.value, list) else listed
    fields = {
        "holder": first(labelled, _named(held), addressed(held)),
        "issuer": first(held.sign_off.issuer, found["issuer"]),
        "number": code(found["serial"]),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "valid_to": found["valid_to"],
    }
    return held.filled(document, fields)


def _named(held: Evidence) -> Field:
    """The person that the letter speaks for; at last the first one that its text names."""
    for match in _NAMED.finditer(held.prose.text):
        if looks_like_name(match[1]):
            return held.prose.field(match.start(1), match.end(1))
    named = people_in_text(held.prose.raw[:500])
    at = held.prose.raw.find(named[0]) if named else -1
    return held.prose.field(at, at + len(named[0]), trust=0.75) if at >= 0 else NOT_FOUND
