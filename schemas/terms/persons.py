"""Names of persons: how they are normalised and compared (SPEC §4.7)."""

import re

from schemas.terms.text import fold, is_han

_TITLES_AFTER = re.compile(r"(同志|先生|女士|教授|研究员|博士|老师)$")
_NOT_A_NAME = re.compile(
    r"姓名|签[名字章]|盖章|公章|日期|单位|电话|职[务称]|意见|专家|举荐|推荐|负责|申报|申请|被?承诺|本人|同志$|先生$|女士$|公司|大学|学院|研究|委员会|中心|协会|学会|骨干|成员|组[员长]|分工"
    r"|^副?(?:教授|研究员|编审|译审|主任[医药护技]师|主任记者)$|工程师$"
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


_ALIKE = (
    "仝全", "亓元", "干千于", "末未", "土士", "壬王", "己已巳", "戊戌戍", "曰日", "冼洗", "泠冷", "汜氾", "候侯", "褚诸",
    "邬邹", "沭沐", "釆采", "祎袆", "晟晨", "刁习", "洺洛", "昱显", "禤禢", "昇升", "钰珏", "玙屿", "姝妹", "妤好",
    "睢雎", "沫沬", "颀颇", "宓必", "偲思", "冴牙", "翀翔", "喆吉", "堃坤", "昶永", "弋戈", "庹度", "逄逢", "郗都",
    "缑猴", "璟景", "埕程", "晔哗", "玥明", "祺棋", "祥详", "竞竟", "昊吴", "旻昊", "锟银",
)  # fmt: skip
"""Characters of names that a reader takes for one another, rare ones for common ones most of all."""


def looks_alike(name: str, other: str) -> bool:
    """Whether two names differ in one character only, and that by no more than a reader may mistake."""
    if len(name) != len(other):
        return False
    odd = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(odd) == 1 and any(odd[0][0] in group and odd[0][1] in group for group in _ALIKE)
