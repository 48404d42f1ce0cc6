"""应用证明, 效益证明: what was applied, by whom it was made, and who says so."""

import re
from collections.abc import Sequence

from extractors.evidence import evidence, first
from extractors.persons import people
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

VOCABULARY = {
    "title": [
        "成果名称",
        "项目名称",
        "应用成果名称",
        "技术名称",
        "应用成果",
        "应用项目名称",
        "应用技术名称",
        "产品名称",
        "转化成果名称",
    ],
    "issuer": ["应用单位", "使用单位", "应用单位名称", "用户单位", "用户名称", "采纳单位", "单位名称", "出具单位"],
    "holders": ["主要完成人", "完成人", "成果完成人", "项目负责人", "技术负责人"],
    "period": ["应用起止时间", "应用时间", "使用时间", "应用成果起止时间", "起止时间"],
    "issued_on": ["出具日期", "证明日期"],
}
STOPS = [
    "通讯地址",
    "联系人",
    "联系电话",
    "经济效益",
    "社会效益",
    "应用情况",
    "新增利润",
    "新增产值",
    "新增税收",
    "年度",
    "邮政编码",
    "开户银行",
]
_QUOTED = re.compile(r"[\"《]\s*([^\"》]{4,80}?)\s*[\"》]")
_DONE_BY = re.compile(
    r"(?:由|系|经)\s*([\u3400-\u9fff·]{2,10}?)\s*(?:同志|等|先生|女士|教授|老师|博士)?\s*(?:负责|主持|完成|研发|研制|牵头|提出|开发|设计)"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:  # noqa: ARG001 - every reader has it
    """The certificate with ``title, issuer`` (who applied it), ``issued_on`` and, where named, ``holders``."""
    held = evidence(document, sheets)
    found = held.labelled(VOCABULARY, STOPS)
    fields = {
        "title": first(found["title"], held.search(_QUOTED)),
        "issuer": first(found["issuer"], held.sign_off.issuer),
        "issued_on": first(held.sign_off.date, found["issued_on"]),
        "holders": first(people(found["holders"]), people(held.search(_DONE_BY))),
    }
    return held.filled(document, fields)
