"""Article 4: what kind of body must be the "+1" under each item of Article 3."""

import re
from collections.abc import Callable
from typing import Literal

from schemas.terms.organisations import fold_organisation, kind, same, within
from validators.context import Context
from validators.facts.qualifications import is_issuer

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
