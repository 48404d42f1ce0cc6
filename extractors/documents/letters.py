"""举荐信: a recommendation written as a letter — who writes, of what standing and where from — instead of a form."""

import re
from collections.abc import Mapping, Sequence

from extractors.closing import issuer
from extractors.documents.experts import expert
from extractors.documents.plus_one import plus_one
from extractors.prose import Prose, of_strips
from extractors.sections import Section
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name
from schemas.terms.titles import level_of

_BODY = "大学|学院|公司|集团|医院|中心|协会|学会|联合会|委员会|剧团|乐团|馆|学校|局|厅|院|所|社|厂"
_SELF = re.compile(
    r"(?:本人|我是|我叫|我)\(?(?P<name>[\u4e00-\u9fff·]{2,8}?)\)?[,(，]?(?:男|女)?[,，]?(?=系|是|为|现任|现为|任|,|，)"
)
_FROM = re.compile(
    rf"(?:系|是|现任|现为|为|任职于|就职于|供职于|来自)(?P<employer>[^,.;:、]{{2,30}}(?:{_BODY}))(?P<rest>[^,.;:]{{1,40}})"
)
_FIELD = re.compile(
    r"(?:从事|研究方向[为是]?|专业(?:领域|方向)?[为是])(?P<specialty>[^,.;:]{2,20}?)(?:的?(?:研究|教学|工作|领域|方面)|[,.;])"
)
_FOR_A_BODY = re.compile(
    r"(?:作为|本人系|系|担任)[^,.;]{0,24}(?:主要)?负责人|代表(?:本|我)(?:单位|会|机构|局|公司|校|院|所|部门|协会)|(?:我|本)(?:单位|会|机构|局)(?:实名)?举荐"
)


def letters(parts: Sequence[Section], profile: Profile) -> list[Block]:
    """The blocks of these letters: an ``expert`` each, a ``plus_one`` where the writer speaks for an organisation."""
    return [letter(part, profile) for part in parts if part.pairs or part.free()]


def letter(part: Section, profile: Profile) -> Block:
    """One letter. What labelled lines say comes first; the rest is read from the sentence in which the writer presents
    himself.
    """
    text = of_strips(entry.strip for entry in part.entries)
    told = _presented(text, profile.titles)
    speaks = _FOR_A_BODY.search(text.text) is not None
    made = plus_one(part, profile) if speaks else expert(part, profile)
    if speaks:
        told["organisation"] = told["employer"] if told["employer"].present else issuer(part)
    fields = {name: made[name] if made[name].present else told.get(name, made[name]) for name in made.fields}
    return made.model_copy(update={"fields": fields})


def _presented(text: Prose, titles: Mapping[str, object]) -> dict[str, Field]:
    """Name, employer, title, position and specialty by the words in which people introduce themselves."""
    found = {"name": NOT_FOUND, "employer": NOT_FOUND, "title": NOT_FOUND, "position": NOT_FOUND, "specialty": NOT_FOUND}
    own = next((match for match in _SELF.finditer(text.text) if looks_like_name(match["name"])), None)
    if own:
        found["name"] = text.field(own.start("name"), own.end("name"))
    home = _FROM.search(text.text, own.end() if own else 0)
    if home:
        found["employer"] = text.field(home.start("employer"), home.end("employer"))
        found |= _offices(text, home, titles)
        if not found["name"].present:
            found |= _title_and_name(text, home, titles)
    area = _FIELD.search(text.text)
    if area:
        found["specialty"] = text.field(area.start("specialty"), area.end("specialty"))
    return found


def _title_and_name(text: Prose, home: re.Match[str], titles: Mapping[str, object]) -> dict[str, Field]:
    """«教授李四» behind the employer's name, where nothing parts the title from the name."""
    at, rest = home.start("rest"), re.split(r"[、,，]", text.raw[home.start("rest") : home.end("rest")])[0]
    for cut in range(2, len(rest) - 1):
        if level_of(rest[:cut], titles) != "unknown" and looks_like_name(rest[cut:]):
            return {"title": text.field(at, at + cut), "name": text.field(at + cut, at + len(rest))}
    return {}


def _offices(text: Prose, home: re.Match[str], titles: Mapping[str, object]) -> dict[str, Field]:
    """«教授、土木学院院长» behind the employer's name: what the list of titles knows is the title."""
    found: dict[str, Field] = {}
    at = home.start("rest")
    for part in re.split(r"([、,兼和])", text.raw[home.start("rest") : home.end("rest")]):
        name = "title" if level_of(part, titles) != "unknown" else "position"
        if len(part) > 1 and name not in found:
            found[name] = text.field(at, at + len(part))
        at += len(part)
    return found
