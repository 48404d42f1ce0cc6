"""Values: what a slot's writing means for the field it belongs to, and when a slot counts as empty."""

import re
from collections.abc import Callable, Sequence

from extractors.writing.strips import Span, field
from schemas.field import Field
from schemas.terms.dates import find_dates, parse_date
from schemas.terms.numbers import plain
from schemas.terms.persons import looks_like_name
from schemas.terms.text import BULLETS, fold, join_lines

DATES = frozenset(
    {
        "birth_date",
        "signed_on",
        "issued_on",
        "valid_from",
        "valid_to",
        "start",
        "end",
        "date",
        "filled_on",
        "born",
        "submitted_on",
    }
)
CODES = frozenset({"id_number", "employer_uscc", "number"})
NAMES = frozenset({"name", "holder", "employee"})
ALONE = NAMES | {"applicant_name", "employer", "organisation", "position", "title", "current_title", "education", "specialty"}
WORDS = frozenset({"specialty", "title", "current_title", "position", "employer", "organisation", "issuer"})
"""What, beside names, is never figures or a day alone: where such stand in the slot, rows were read across one another."""
_GLOSS = re.compile(
    r"(?<=[\u4e00-\u9fff)）])\s*(?:Full |Current |Professional )?"
    r"(?:Name|Title|Employer|Position|Specialty|Field|Organi[sz]ation|Unit|Institution)$"
)
"""The English of a label under it, read behind the value that stands beside both."""
_NEXT_LABEL = re.compile(r"\s+[\u4e00-\u9fff]{2,8}\s*[:：](?=.)")
"""A label that we do not know, behind a value of few words on the same row."""
ONE_LINE = WORDS | NAMES | {"phone"}
_NEXT_ITEM = re.compile(r"(?<=[\u4e00-\u9fff\s])\s*\d{1,2}\s?[.．、]\s?[\u4e00-\u9fff]{0,4}$")
_LISTED = re.compile(r"\s*1\s?[.．、]")
"""A value that is a list itself (1.教授 2.研究员) keeps its numbers."""
_MOBILE_ON = re.compile(r"(1[3-9]\d{9})\d{1,2}\s?[.．、]")
NO_NAME = 0.6
"""How far a name may be trusted that looks like none (教授 beside 姓名): rows were read across one another, or it was misread."""
MORE = 6
"""So many characters behind a name and a space are no part of it."""
_WHO = re.compile(r"\s*[(（]\s*[男女](?:\s*[,，、;；].*)?[)）]$")
"""What stands in brackets behind a name: （女，1985年生）."""
_APPLIED_FOR = frozenset({"series", "apply_title", "apply_specialty", "level"})
_STOPPED = re.compile(r"(?<=.)[;；。](?:[^;；。]{4,}[。.].*|.{12,}|)$")
"""The stop behind a value in running text, and the sentence that comes next."""
BODIES = frozenset({"issuer", "employer", "organisation"})
_DATED = re.compile(r"[\s,，;；]+(?:\d{4}\s*[年.\-/]|二[〇○零Oo0]).{3,14}$")
"""The day of signing behind a body's name on the same row."""
NONE_IS_A_VALUE = frozenset({"current_title", "result"})
"""Where 无 answers the question (the title one has, objections); elsewhere it says that nothing is to be written."""

_EMPTY = re.compile(r"[\s_/\\\-—–―.。,，:：;；*＿…·()（）]*")
_NOTHING = re.compile(r"(?:无|暂无|没有|空|略|none|n/a)?")
_UNFILLED_DATE = re.compile(r"(?:20|19)?\d{0,2}年月日?|年月日?|月日")
LEADER = re.compile(r"(?:[.．…‥·] ?){2,}")
"""Dots that lead from a label to its value (姓名..........某甲), or fill the room behind one."""

_LED = re.compile(rf"^[\s.．…‥·]+(?=\S)|{LEADER.pattern}$")

PHONE = (
    r"\+(?!86)[1-9]\d{0,2}[ \-]?\(?\d{1,4}\)?(?:[ \-]?\d{2,4}){2,4}|"
    r"(?:\+?86[- ]?)?1[3-9]\d[\d\- ]{8,10}|0\d{2,3}[-\s()]{0,2}\d{7,8}(?:[-转\s]\d{1,6})?|(?<!\d)\d{7,8}(?!\d)"
)
_PHONE = re.compile(PHONE)
_ID_IN_SENTENCE = re.compile(r"(?:[\u4e00-\u9fff]{2,8}\s*[:：]?)?\s*((?:\d ?){17}[\dXx])(?=[\s)）,，;；。、]|[\u4e00-\u9fff]|$)")

