"""Names of persons: how they are normalised and compared (SPEC §4.7)."""

import re

from schemas.terms.text import fold, is_han

_TITLES_AFTER = re.compile(r"(同志|先生|女士|教授|研究员|博士|老师)$")
_NOT_A_NAME = re.compile(
    r"姓名|签[名字章]|盖章|公章|日期|单位|电话|职[务称]|意见|专家|举荐|推荐|负责|申报|申请|被?承诺|本人|同志$|先生$|女士$|公司|大学|学院|研究|委员会|中心|协会|学会|骨干|成员|组[员长]|分工"
)


def fold_name(name: str) -> str:
    """The name by which two are compared: folded, without spaces, courtesy and any middle dot."""
    return _TITLES_AFTER.sub("", fold(name)).replace("·", "").replace(".", "")


def same_name(one: str, other: str) -> bool:
    """Whether two written names are one: 繁简, width, spaces and middle dots aside; Latin names in either order."""
    a, b = fold_name(one), fold_name(other)
    return bool(a) and (a == b or (a.isascii() and b.isascii() and _words(one) == _words(other)))


def looks_like_name(text: str) -> bool:
    """Whether a string can be a person's name: 2 to 4 Han characters, a name with middle dots, or Latin words."""
    plain = fold(text)
    if _NOT_A_NAME.search(plain):
        return False
    if "·" in plain:
        return all(part and all(map(is_han, part)) for part in plain.split("·")) and 4 <= len(plain) <= 25
    if plain and all(map(is_han, plain)):
        return 2 <= len(plain) <= 4
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z.'\-]*(\s+[A-Za-z][A-Za-z.'\-]*){1,4}", text.strip()))


def _words(name: str) -> list[str]:
    return sorted(re.findall(r"[a-z]+", name.lower()))
