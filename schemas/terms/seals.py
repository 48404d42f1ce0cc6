"""What the lettering of a stamp says it is: an organisation's seal, a person's name (名章), or a note on a copy."""

import re

from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold

SIGN = re.compile(r"(?:之?印[章信]?|私?章)$")
"""What stands behind the name on a name's seal."""
_OFFICE = re.compile(r"[部处科室局厅委院所馆站社团厂校会组司办行]$|公司|中心|集团|专用|审核|推荐|申报|公示|收讫|作废|核对|合格")
"""What short lettering ends in or holds that is no name."""
_NOTE = re.compile(r"原件|复印|相符|一致|核对|无误|收讫|作废|副本|附件")


def person_on_seal(shape: str | None, text: str | None) -> str | None:
    """The person whose seal it is: a square one, by its lettering («某某某印»); None where it may be an organisation's."""
    bare = SIGN.sub("", fold(text or "")) if shape == "square" else ""
    return bare if 2 <= len(bare) <= 4 and looks_like_name(bare) and not _OFFICE.search(bare) else None


def is_note(text: str) -> bool:
    """Whether a stamp says something about the copy that it is on (与原件相符), and seals nothing."""
    return bool(_NOTE.search(fold(text)))
