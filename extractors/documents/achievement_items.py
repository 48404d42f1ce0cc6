"""业绩成果 without a table: cards of labelled values, numbered items with labelled lines below, items told in one sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.forms.sections import Section
from extractors.writing.labels import Lexicon
from extractors.writing.pairs import Pair, on_strips
from extractors.writing.reading import Entry
from extractors.writing.strips import Span
from extractors.writing.strips import field as made_of
from schemas.field import NOT_FOUND, Field
from schemas.terms.dates import find_dates, parse_date
from schemas.terms.text import fold

TELLING = frozenset({"kind", "level", "role", "date", "status"})
"""The labels of which a card has some beside its title."""
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])"
_NUMBERED = re.compile(
    rf"^[\s(（【]*(?:第?{_NUMERAL}[.、,，)）:：．\]】项]|(?:代表性?)?(?:业绩|成果)(?:成果)?[\s(（]*{_NUMERAL}[)）】]?[.、,，:：．]?)\s*(?=\D)"
)
_CLOSING = re.compile(r"\s*(?:(?:本人|我)?(?:郑重|谨此)?(?:承诺|声明|保证)|以上(?:所填|内容|信息|材料|情况))")
"""What is said below the last item, over the signature."""
_KIND = re.compile(r"^\s*(?:[(（【\[]\s*([\u4e00-\u9fff]{2,8})\s*[)）】\]]|([\u4e00-\u9fff]{2,6})\s*(?:[:：]|(?=[《“])))\s*")
_TITLE = re.compile(r"^(《.+?》|“[^”]+”|「[^」]+」)")
_PARTING = re.compile(r"[,，;；。]\s*|(?<=[》”])\s*(?=[(（])|\s{2,}")
_ROLE = re.compile(
    r"第[一二三四五六七八九十\d]+(?:主要)?(?:完成人|作者|发明人|设计人|起草人|负责人|主编|获奖人|参与人)|[独合][著立作]|(?:副|参)?主?编著?$|主要起草人"
    r"|通[讯信]作者|共同(?:第一)?作者|(?:项目|技术|课题|子课题)?负责人|主持人?|参[与加]人?|骨干|主演|导演|编剧|入选者|传承人|报道对象|排名第?[一二三四五六七八九十\d]+|第[一二三四五六七八九十\d]+[\u4e00-\u9fff]{1,4}[人者]$"
)
_LEVEL = re.compile(
    r"国际级|国家级|省部?级|市级|区级|企业级|行业级|[SA]?(?:SCI|HCI)E?|EI|CPCI|CSSCI|CSCD|核心|收录|发明专利|实用新型|外观设计|专著|教材|特等|[一二三]等|[金银铜]奖|奖$"
    r"|(?:国家|行业|地方|团体|企业)标准|(?:登记|审定|鉴定)$"
)
_STATUS = re.compile(
    r"^(?:已|正?在|待|拟|未)[\u4e00-\u9fff]{1,6}$|^(?:见刊|录用|授权|公开|实审|结题|验收|发布|出版|实施|转化|应用)(?:中|阶段)?$"
)
_NUMBER = re.compile(
    r"(?:(?:专利|证书|登记|批准|标准|项目|授权公告)号|编号|文号|ISBN|ISSN|No\.?)[:：]?\s*(\S{5,40})"
    r"|^((?:ZL|DB|GB)\s?[\dA-Z/.\-—– ]{6,})$",
    re.I,
)


@dataclass
class Item:
    """An achievement in the making: what its first lines say besides labels, and its labels with their values."""

    said: list[Span] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The fields it has labels for."""
        return {name for pair in self.pairs for name in pair.label.names if name}


def items(part: Section, known: Lexicon) -> list[dict[str, Field]]:
    """The achievements of a section, by their numbers or by labels that come again; `known` are the labels of one."""
    entries = [entry for entry in part.entries if not part.heading or entry.strip is not part.heading.strip]
    labelled: dict[int, list[Pair]] = {}
    for pair in on_strips([entry.strip for entry in entries], known):
        if any(pair.label.names):
            labelled.setdefault(id(pair.label.strip), []).append(pair)
    found: list[Item] = []
    for entry in entries:
        if _CLOSING.match(entry.strip.text) or any("signature" in pair.label.names for pair in entry.pairs):
            break
        _take(entry, labelled.get(id(entry.strip), []), found)
    return [_fields(item) for item in found if item.said or "title" in item.names]


