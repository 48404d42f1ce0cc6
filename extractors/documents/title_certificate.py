"""职称证书, 职业资格证书: electronic certificates, booklets, notices of a board's result («具备高级工程师任职资格»)."""

import re
from collections.abc import Sequence

from extractors.evidence import Evidence, evidence, first
from extractors.language import titles
from extractors.strips import field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

VOCABULARY = {
    "holder": ["姓名", "持证人", "持证人姓名", "持有人", "申报人"],
    "title": [
        "职称名称", "资格名称", "职称", "专业技术资格", "专业技术职务", "任职资格", "专业技术资格名称", "职务名称", "评审职称",
        "取得资格", "获得资格", "评定资格", "资格", "现聘职称", "专业技术职务任职资格", "通过资格", "职业名称", "职业(工种)名称",
        "职业资格名称", "职业资格", "执业资格", "证书名称", "资格类别", "职业方向",
    ],
    "issuer": [
        "发证机关", "发证单位", "发证机构", "颁发单位", "颁证单位", "批准机关", "批准单位", "签发单位", "签发机关", "发证部门",
        "颁证机构", "评价机构", "鉴定机构", "注册机关",
    ],
    "board": ["评审机构", "评审委员会", "评委会", "评审组织", "评委会名称", "评审委员会名称", "评审单位"],
    "serial": [
        "管理号", "证书编号", "证书号", "证书管理号", "编号", "职称证书编号", "证书号码", "资格证书编号", "注册编号", "注册证书号",
        "注册号", "登记号", "证号", "No.",
    ],
    "issued_on": [
        "取得时间", "授予时间", "取得资格时间", "资格取得时间", "批准时间", "批准日期", "评审时间", "评审通过时间", "通过时间",
        "授予日期", "取得日期", "资格时间", "任职资格时间", "签发日期", "发证日期", "发证时间", "签发时间", "评审日期",
    ],
    "valid_to": ["有效期至", "注册有效期至", "有效期", "注册有效期", "有效期限"],
    "level": ["级别", "职称级别", "资格级别", "职称层级", "等级", "技能等级", "职业技能等级", "资格等级", "层级"],
}  # fmt: skip
STOPS = [
    "性别", "出生年月", "出生日期", "身份证号", "证件号码", "身份证号码", "公民身份号码", "系列", "职称系列", "专业", "专业名称",
    "专业类别", "从事专业", "工作单位", "批准文号", "文号", "查询网址", "学历", "民族", "证件类型", "聘用企业", "执业范围",
]  # fmt: skip

_HOLDER = re.compile(
    r"(?:兹证明|证明|兹有)\s*([\u3400-\u9fff·]{2,12}?)\s*(?:同志|先生|女士|[,，(（\s]\s*(?:性别)?[男女])|^\W*([\u3400-\u9fff·]{2,6})\s*同志\s*[:：,，]?"
)
_CUT_LABEL = re.compile(r"\s*名\s*[:：]\s*([\u3400-\u9fff·]{2,12})\s*$")
_GRANTED = re.compile(
    r"(?:具备|取得|获得|授予|评为|通过)[\s“\"]*([\u3400-\u9fff()（）]{2,20}?)[”\"\s]*(?:专业技术职务任职资格|专业技术资格|专业技术职务|任职资格|职业资格|执业资格|资格|职称)"
)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The certificate with ``holder, title, issuer, number, issued_on, valid_to, level``."""
    held = evidence(document, sheets)
    found = held.labelled(VOCABULARY, STOPS)
    fields = {
        "holder": first(_named(found["holder"]), _holder(held)),
        "title": first(found["title"], _granted(held, profile)),
        "issuer": first(found["issuer"], held.sign_off.issuer, found["board"]),
        "number": found["serial"],
        "issued_on": first(found["issued_on"], held.sign_off.date),
        "valid_to": found["valid_to"],
        "level": found["level"],
    }
    return held.filled(document, fields)


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
