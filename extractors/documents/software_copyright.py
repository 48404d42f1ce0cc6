"""软件著作权, 作品登记, 集成电路布图设计: what was registered, for whom, under which number."""

import re
from collections.abc import Sequence

from extractors.evidence import evidence, first
from extractors.persons import owners
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

VOCABULARY = {
    "title": ["软件名称", "作品名称", "作品/制品名称", "布图设计名称", "名称"],
    "holders": ["著作权人", "权利人", "布图设计权利人", "作者", "布图设计创作人"],
    "serial": ["登记号", "布图设计登记号", "作品登记号"],
    "certificate": ["证书号", "证书编号"],
    "issued_on": ["登记日期", "发证日期", "颁证日期"],
    "finished_on": ["开发完成日期", "创作完成时间", "创作完成日期", "创作完成日"],
    "published_on": ["首次发表日期", "首次发表时间", "首次商业利用日"],
}
STOPS = ["权利取得方式", "权利范围", "作品类别", "申请者", "版本号", "地址", "国籍"]
_CERTIFICATE = re.compile(r"(软著登字第\s?\d{5,9}\s?号)")
_REGISTERED = re.compile(r"((?:19|20)\d\dSR\d{5,8}|国作登字-\d{4}-[A-Z]-\d{6,10}|BS\.\d{8,10})", re.IGNORECASE)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:  # noqa: ARG001 - every reader has it
    """The certificate with ``title, holders`` (著作权人, persons or organisations), ``number`` (登记号), ``issued_on``."""
    held = evidence(document, sheets)
    found = held.labelled(VOCABULARY, STOPS)
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
