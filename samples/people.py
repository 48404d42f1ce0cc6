"""Invented persons and organisations. Names are put together at random; numbers carry right check digits (GB 11643, GB 32100)."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

SURNAMES = tuple("赵钱周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌苗凤花")
RARE_SURNAMES = ("上官", "司徒", "诸葛", "令狐", "亓", "仝", "璩", "郗")
GIVEN = {
    "男": list("安邦博渊承志德厚福海广衡宏毅嘉禾建勋景行立群明哲宁远启明如松绍先泰来维钧孝先延年永昌志和仲平"),
    "女": list("安琪碧云采薇丹枫芳菲归雁慧敏佳音静姝兰馨丽华曼青念慈巧云若水淑仪婉如希文晓棠雅琴宜兰玉洁知夏"),
}
PINYIN = {pair[0]: pair[1:] for pair in Path(__file__).with_name("pinyin.txt").read_text(encoding="utf-8").split()}
MINORITY = [
    ("维吾尔族", "女", "热依汗古丽·阿卜杜拉"),
    ("维吾尔族", "男", "艾尔肯·吐尔逊"),
    ("哈萨克族", "女", "阿依古丽·巴合提"),
    ("藏族", "男", "扎西多吉"),
    ("蒙古族", "男", "巴图·额尔德尼"),
]
REGIONS = {
    "110101": "北京市东城区",
    "110105": "北京市朝阳区",
    "110106": "北京市丰台区",
    "110108": "北京市海淀区",
    "110109": "北京市门头沟区",
    "120103": "天津市河西区",
    "130203": "河北省唐山市路北区",
    "140105": "山西省太原市小店区",
    "210102": "辽宁省沈阳市和平区",
    "320505": "江苏省苏州市虎丘区",
    "370202": "山东省青岛市市南区",
    "420106": "湖北省武汉市武昌区",
    "510104": "四川省成都市锦江区",
}
STREETS = ["安定门内大街", "广渠路", "西三环南路", "学府巷", "滨河路", "紫竹路", "和平里北街", "槐柏胡同", "工体南街", "双桥东路"]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class Person:
    """One invented person. Dates are ISO."""

    name: str
    gender: str
    birth: str
    id_number: str
    ethnicity: str
    address: str
    authority: str
    phone: str


@dataclass
class Organisation:
    """One invented organisation; `head` is the position of its principal."""

    name: str
    uscc: str
    address: str
    head: str


def person(rng: Random, born: tuple[int, int] = (1966, 1988), *, rare: bool = False) -> Person:
    """A person born in these years; a rare one has a compound or rare surname, or a minority name."""
    ethnicity, gender, name = "汉族", rng.choice("男女"), ""
    if rare and rng.random() < 0.5:
        ethnicity, gender, name = rng.choice(MINORITY)
    name = name or han_name(rng, gender, rare=rare)
    birth = day(rng, born[0], born[1])
    region = rng.choice(list(REGIONS))
    return Person(
        name=name,
        gender=gender,
        birth=birth,
        id_number=id_number(rng, region, birth, gender),
        ethnicity=ethnicity,
        address=f"{REGIONS[region]}{rng.choice(STREETS)}{rng.randint(1, 199)}号{rng.randint(1, 20)}号楼{rng.randint(101, 1805)}",
        authority=police(REGIONS[region]),
        phone=phone(rng),
    )


def police(region: str) -> str:
    """Who issues the identity cards of a place."""
    return f"北京市公安局{region[3:-1]}分局" if region.startswith("北京市") else f"{region}公安局"


def han_name(rng: Random, gender: str, *, rare: bool = False) -> str:
    """Surname and one or two given characters."""
    surname = rng.choice(RARE_SURNAMES) if rare else rng.choice(SURNAMES)
    return surname + "".join(rng.sample(GIVEN[gender], 1 if rng.random() < 0.25 else 2))


def id_number(rng: Random, region: str, birth: str, gender: str) -> str:
    """公民身份号码 with its check digit."""
    serial = rng.randint(10, 99) * 10 + rng.choice((1, 3, 5, 7, 9) if gender == "男" else (0, 2, 4, 6, 8))
    body = region + birth.replace("-", "") + f"{serial:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def uscc(rng: Random, kind: str = "91", region: str = "1101") -> str:
    """统一社会信用代码 with both check digits; `kind` is the class of the body (91 company, 12 institution, 51 society)."""
    body = "".join(rng.choice("0123456789") for _ in range(8))
    total = 11 - sum(int(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    code = (
        kind
        + region
        + f"{rng.choice((1, 2, 5, 6, 8, 14)):02d}"
        + body
        + ("X" if total == 10 else "0" if total == 11 else str(total))
    )
    sum31 = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + _USCC_ALPHABET[(31 - sum31) % 31]


def phone(rng: Random) -> str:
    """A mobile number."""
    return rng.choice(("131", "135", "137", "150", "158", "177", "188")) + f"{rng.randint(0, 99_999_999):08d}"


def landline(rng: Random) -> str:
    """A telephone of Beijing."""
    return f"010-{rng.randint(6, 8)}{rng.randint(0, 9_999_999):07d}"


def day(rng: Random, first: int, last: int) -> str:
    """Some day in these years."""
    return f"{rng.randint(first, last)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def patent_number(rng: Random, year: int, kind: int = 1) -> str:
    """``ZL 2021 1 0123456.7`` with its check digit (ZC 0006-2003)."""
    body = f"{year}{kind}{rng.randint(10_000, 1_999_999):07d}"
    rest = sum(int(c) * w for c, w in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11
    return f"ZL {body[:4]} {body[4]} {body[5:]}.{'X' if rest == 10 else rest}"


def isbn(rng: Random) -> str:
    """ISBN-13 with its check digit."""
    body = f"9787{rng.randint(100, 599)}{rng.randint(0, 99_999):05d}"
    check = -sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(body)) % 10
    return f"978-7-{body[4:7]}-{body[7:12]}-{check}"
