"""Blocks: the fields of one section of a form — the best of several slots, and what a composite slot holds apart."""

import re
from collections.abc import Iterable, Mapping, Sequence

from extractors.pairs import Pair
from extractors.sections import Section
from extractors.values import is_blank, tidy
from schemas.field import NOT_FOUND, Field
from schemas.geometry import PageRef
from schemas.terms.titles import level_of, series_named

_BODY = (
    r"大学|学院|研究院|研究所|研究室|研究中心|公司|集团|医院|中心|协会|学会|联合会|委员会|出版社|报社|杂志社|电视台|剧院|剧团|乐团"
    r"|图书馆|博物馆|档案馆|美术馆|文化馆|纪念馆|学校|中学|小学|幼儿园|局|厅|部|院|所|馆|厂|社|站|银行|事务所|基金会|办公室|公会"
)
_OFFICE = re.compile(
    r"(?:党委|常务|执行|名誉|第一|特聘|兼职|首席|总|副|高级|资深)*(?:院长|所长|校长|馆长|台长|社长|团长|厂长|站长|科长|处长|部长|局长|厅长|会长|理事长|秘书长"
    r"|主席|主任|总经理|经理|董事长|总裁|总监|总编辑?|主编|书记|教授|研究员|总?工程师|设计师|会计师|负责人|组长|队长|主管|专家|委员|顾问|科学家|创始人)"
)
_PARTS = re.compile(r"\s*[/／、，,;；|]\s*|\s{2,}")
_SINCE = re.compile(r"[\s,，、;；(（]*(?:于|取得时间|时间)?[:：]?(?:19|20)\d\d\s*[年./\-].*$")
_SERIES = re.compile(r"^(?P<series>.+?)\s*[(（/／、,，\s]\s*(?P<specialty>[^()（）]+?)(?:专业)?\s*[)）]?$")


def best(pairs: Iterable[Pair], name: str) -> Field:
    """The first written slot of several for one field; a blank one if there is none; `NOT_FOUND` without a slot."""
    made = [pair.field(name) for pair in pairs]
    return next((field for field in made if field.present), made[0] if made else NOT_FOUND)


def first(fields: Sequence[Field]) -> Field:
    """The first that is written; else one that is unreadable or blank; else `NOT_FOUND`."""
    ranked = (made for state in ("read", "unreadable", "blank") for made in fields if made.state == state)
    return next(ranked, NOT_FOUND)


def pages(parts: Iterable[Section]) -> tuple[PageRef, ...]:
    """The pages that some sections stand on, in order."""
    return tuple(dict.fromkeys(page for part in parts for page in part.pages))


def slot(section: Section, name: str, titles: Mapping[str, object]) -> Field:
    """The field of a section, out of its own slot or out of a composite one (工作单位及职务, 职务/职称)."""
    own = [pair for pair in section.of(name) if len(set(pair.label.names)) == 1]
    simple = best(own, name)
    if simple.present:
        return simple
    shared = [split(pair, name, titles) for pair in section.of(name) if len(set(pair.label.names)) > 1]
    found = next((field for field in shared if field.present), None)
    return found or (simple if own else next(iter(shared), NOT_FOUND))


def split(pair: Pair, name: str, titles: Mapping[str, object]) -> Field:
    """One part of a composite slot's value."""
    whole = pair.field(name)
    if not whole.present:
        return whole
    text = str(whole.raw or whole.value)
    parts = _office(text, titles) if "title" in pair.label.names else _employed(text)
    value = parts.get(name, "")
    state = "blank" if is_blank(name, value) else "read"
    return whole.model_copy(update={"value": value if state == "read" else None, "state": state})


def _employed(text: str) -> dict[str, str]:
    """«京华大学 院长», «某某公司，总经理», «某某研究院院长» as employer and position."""
    parts = [part for part in _PARTS.split(tidy(text)) if part] or [text]
    if len(parts) == 1 and len(words := text.split()) == 2:
        parts = words
    if len(parts) == 1:
        cut = next((n for n in range(4, len(parts[0])) if _parts_at(parts[0], n)), len(parts[0]))
        return {"employer": parts[0][:cut], "position": parts[0][cut:]}
    return {"employer": parts[0], "position": "、".join(parts[1:])}


def _parts_at(text: str, cut: int) -> bool:
    """Whether an organisation ends, and an office begins, at the offset."""
    return _OFFICE.match(text, cut) is not None and re.search(rf"(?:{_BODY})$", text[:cut]) is not None


def _office(text: str, titles: Mapping[str, object]) -> dict[str, str]:
    """«院长/教授» as position and title: what the list of titles knows is the title, whichever comes first."""
    parts = [part for part in _PARTS.split(tidy(text)) if part]
    if len(parts) == 1 and len(words := text.split()) == 2:
        parts = words
    titled = [part for part in parts if level_of(part, titles) != "unknown"]
    if not titled and len(parts) == 2:
        titled = parts[1:]
    return {"title": "、".join(titled), "position": "、".join(part for part in parts if part not in titled)}


def without_date(field: Field) -> Field:
    """A title without the day it was got (现职称及取得时间)."""
    value = _SINCE.sub("", field.value) if field.present else ""
    return field.model_copy(update={"value": value}) if value else field


def series_and_specialty(field: Field, titles: Mapping[str, object]) -> tuple[Field, Field]:
    """«工程技术人员（人工智能专业）» apart, also where nothing parts them; a series alone has no specialty."""
    text = str(field.value) if field.present else ""
    match = _SERIES.match(text)
    parts = (match["series"], match["specialty"]) if match else _run_together(text, titles)
    if not parts:
        return field, NOT_FOUND
    return field.model_copy(update={"value": parts[0]}), field.model_copy(update={"value": parts[1]})


def _run_together(text: str, titles: Mapping[str, object]) -> tuple[str, str] | None:
    """A series by its own name, and two characters or more behind it."""
    if series_named(text, titles):
        return None
    cut = next((n for n in range(len(text) - 2, 3, -1) if series_named(text[:n], titles)), 0)
    return (text[:cut], re.sub("专业$", "", text[cut:])) if cut else None
