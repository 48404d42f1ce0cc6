"""非遗传承, 工艺美术大师, 老字号: who was recognised for which tradition, at which level, by whom."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import Evidence, code, evidence, first
from extractors.documents.talent_programme import letterhead
from extractors.writing.persons import addressed, person, said_of
from schemas.document import Document
from schemas.field import Field
from schemas.page import Sheet
from schemas.profile import Profile

_PROJECT = re.compile(
    r"(?:代表性)?项目\s*[\"《]([^\"》]{2,40})[\"》]|[\"《]([^\"》]{2,40})[\"》]\s*(?:代表性)?(?:项目|传承人|技艺)"
)
_WITHOUT_QUOTES = re.compile(
    r"(?:为|认定为|命名为)\s*(?:第.{1,3}批)?(?:[\u3400-\u9fff]{0,5}?级|[\u3400-\u9fff]{2,5}?(?=非物质))?\s*(?:非物质文化遗产)?(?:代表性)?(?:项目)?\s*([\u3400-\u9fff()（）]{2,20}?)\s*(?:项目)?的?代表性传承人"
)
_BEARER = re.compile(r"[\"》](?:代表性)?传承人\s*([\u3400-\u9fff·]{2,8}?)(?:同志|先生|女士)?\s*[,，.。]")
_LEVEL = re.compile(r"(国家级|(?:北京市|[\u3400-\u9fff]{2,3}[省市])?(?:省级|市级|区级|县级))")
_MASTER = re.compile(r"((?:中国|国家级|[\u3400-\u9fff]{2,3}[省市])?(?:级)?工艺美术大师|民间艺术大师|[\u3400-\u9fff]{0,4}老字号)")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, title`` (the tradition), ``level, issuer, number, issued_on``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "holder": first(
            person(found["holders"]),
            addressed(held.strips),
            person(held.search(_BEARER)),
            said_of(held.prose, "授予|认定|命名|兹证明|证明", r"(?:为|被|第|系|\"|“)"),
        ),
        "title": first(found["title"], _project(held), held.search(_MASTER)),
        "level": first(found["level"], held.search(_LEVEL)),
        "issuer": first(found["issuer"], held.sign_off.issuer, letterhead(held)),
        "number": code(found["serial"]),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
    }
    return held.filled(document, fields)


def _project(held: Evidence) -> Field:
    match = _PROJECT.search(held.prose.text)
    if match:
        group = 1 if match[1] else 2
        return held.prose.field(match.start(group), match.end(group))
    return held.search(_WITHOUT_QUOTES)
