"""Names of organisations: whether two are one, and what kind of body a name says (Articles 4 and 7)."""

import re
from typing import Literal

from schemas.terms.text import distance, fold

Sameness = Literal["same", "different", "unclear"]
Kind = Literal["employer", "certification_body", "authority", "association", "society", "talent_authority", "unknown"]
Region = Literal["here", "elsewhere", "national", "unknown"]


def _either(words: str) -> str:
    """Words separated by spaces (each may be a pattern) as alternatives of one pattern."""
    return "|".join(words.split())


def _any(words: str) -> re.Pattern[str]:
    return re.compile(_either(words), re.IGNORECASE)


_LEGAL_FORM = re.compile(r"(股份)?有限(责任)?公司$|\((普通|有限)合伙\)$|集团$|总?公司$")
_DEPARTMENT = re.compile(
    r"(人力资源|人事|行政|综合|科研|科技|财务|教务|院务|校务)\w{0,4}(部|处|科|办公室|办)$|(公司|集团|大学|学院|医院)\w{1,8}(部|处|科)$"
)
_TALENT = _any(
    "人力资源(和|与|及)?社会保障 人社[局厅部] 人事局 人才(工作)?(局|办公室|领导小组|处|工作处) 组织部 社会事业局 "
    "人才服务中心 人力资源公共服务中心"
)
_CERTIFIER = _any(
    r"ieee acca acm\b \bleed\b usgbc gbci rsc\b 特许 公会 皇家 认证(机构|中心|委员会|协会) 国际.*(协会|学会|委员会) "
    "美国 英国 institute association society council board chartered"
)
_ASSOCIATION = _any("协会 联合会 商会 促进会 联盟 同业会 基金会 行业会")
_SOCIETY = _any("学会 研究会")
_PLAINLY_EMPLOYER = _any("公司 集团 大学 学院 医院 银行")
_AUTHORITY = _any(r"委员会 管理局 监督局 [市区县省]\w{1,16}局 ^国家\w{1,12}局 \w{1,12}厅 [市区]\w{1,10}委$ 政府 总局 部$")
_EMPLOYER = _any(
    "公司 集团 厂$ 大学 学院 学校 中学 小学 幼儿园 研究[院所] 设计院 医院 中心 剧[院团] 团$ 报社 杂志社 出版社 电视台 广播 "
    "银行 事务所 博物[馆院] 图书馆 档案馆 文化馆 美术馆 工作室 合作社 院$ 所$ 馆$ 社$ 站$ 台$"
)
_PLACES = _either(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 "
    "甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 太原 沈阳 大连 长春 哈尔滨 南京 苏州 无锡 杭州 宁波 合肥 "
    "福州 厦门 南昌 济南 青岛 郑州 武汉 长沙 广州 深圳 珠海 东莞 佛山 海口 成都 贵阳 昆明 西安 兰州 西宁 南宁 拉萨 银川 "
    "乌鲁木齐 雄安 廊坊 保定 唐山"
)
_ELSEWHERE = re.compile(rf"^({_PLACES})|^\w{{2,3}}省|\(({_PLACES})\)")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_TALENT, "talent_authority"),
    (_CERTIFIER, "certification_body"),
    (_SOCIETY, "society"),
    (_ASSOCIATION, "association"),
    (_PLAINLY_EMPLOYER, "employer"),
    (_AUTHORITY, "authority"),
    (_EMPLOYER, "employer"),
)


def fold_organisation(name: str) -> str:
    """The name by which two are compared: folded, brackets kept as brackets, trailing punctuation off."""
    return fold(name).strip(".,;:-\"'")


def core(name: str) -> str:
    """The name without its legal form: 北京某某科技."""
    return _LEGAL_FORM.sub("", fold_organisation(name))


def same(one: str, other: str) -> Sameness:
    """Whether two names are one organisation.

    `same`: equal after folding. `unclear`: only the legal form, a department, a bracket or one or two characters differ, or
    one is inside the other (集团母公司, 更名, 院系): a person decides. `different`: anything else.
    """
    a, b = fold_organisation(one), fold_organisation(other)
    if not a or not b:
        return "unclear"
    if a == b or a.replace("市", "") == b.replace("市", ""):
        return "same"
    if core(a) == core(b) or a in b or b in a:
        return "unclear"
    if _squeezed(a) == _squeezed(b):
        return "unclear"
    return "unclear" if distance(core(a), core(b), 2) <= _slips(min(len(core(a)), len(core(b)))) else "different"


def within(part: str, whole: str) -> bool:
    """Whether `part` is named as something inside `whole`: 京华大学文学院 in 京华大学, 某某公司人力资源部 in 某某公司."""
    a, b = fold_organisation(part), fold_organisation(whole)
    return len(b) >= 4 and a != b and a.startswith(b)


def is_department(name: str) -> bool:
    """Whether the name ends in a department (人力资源部, 某某大学人事处), which does not speak for the whole."""
    return bool(_DEPARTMENT.search(fold_organisation(name)))


def kind(name: str) -> Kind:
    """What kind of body the name says. The order decides: a 人社局 is a talent authority before it is an authority."""
    folded = fold_organisation(name)
    return next((found for word, found in _KINDS if word.search(folded)), "unknown")


def region(name: str, here: str) -> Region:
    """Where the name says the organisation is: 本市, elsewhere, national (中国…, 全国…), or it does not say.

    `here` is a pattern of the names that are of 本市 (`schemas.profile.City.places`).
    """
    folded = fold_organisation(name)
    if any(not re.search(here, found.group()) for found in _ELSEWHERE.finditer(folded)):
        return "elsewhere"
    if re.search(here, folded):
        return "here"
    return "national" if re.match(r"中国|全国|国家|中华|国务院", folded) else "unknown"


def _slips(length: int) -> int:
    """How many characters may differ before two names of this length are certainly two."""
    return (length >= 5) + (length >= 16)


def _squeezed(name: str) -> str:
    return re.sub(r"[()市省区]", "", _LEGAL_FORM.sub("", name))
