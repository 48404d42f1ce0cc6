"""应用证明, 效益证明: what was applied, by whom it was made, and who says so."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import evidence, first
from extractors.writing.persons import people
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

_QUOTED = re.compile(r"[\"《]\s*([^\"》]{4,80}?)\s*[\"》]")
_DONE_BY = re.compile(
    r"(?:由|系|经)\s*([\u3400-\u9fff·]{2,10}?)\s*(?:同志|等|先生|女士|教授|老师|博士)?\s*(?:负责|主持|完成|研发|研制|牵头|提出|开发|设计)"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``title, issuer`` (who applied it), ``issued_on`` and, where named, ``holders``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "title": first(found["title"], held.search(_QUOTED)),
        "issuer": first(found["issuer"], held.sign_off.issuer),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "holders": first(people(found["holders"]), people(held.search(_DONE_BY))),
    }
    return held.filled(document, fields)
