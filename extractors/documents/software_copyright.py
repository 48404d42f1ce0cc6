"""软件著作权, 作品登记, 集成电路布图设计: what was registered, for whom, under which number."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import evidence, first
from extractors.writing.persons import owners
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

_CERTIFICATE = re.compile(r"(软著登字第\s?\d{5,9}\s?号)")
_REGISTERED = re.compile(r"((?:19|20)\d\dSR\d{5,8}|国作登字-\d{4}-[A-Z]-\d{6,10}|BS\.\d{8,10})", re.IGNORECASE)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``title, holders`` (著作权人, persons or organisations), ``number`` (登记号), ``issued_on``."""
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    fields = {
        "title": found["title"],
        "holders": owners(found["holders"]),
        "number": first(found["serial"], held.search(_REGISTERED), found["certificate"], held.search(_CERTIFICATE)),
        "certificate_number": first(held.search(_CERTIFICATE), found["certificate"]),
        "issuer": held.sign_off.issuer,
        "issued_on": first(found["issued_on"], held.sign_off.date),
        "finished_on": found["finished_on"],
        "published_on": found["published_on"],
    }
    return held.filled(document, fields)
