"""Opinions as text: whom an opinion recommends (REC-12), read from what is said and not from where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.terms.persons import fold_name, looks_like_name
from schemas.terms.text import fold
from validators.facts.people import resembles

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_NAME = rf"(?P<name>{_HAN}{{2,4}}?|{_HAN}{{1,10}}·{_HAN}{{1,10}})"
_LONG = r"(?:长期|多年)(?:以?来)?(?:从事|致力|扎根|坚持|围绕|担任|工作|在|深耕|承担|负责|参与|主持|专注|奋)"
"""What somebody has done for long; 古籍长期保存 is of nobody."""
_STRONG = (
    re.compile(
        rf"(?:举荐|推荐|荐举|同意){_NAME}(?:同志|先生|女士|老师|博士)?(?:参加|申报|申请|认定|为|作为|晋升|评审|获得|享受)"
    ),
    re.compile(rf"(?:^|[,.;:!?\"()]|举荐|推荐|认为|鉴于|同意|了解|认识|与|对|是){_NAME}(?:同志|先生|女士)"),
    re.compile(rf"(?:我|本人)?(?:认为|相信|见证了?){_NAME}(?:已|完全|符合|具备|达到|是)"),
    re.compile(rf"(?:与|和){_NAME}(?:相识|共事|合作|熟识)"),
    re.compile(rf"(?:与|和){_NAME}在(?:项目|课题|评审|学术|工作|会议|教学|科研)[^,.;:]{{0,12}}(?:接触|交流|共事|合作|往来|交往)"),
    re.compile(rf"应{_NAME}(?:本人|同志|先生|女士)?(?:之?请求?|要求|委托|邀请|所请|之托)"),
    re.compile(
        rf"(?:^|[.;,]){_NAME}(?:同志|老师|教授|医[生师]|工程师)?(?:{_LONG}|自\d{{4}}|没有照搬|是目前|现任|系|从事|扎根|所做|主持|把它)"
    ),
)
_DOES = (
    re.compile(rf"(?=(?:^|[,.;:]|参加){_NAME}(?:同志)?(?:承担|带过|带领|主持))"),
    re.compile(rf"(?=(?:与|和){_NAME}在[^,.;:]{{0,12}}(?:接触|交流|共事|合作))"),
)
_MAY = (re.compile(rf"(?=(?:^|[,.;:]|参加|而言,?){_NAME}(?:同志)?(?:符合|具备|达到|的做法|长期))"),)
"""What only a person does, and what may be said of a person: told of one name again and again, it is who the opinion is about.
(单晶, 古籍 and 石墨 begin like names as well, but take charge of nothing.)
"""
AGAIN, FRAMES = 3, 2
"""How often such a name must stand in the opinion, and in how many such places."""
_NOT_NAMES = re.compile(
    r"该同志|这位|被举荐|申报|申请|本人|我们|他们|以上|综上|鉴于|因此|特此|人才|专家|认定|高级|职称|同行|单位|工作|技术|项目|研究|业内|同意|郑重|实名|推荐|举荐"
    r"|愿意|组织|修[复缮订建改]|时[代间]|全[体面市程国力部院所校]|广大|优秀|作为|由于|通过|经过|关于|根据|目前|长期|多年|相识|共同|参加|成[果绩长]|贡献|能力|水平|方[案面法]|团队|公司|学院|大学"
    r"|曾[在任获主经被多]|高[度水校]|连续|相关|许多|向[来贵上]|任[职何]|支持|时[期任]|包括|应[当该]|金融|万[人元余]|常[年务]|于[近是]|和[我其]|[\u4e00-\u9fff][的了在是]"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方"
    "白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏"
    "宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊"
    "仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银"
    "亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "昌凤酆贝滑荀糜隗宓蓬郗仰韶蓟籍莘贡逄扶堵郦郤璩濮寿郏慎庾暨弘禄殳沃蔚夔厍融訾毋乜巢蒯竺桓汲邴羿贲钭鄂苍习宦鱼须水山"
)
_COMPOUND = re.compile(
    r"欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|端木|司徒|长孙|宇文|夏侯|南宫|轩辕|独孤|申屠|闻人|赫连|澹台|公羊|淳于|单于|太叔|钟离"
)


@dataclass(frozen=True)
class Named:
    """Somebody else whom the opinion seems to speak of.

    `how`: ``plain`` where the sentence leaves no doubt; ``slip`` where the name is the applicant's but for one character;
    ``perhaps`` where another name stands in the opinion, in no telling place.
    """

    name: str
    how: Literal["plain", "slip", "perhaps"]


def recommended(opinion: str, applicant: str, names: Sequence[str], recommenders: Iterable[str]) -> Named | None:
    """The person other than the applicant whom the opinion recommends, or None.

    None also where the applicant is named, or nobody. `names` are those found by any means on the form; they count only
    where they stand in this opinion more than once.
    """
    text, own = fold(opinion), fold_name(applicant)
    if own and own in re.sub(r"[·.]", "", text):
        return None
    apart = {own, *map(fold_name, recommenders)}
    telling = [name for name in _in_context(text) if fold_name(name) not in apart]
    mentioned = [name for name in names if fold_name(name) not in apart and text.count(fold(name)) > 1]
    telling += [name for name in mentioned if _begins_a_clause(name, text)]
    telling += [name for name in _told_of(text) if fold_name(name) not in apart]
    mentioned += [name for name in _repeated(text) if fold_name(name) not in apart]
    if not telling and not mentioned:
        return None
    name = max(dict.fromkeys(telling or mentioned), key=lambda name: (text.count(fold(name)), len(name)))
    return Named(name, "slip" if resembles(name, applicant) else "plain" if telling else "perhaps")


def _begins_a_clause(name: str, text: str) -> bool:
    """Whether a clause is about this person: who is named first, again and again, where the applicant never is."""
    return re.search(rf"(?:^|[,.;:!?]){re.escape(fold(name))}(?!等)", text) is not None


def _told_of(text: str) -> list[str]:
    """Names of whom the opinion tells again and again what they do, once at least what only a person does."""
    acts, may = (Counter(match["name"] for pattern in frames for match in pattern.finditer(text)) for frames in (_DOES, _MAY))
    names = [name for name in acts if _personal(name)]
    return [name for name in names if acts[name] + may[name] >= FRAMES and text.count(name) >= AGAIN]


def _repeated(text: str) -> list[str]:
    """What is built as a name, begins a clause, comes back, and goes on differently each time. It may be a word all the same."""
    found = []
    for start in (match.end() for match in re.finditer(r"^|[,.;:!?]", text)):
        for length in (4, 3, 2):
            name = text[start : start + length]
            after = {text[at.end() : at.end() + 1] for at in re.finditer(re.escape(name), text)} if len(name) == length else set()
            if len(after) > 1 and _personal(name):
                found.append(name)
                break
    return found


def _in_context(text: str) -> list[str]:
    """Names in sentences that speak of the person recommended."""
    found = (match["name"] for pattern in _STRONG for match in pattern.finditer(text))
    return [name for name in found if _personal(name)]


def _personal(name: str) -> bool:
    """Whether it is built as a Chinese name: a surname, and none of the words that stand in such places."""
    if not looks_like_name(name) or _NOT_NAMES.search(name):
        return False
    return "·" in name or (name[0] in _SURNAMES and len(name) <= 3) or bool(_COMPOUND.match(name) and len(name) >= 3)