def _take(entry: Entry, here: Sequence[Pair], found: list[Item]) -> None:
    """Puts a row into the item it belongs to: a new one where a number or a label that was there before begins it."""
    strip = entry.strip
    match = _NUMBERED.match(strip.text)
    numbered = match is not None and (not here or match.end() <= here[0].label.span.start + 1)
    if match and numbered:
        end = here[0].label.span.start if here else len(strip.text)
        said = strip.span(min(match.end(), end), end)
        found.append(Item(said=[said] if said.text.strip(" :：") else []))
    if here and not match and found:
        _carry_on(strip.span(0, here[0].label.span.start), found[-1])
    for pair in here:
        names = {name for name in pair.label.names if name}
        if not found or (names & found[-1].names and not numbered):
            found.append(Item())
        found[-1].pairs.append(pair)
    if not match and not here and found and strip.text.strip():
        _go_on(entry, found[-1])


def _carry_on(before: Span, item: Item) -> None:
    """What stands before the first label of a row is the end of the value that the row above broke off (时间：2024|年3月；)."""
    if not item.pairs or not before.text.strip():
        return
    last = item.pairs[-1]
    if "title" not in last.label.names:  # before a title's next label stands another column's text
        item.pairs[-1] = Pair(last.label, (*last.value, before), last.slot)


def _go_on(entry: Entry, item: Item) -> None:
    """A row without labels goes on with the title above it, unless it tells a story."""
    if fold(entry.strip.text).count(".") + fold(entry.strip.text).count(",") > 3 and item.pairs:
        return
    if not item.pairs:
        item.said.append(entry.strip.whole)
        return
    last = item.pairs[-1]
    box = last.value[-1].box if last.value else None
    if "title" in last.label.names and box and box[2] > 0.75:
        item.pairs[-1] = Pair(last.label, (*last.value, entry.strip.whole), last.slot)


def _fields(item: Item) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for pair in item.pairs:
        for name in pair.label.names:
            if name and not fields.get(name, NOT_FOUND).present:
                fields[name] = _unstopped(pair.field(name))
    if not item.said:
        return fields
    told = told_in_one(made_of(item.said))
    if not item.pairs:
        return told
    whole = _unstopped(made_of(item.said))
    return {**fields, "title": fields["title"] if fields.get("title", NOT_FOUND).present else whole}


def _unstopped(found: Field) -> Field:
    """The value without the stop or comma that parts it from the next one."""
    bare = found.value.rstrip("。；;，, ") if isinstance(found.value, str) else ""
    bare = _closed(_opened(bare))
    return found.model_copy(update={"value": bare}) if bare else found


def _opened(text: str) -> str:
    """The text without a bracket at its end that is opened there and tells more under labels (某某平台（类别：…）)."""
    return text[:-1].rstrip() if text.endswith(("(", "（", "[", "【")) else text


def _closed(text: str) -> str:
    """The text without a bracket at its end that was opened before it."""
    opened = sum(map(text.count, "(（[【"))
    return text[:-1].rstrip() if text.endswith((")", "）", "]", "】")) and not opened else text


def told_in_one(whole: Field) -> dict[str, Field]:
    """An item in one sentence: «（论文）《某某》，第一作者，EI收录，2025年4月，已发表», «某某奖，2021年，第一完成人»."""
    text = str(whole.value).strip()
    fields: dict[str, Field] = {}
    kind = _KIND.match(text)
    if kind:
        fields["kind"] = _part(whole, kind[1] or kind[2])
        text = text[kind.end() :]
    named = _TITLE.match(text)
    first, rest = (named[1], text[named.end() :]) if named else _head(text)
    fields["title"] = _part(whole, first)
    for piece in re.split(r"[,，;；。、()（）\s]+", rest):
        for name, value in _told(piece).items():
            fields.setdefault(name, _part(whole, value))
    number = _NUMBER.search(rest)
    if number:
        fields["number"] = _part(whole, (number[1] or number[2]).strip(" )）,，。;；"))
    return fields


def _head(text: str) -> tuple[str, str]:
    """The title of a sentence without quotes, up to its first stop outside of brackets; a bracket that tells more ends it too."""
    depth = 0
    for at, char in enumerate(text):
        opens = char in "(（《“"
        if depth == 0 and (char in ",，;；。" or (char in "(（" and _told(re.split(r"[,，;；)）]", text[at + 1 :])[0]))):
            return text[:at].strip(), text[at:]
        depth = max(0, depth + opens - (char in ")）》”"))
    return text, ""


def _told(piece: str) -> dict[str, str]:
    """What one piece of such a sentence says."""
    piece = piece.strip()
    if find_dates(piece) and len(piece) <= 18:
        return {"date": parse_date(piece) or piece}
    if _STATUS.match(piece):
        return {"status": piece}
    role = _ROLE.search(piece)
    if role:
        return {"role": role.group()}
    return {"level": piece} if _LEVEL.search(piece) and len(piece) <= 24 else {}


def _part(whole: Field, value: str) -> Field:
    return whole.model_copy(update={"value": value, "raw": value})