GLUED: dict[str, Callable[[str], bool]] = {
    "position": lambda rest: bool(
        re.fullmatch(r"[\u4e00-\u9fff]{0,8}(?:长|主任|书记|主席|经理|总监|院士|首席|负责人|代表人|总编辑|秘书|总裁|顾问)", rest)
    ),
    "title": lambda rest: bool(re.fullmatch(r"(?:正?高级|一级|二级|副?主任|副?研究|副?教授)[\u4e00-\u9fff]{0,6}", rest)),
    "current_title": lambda rest: bool(re.fullmatch(r"[\u4e00-\u9fff]{0,8}(?:师|(?<![人成会委])员|教授|编审|记者|编辑)", rest)),
    "education": lambda rest: bool(
        re.match(r"(?:博士|硕士|大学|本科|大专|专科|高中|中专|研究生)[\u4e00-\u9fff]{0,6}(?!\S)", rest)
    ),
    "gender": lambda rest: bool(re.match(r"[男女](?![\u4e00-\u9fff])", rest)),
    "phone": lambda rest: bool(_PHONE.match(rest)),
    "id_number": lambda rest: bool(re.match(r"\d{6}", rest)),
    "employer_uscc": lambda rest: bool(re.match(r"[0-9A-Z]{6}", rest)),
    "birth_date": lambda rest: bool(re.match(r"(?:19|20)\d\d", rest)),
    "signed_on": lambda rest: bool(re.match(r"(?:19|20)\d\d", rest)),
    "issued_on": lambda rest: bool(re.match(r"(?:19|20)\d\d", rest)),
    "serial": lambda rest: bool(re.match(r"[A-Z]{0,4}\d{4}", rest)),
    "verification": lambda rest: bool(re.match(r"(?=[A-Z]*\d)[0-9A-Z]{8}", rest)),
    "valid_to": lambda rest: bool(re.match(r"(?:19|20)\d\d", rest)),
    "ethnicity": lambda rest: bool(re.match(r"[\u4e00-\u9fff]{1,5}族?$", rest)),
}
"""What may stand right behind a label, without colon or space, and still be its value (性别女, 出生1990年5月17日)."""

_BODY = re.compile(
    r"[\u4e00-\u9fff()]{2,30}(?:公司|集团|大学|学院|医院|学校|研究院|研究所|设计院|协会|学会|研究会|委员会|中心|[局厅馆厂社院所])"
)
SAYS: dict[str, Callable[[str], bool]] = {
    "name": looks_like_name,
    "applicant_name": looks_like_name,
    "signature": looks_like_name,
    "gender": lambda value: value in ("男", "女"),
    "phone": lambda value: bool(_PHONE.fullmatch(value)),
    "position": GLUED["position"],
    "title": GLUED["title"],
    "current_title": GLUED["title"],
    "employer": lambda value: bool(_BODY.fullmatch(value)),
    "organisation": lambda value: bool(_BODY.fullmatch(value)),
    "specialty": lambda value: bool(re.fullmatch(r"[\u4e00-\u9fff]{2,12}", value)),
}
"""What is plainly a value of its field, so that a label may follow it without a space."""


def is_blank(name: str, text: str) -> bool:
    """Whether the writing says that nothing was filled in: nothing at all, a dash, a slash, 无 where that is no answer,
    the printed «年 月 日».
    """
    bare = _EMPTY.sub("", fold(text))
    if not bare:
        return True
    if name in DATES and _UNFILLED_DATE.fullmatch(bare):
        return True
    return name not in NONE_IS_A_VALUE and bool(_NOTHING.fullmatch(bare))


def normalised(name: str, spans: Sequence[Span]) -> Field:
    """The field of this name made of what is written: dates ISO, numbers plain, the rest as running text."""
    text = tidy(join_lines(span.text for span in spans))
    if name in ONE_LINE:
        text = _numbered_on(text)
    if is_blank(name, text):
        return field(spans, raw=text, state="blank")
    value = _value(name, text)
    if value is None:
        return field(spans, raw=text, state="unreadable")
    return field(spans, value=value, raw=text, trust=NO_NAME if name in NAMES and not looks_like_name(value) else 1.0)


def _numbered_on(text: str) -> str:
    """The value without the number, and the first words, of the next question of a questionnaire («研究员3. 从业»)."""
    mobile = _MOBILE_ON.match(text)
    return mobile[1] if mobile else text if _LISTED.match(text) else _NEXT_ITEM.sub("", text)


def tidy(text: str) -> str:
    """The writing without the line it is written on, the dots that lead to it, and a colon or a stray mark at its ends."""
    bare = _LED.sub("", re.sub(r"[_＿]{2,}", "", text))
    return bare.strip(f" \u3000:：_＿|{BULLETS}")


def _value(name: str, text: str) -> str | None:
    if name in DATES:
        return parse_date(text)
    if name in CODES:
        held = _ID_IN_SENTENCE.match(text) if name == "id_number" else None
        return plain(held[1] if held else text)
    if name == "phone":
        match = _PHONE.search(text)
        return re.sub(r"[^\d\-+转]", "", match.group()) if match else text
    if name == "gender":
        match = re.search(r"[男女]", text)
        return match.group() if match else text
    if name in WORDS | NAMES and not any(map(str.isalpha, _undated(text))):
        return None
    if name in WORDS | NAMES:
        text = _GLOSS.sub("", text)
    if name in WORDS | _APPLIED_FOR:
        text = _STOPPED.sub("", text) or text
    if name in BODIES:
        text = _DATED.sub("", text)
    if name in ALONE:
        text = _NEXT_LABEL.split(text)[0]
    return _name(text) if name in NAMES else text


def _undated(text: str) -> str:
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    return text


def _name(text: str) -> str:
    """A Chinese name without the spaces that are set between its characters and the stray marks around it."""
    bare = _WHO.sub("", text.strip(" \u3000，,。.、;；:：·|"))
    joined = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", bare)
    first, _, more = bare.partition(" ")
    if more.strip() == first:  # printed, and written behind it
        return first
    if len(more) >= MORE and not looks_like_name(joined) and looks_like_name(first):
        return first
    return joined if looks_like_name(joined) else text
