"""Blocks of recommenders that were read across their slots: columns of a form taken for one, labels taken for values."""

import re

from schemas.case import Expert, PlusOne
from schemas.terms.persons import looks_like_name

_BODY = re.compile(
    r"[\u4e00-\u9fff()（）]{2,}(?:公司|集团|大学|学院|医院|学校|研究院|研究所|设计院|协会|学会|中心|[局厅馆厂社院所])"
)


def read_across(block: Expert | PlusOne) -> str:
    """What shows that a block was read across its slots: a name that can be none (位, 教授), several bodies in a row as the one
    employer (清岚大学 衡远研究院 同泽医院). An empty string where nothing does.
    """
    name = str(block.name.value) if block.name.present else ""
    if name and not looks_like_name(name):
        return f"姓名读作“{name}”"
    body = block.employer if isinstance(block, Expert) else block.organisation
    parts = str(body.value).split() if body.present else []
    several = len(parts) >= 2 and all(_BODY.fullmatch(part) for part in parts)
    return f"单位读作“{body.value}”" if several else ""
