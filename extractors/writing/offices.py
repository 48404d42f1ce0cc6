"""Offices: what a slot or a sentence says of a person in one go — organisation, office, title — taken apart."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.writing.values import tidy
from schemas.terms.persons import looks_like_name
from schemas.terms.titles import level_of

_HOUSE = re.compile(
    r"大学|学院|研究院|研究所|设计院|科学院|工程院|研究总院|设计总院|医院|公司|集团|协会|学会|联合会|研究会|促进会|商会|公会|联盟|基金会|出版社|杂志社|报社|日报社"
    r"|电视台|广播电台|中学|小学|幼儿园|学校|事务所|银行|工作室|合作社|(?:图书|博物|档案|美术|文化|纪念|科技)馆"
    r"|[局厅馆社厂院所站](?![长务会区团在属士])|[剧乐歌舞曲艺京昆]团(?!长)"
)
"""Where the name of an organisation may end."""
_ROOM = re.compile(r"(?:中心|委员会|办公室|教研室|实验室|研究室|分会|总部|工会|总站|[部处科系室])(?!长)")
"""Where that of a part of one may, which stands alone only where no organisation is named before it."""
_OFFICE = re.compile(r"总监|经理|主任|[院所校厂局处科部会社馆台队组]长|架构师|主管|书记|总裁|主席|负责人|合伙人|创始人|主编|领班")
_PARTS = re.compile(r"\s*[/／、，,;；|]\s*|\s{2,}")


def seat(text: str) -> tuple[str, str]:
    """«某某大学土木学院院长» as organisation and office; the office is empty where only an organisation is named."""
    for ends in (_HOUSE, _ROOM):
        cuts = [match.end() for match in ends.finditer(text) if match.end() >= 3]
        if cuts:
            cut = next((cut for cut in reversed(cuts) if cut == len(text) or len(text) - cut >= 2), len(text))
            return text[:cut].strip(), text[cut:].strip()
    return text, ""


def joined(rows: Sequence[str]) -> str:
    """The rows of a slot as running text, with a comma where the first ends with an organisation and the next names none."""
    text = ""
    for row in rows:
        ended = len(text) > 3 and seat(text) == (text, "") and _HOUSE.search(text) and not _HOUSE.search(row)
        text += ("，" if ended else "") + row
    return text


def told(text: str, names: frozenset[str], titles: Mapping[str, object]) -> dict[str, str]:
    """The writing in the slot of a composite label, by field: 单位及职务, 职务/职称, 姓名、单位、职务."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for part in _pieces(text, names):
        name = _meaning(part, names, found, titles)
        found[name].append(part)
    return {name: "、".join(parts) for name, parts in found.items()}


def _pieces(text: str, names: frozenset[str]) -> Iterator[str]:
    parts = [part for part in _PARTS.split(tidy(text)) if part]
    parts = text.split() if len(parts) == 1 and len(text.split()) == 2 else parts
    for number, part in enumerate(parts):
        organisation, office = seat(part) if names & {"employer", "organisation"} and not number else (part, "")
        yield from filter(None, (organisation, office))


def names_office(text: str) -> bool:
    """Whether a piece is an office, or ends with one behind the organisation (某某协会会长)."""
    return _is_office(text) or _is_office(seat(text)[1])


def _is_office(part: str) -> bool:
    """Whether a piece names an office, and nothing that could hold one (感知算法总监)."""
    return not any(ends.search(part) for ends in (_HOUSE, _ROOM)) and re.search(rf"(?:{_OFFICE.pattern})$", part) is not None


def _meaning(part: str, names: frozenset[str], found: Mapping[str, list[str]], titles: Mapping[str, object]) -> str:
    """The field that a piece belongs to: what the list of titles knows is the title, whichever comes first."""
    house = next(iter(names & {"employer", "organisation"}), "")
    if "name" in names and not found["name"] and looks_like_name(part):
        return "name"
    if "title" in names and level_of(part, titles) != "unknown":
        return "title"
    if house and not found[house] and not ("position" in names and _is_office(part)):
        return house
    rest = [name for name in ("position", "title", "specialty") if name in names]
    return next((name for name in rest if not found[name]), rest[0] if rest else house)
