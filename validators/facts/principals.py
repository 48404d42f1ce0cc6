"""What kind of body must be the "+1" under each item of eligibility (Beijing: Article 4 for the items of Article 3)."""

import re
from collections.abc import Callable
from typing import Literal

from schemas.terms.organisations import fold_organisation, kind, same, within
from validators.context import Context
from validators.facts.qualifications import is_issuer

Answer = Literal["yes", "no", "unclear"]


def fits(c: Context, no: int, organisation: str) -> Answer:
    """Whether the organisation is of the kind that Article 4 names for this item of Article 3."""
    return suits(c, c.profile.item(no).body, organisation)


def suits(c: Context, body: str, organisation: str) -> Answer:
    """Whether the organisation is of this kind (`schemas.profile.Item.body`)."""
    return _KINDS[body](c, organisation)


def _own(c: Context, name: str) -> bool:
    return any(same(name, employer) == "same" or within(name, employer) for employer in c.employers)


_PLAIN = re.compile(
    r"公司|集团|大学|学院|医院|银行|事务所|工厂|厂$|(?:中|小)学$|学校$|幼儿园|剧[院团社]$|[乐曲歌舞]\w?团$|艺术?团$|出版社$|报社$|杂志社$"
    r"|电视台$|电台$|合作社$|工作室$|博物馆$|图书馆$|美术馆$|档案馆$"
)
"""Names of what only employs: no authority, association or certifying body is called so. 中心, 站, 院 and 所 may be one's arm."""


def _plain_employer(c: Context, name: str) -> bool:
    """An organisation that is an employer and nothing else."""
    return _own(c, name) or bool(_PLAIN.search(fold_organisation(name)))


def _employer(c: Context, name: str) -> Answer:
    """Any employer is of the right kind here; whether it is the applicant's own is PLU-06."""
    if _own(c, name) or kind(name) == "employer":
        return "yes"
    if any(same(name, employer) == "unclear" for employer in c.employers):
        return "unclear"
    return "unclear" if kind(name) == "unknown" else "no"


def _certifier(c: Context, name: str) -> Answer:
    """The body that granted the certificate, or any that certifies."""
    if kind(name) == "certification_body" or is_issuer(c, name):
        return "yes"
    if _plain_employer(c, name) or kind(name) in ("authority", "talent_authority"):
        return "no"
    return "unclear"


def _industry(c: Context, name: str) -> Answer:
    """An authority or an association; «本市» is PLU-11."""
    if _plain_employer(c, name) or kind(name) in ("talent_authority", "certification_body"):
        return "no"
    return "yes" if kind(name) in ("authority", "association", "society") else "unclear"


def _talent(c: Context, name: str) -> Answer:
    """An authority for personnel and talent."""
    if kind(name) == "talent_authority":
        return "yes"
    if _plain_employer(c, name) or kind(name) in ("association", "society", "certification_body"):
        return "no"
    return "unclear"


_KINDS: dict[str, Callable[[Context, str], Answer]] = {
    "employer": _employer,
    "certification_body": _certifier,
    "industry": _industry,
    "talent_authority": _talent,
}
