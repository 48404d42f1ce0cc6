"""项目: approvals, task books and contracts (立项), and acceptances, conclusions, appraisals (验收, 结题, 鉴定)."""

import re
from collections.abc import Sequence

from extractors.documents.evidence import DOCUMENT_NUMBER, Evidence, Found, code, evidence, first
from extractors.documents.signoff import ORGANISATION
from extractors.writing.persons import column, names_of
from extractors.writing.strips import Strip, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Place
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range

_QUOTED = re.compile(r"[\"《]\s*([^\"》]{4,80}?)\s*[\"》]\s*(?:\(|项目|课题|已|的|进行|等)?")
_IN_SENTENCE = re.compile(r"[,;(]\s*(?:项目|课题)名称\s*:\s*([^,;()]{4,80}?)\s*[,;)]")
"""A label inside a sentence, whose value may go on in the next row."""
_TENDER = re.compile(r"(?:在|参加|参与)\s*([^,.;:()]{4,60}?)\s*(?:\([^)]*\))?\s*的?\s*(?:公开)?(?:招标|投标)")
_NUMBER = re.compile(
    r"(?:项目|课题|批准|立项|合同|任务书)?\s*(?:编号|批准号)\s*(?:为|:)?\s*([A-Za-z]{0,8}[\dA-Za-z\-–—]{4,24}\d)"
)
_PERIOD = re.compile(
    r"(?:执行期|执行年限|起止年限|资助期限|研究年限|实施期|研究期限|起止时间|项目期限|周期|执行时间)[\u3400-\u9fff]{0,2}?\s*(?:为|自|从|:)?\s*(.{8,40}?(?=\.(?!\d)|[,;)])|.{8,40})"
)
_LEADER = re.compile(r"(?:项目|课题)?(?:负责人|主持人)\s*(?:为|是|:)\s*([\u3400-\u9fff·]{2,12}?)\s*(?:同志|教授|[,.;(]|$)")
_LED_BY = re.compile(
    r"由\s*(?:" + ORGANISATION + r"\s*)?([\u3400-\u9fff·]{2,8}?)\s*(?:同志|教授|研究员)?\s*(?:主持|负责|承担|牵头|完成)"
)
_ADDRESSED = re.compile(r"^\s*([\u3400-\u9fff·]{2,8}?)\s*(?:同志|先生|女士|教授|老师|博士|研究员)\s*[:：]\s*$")
"""The leader to whom a notice speaks."""
_NAME = r"(?:[\u3400-\u9fff]{2,4}?|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,12}?)"
_TEAM = re.compile(
    rf"(?:项目|课题|研究)组(?:主要)?(?:成员|人员)\s*(?:包括|有|为|由|是|[:：])?\s*({_NAME}(?:、{_NAME})+)"
    r"\s*(?=分工|等|共|均|参[加与]|完成|承担|各|团结|协作|按|[.。;；,，]|$)"
)
"""The team in a sentence, as written: the comma that parts two names is not the one that ends them."""
_TEAM_HEADS = ("姓名", "成员姓名", "人员姓名")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The project with ``title, number, issuer, holders`` (the leader first), ``employer, issued_on``; an approval with
    ``start, end`` of its term too. Where no page names the people, the tag ``name_page_missing``.
    """
    held = evidence(document, sheets)
    found = held.labelled(profile, document.type)
    approval = document.type == "project_approval"
    start, end = _term(held, found["period"])
    holders = _holders(held, found)
    fields = {
        "title": first(held.search(_IN_SENTENCE), found["title"], held.search(_QUOTED), held.search(_TENDER)),
        "number": first(code(found["serial"]), held.search(_NUMBER), held.search_rows(DOCUMENT_NUMBER)),
        "issuer": first(held.sign_off.issuer, found["issuer"]) if not approval else first(found["issuer"], held.sign_off.issuer),
        "employer": found["employer"],
        "holders": holders,
        "issued_on": _issued_on(held, found["approved_on" if approval else "accepted_on"]),
        "start": start if approval else NOT_FOUND,
        "end": end if approval else NOT_FOUND,
        "conclusion": found["conclusion"] if not approval else NOT_FOUND,
    }
    return held.filled(document, fields, [] if holders.present else ["name_page_missing"])


def _issued_on(held: Evidence, labelled: Field) -> Field:
    return first(held.sign_off.date, labelled, _first_date(held))


def _first_date(held: Evidence) -> Field:
    """The day of the meeting, where the document is not dated: «2021年8月4日，…组织专家…进行了验收»."""
    text = held.prose.text
    for start, end, iso in find_dates(text):
        if re.match(r"\s*[,，]?.{0,40}?(组织|召开|进行|主持)", text[end : end + 60]):
            return held.prose.field(start, end, value=iso, trust=0.8)
    return NOT_FOUND


def _term(held: Evidence, labelled: Field) -> tuple[Field, Field]:
    """Both ends of the term, from its label or from «执行期为…至…»."""
    found = labelled if labelled.present else held.search(_PERIOD)
    start, end = parse_range(str(found.value)) if found.present else (None, None)
    return tuple(found.model_copy(update={"value": iso, "raw": str(found.value)}) if iso else NOT_FOUND for iso in (start, end))  # type: ignore[return-value]


def _holders(held: Evidence, found: Found) -> Field:
    """The people of the project in their order: the leader, the members named, the column of names of the team's table."""
    said = first(found["leader"], held.search(_LEADER), held.search(_LED_BY), held.search_rows(_ADDRESSED))
    team = _TEAM.search(held.prose.raw)
    members = first(found["members"], held.prose.field(team.start(1), team.end(1)) if team else NOT_FOUND)
    named = [(part, names_of(str(part.value))) for part in (said, members) if part.present]
    listed = column(held.strips, _TEAM_HEADS)
    people = list(dict.fromkeys(name for _, names in named for name in names))
    table = [name for _, name in listed]
    every = [*people, *(name for name in table if name not in people)]
    whole = [name for name in every if not _is_cut(name, every)]
    if not whole:
        return NOT_FOUND
    parts = [part for part, names in named if names] + [_cell(strip) for strip, name in listed if name in whole]
    return Field(
        value=whole,
        raw="、".join(whole),
        state="read",
        confidence=min(part.confidence for part in parts),
        places=_places(parts),
        method=parts[0].method,
    )


def _is_cut(name: str, names: Sequence[str]) -> bool:
    """Whether it is only the beginning, or a part, of another one (阿依古丽·巴合 or 巴合提 beside 阿依古丽·巴合提)."""
    begins = "·" in name and any(other != name and other.startswith(name) for other in names)
    return begins or any(name in other.split("·") for other in names if other != name)


def _cell(strip: Strip) -> Field:
    return field([strip.whole])


def _places(parts: Sequence[Field]) -> tuple[Place, ...]:
    return tuple(place for part in parts for place in part.places)
