"""Article 4: who must be the "+1" under each item of Article 3, and whether a post is that of a principal."""

import re
from collections.abc import Callable
from typing import Literal

from schemas.terms.organisations import fold_organisation, kind, same, within
from schemas.terms.text import fold
from validators.context import Context
from validators.qualifications import is_issuer

Answer = Literal["yes", "no", "unclear"]

PARTY = {
    1: "申报人所在单位主要负责人",
    2: "职业资格相关认证机构主要负责人",
    3: "本市行业主管部门或行业协会主要负责人",
    4: "市、区人事人才主管部门负责人",
}
"""Article 4, items 1 to 4: the person who must recommend, in its words."""

ITEMS = {1: "一", 2: "二", 3: "三", 4: "四"}


def fits(c: Context, condition: int, organisation: str) -> Answer:
    """Whether the organisation is of the kind that Article 4 names for this item of Article 3."""
    return _MATRIX[condition](c, organisation)


def _own(c: Context, name: str) -> bool:
    return any(same(name, employer) == "same" or within(name, employer) for employer in c.employers)


def _plain_employer(c: Context, name: str) -> bool:
    """An organisation that is an employer and nothing else."""
    return _own(c, name) or bool(re.search(r"公司|集团|大学|学院|医院|银行|事务所|工厂", fold_organisation(name)))


def _employer(c: Context, name: str) -> Answer:
    """Item 1. Any employer is of the right kind here; whether it is the applicant's own is PLU-06."""
    if _own(c, name) or kind(name) == "employer":
        return "yes"
    if any(same(name, employer) == "unclear" for employer in c.employers):
        return "unclear"
    return "unclear" if kind(name) == "unknown" else "no"


def _certifier(c: Context, name: str) -> Answer:
    """Item 2. The body that granted the certificate, or any that certifies."""
    if kind(name) == "certification_body" or is_issuer(c, name):
        return "yes"
    if _plain_employer(c, name) or kind(name) in ("authority", "talent_authority"):
        return "no"
    return "unclear"


def _industry(c: Context, name: str) -> Answer:
    """Item 3. An authority or an association; «本市» is PLU-11."""
    if _plain_employer(c, name) or kind(name) in ("talent_authority", "certification_body"):
        return "no"
    return "yes" if kind(name) in ("authority", "association", "society") else "unclear"


def _talent(c: Context, name: str) -> Answer:
    """Item 4."""
    if kind(name) == "talent_authority":
        return "yes"
    if _plain_employer(c, name) or kind(name) in ("association", "society", "certification_body"):
        return "no"
    return "unclear"


_MATRIX: dict[int, Callable[[Context, str], Answer]] = {1: _employer, 2: _certifier, 3: _industry, 4: _talent}

_HEADS = (
    r"法定代表人|(主要)?负责人|董事长|董事局主席|总经理|总裁|首席执行官|行长|院长|所长|馆长|校长|局长|厅长|会长|理事长|主席|台长|社长|团长|厂长|园长|店主"
    r"|党?委?党?组?书记|执行合伙人|执行事务合伙人|首席合伙人|管理合伙人|创始人|区长|市长|ceo|president|chair(man|woman|person)?|chiefexecutive(officer)?|executivedirector"
)
_HEAD = re.compile(rf"^(原|现任?)?(党[委组]\w{{0,2}}|单位|企业|公司|集团|学会|协会|研究[院所]|本\w{{1,2}})?({_HEADS})$")
_CHIEF_OF_BODY = re.compile(r"^主任(委员)?$")
_DEPUTY = re.compile(r"副|助理|助手|vice|deputy|assistant")
_DEPARTMENT = re.compile(
    r"(人力资源|人事|人力|财务|技术|研发|科研|办公室|综合|行政|市场|销售|生产|质量|项目|车间|部门?|处|科室?|组织|业务|培训|会员|秘书)\w{0,4}(经理|主任|主管|部长|处长|科长|组长|总监|专员|负责人)$"
    r"|^(部门?|项目)?(经理|主管|部长|处长|科长|组长|专员|职员|干事)$|总监$|处处长|科长"
)
_ASK = re.compile(r"主持|代理?|执行|常务|临时|兼|轮值|名誉|荣誉|acting")


def is_principal(position: str, organisation: str) -> Answer:
    """Whether a post is 主要负责人: a head is, a deputy or a department's head is not; 主持工作, 执行 and the like are asked.

    One head among several posts is enough, unless a deputy's stands beside a mere secretary's (党委书记、副院长).
    """
    posts = [post for post in re.split(r"[、,，;；/兼和及暨与]|\s+", fold(position)) if post]
    answers = [_post(post, organisation) for post in posts]
    if "no" in answers and "yes" in answers:
        return (
            "yes"
            if any(answer == "yes" and "书记" not in post for post, answer in zip(posts, answers, strict=True))
            else "unclear"
        )
    return "yes" if "yes" in answers else "unclear" if "unclear" in answers or not answers else "no"


def _post(post: str, organisation: str) -> Answer:
    if _HEAD.match(post):
        return "yes"
    if _CHIEF_OF_BODY.match(post):
        return (
            "yes"
            if re.search(r"委员会|委$|中心|事务所|办公室|站$|基金会|管理|学会", fold_organisation(organisation))
            else "unclear"
        )
    if _ASK.search(post):
        return "unclear"
    return "no" if _DEPUTY.search(post) or _DEPARTMENT.search(post) else "unclear"
