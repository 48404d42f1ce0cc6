"""举荐信: a recommendation written as a letter — who writes, of what standing and where from — instead of a form."""

import re
from collections.abc import Iterator, Mapping

from extractors.documents.experts import expert
from extractors.documents.plus_one import plus_one
from extractors.forms.closing import issuer, organisation_in
from extractors.forms.opinions import after
from extractors.forms.sections import Section, is_signer
from extractors.forms.slots import signed_below
from extractors.writing.offices import seat
from extractors.writing.pairs import Pair
from extractors.writing.prose import Prose, of_strips
from extractors.writing.values import PHONE, normalised
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name
from schemas.terms.titles import level_of

_SEAT = (
    r"(?!现|系|是|任|为|担任|来自|就职|供职|从事|专业|研究|职称|主要|长期)"
    r"[\u4e00-\u9fff]{2,14}(?:大学|学院|公司|中心|协会|学会|[院所团馆系])[\u4e00-\u9fff]{2,8}"
)
"""An employer with an office behind it, without any word that joins it to the name."""
_SELF = re.compile(
    r"(?:本人|鄙人|笔者|我是(?:(?P<body>[^，,。；;]{3,24})的)?|我叫|我)[(（]?(?P<name>[\u4e00-\u9fff·]{2,8}?)[)）]?"
    r"(?:[，,](?:[男女]|[\u4e00-\u9fff]{1,3}族|\d{4}年[^，,。]{0,8}))*[，,]?(?=系|是|为|现任|现为|现系|任|就职|供职|来自|[(（]|"
    + _SEAT
    + r"[，,])"
)
_FROM = re.compile(
    r"(?:现任|现为|现系|任职于|就职于|供职于|工作于|来自|担任|系|是|任|为)(?P<seat>[^，,。.；;：:、]{3,50})(?P<more>(?:、[^，,。.；;：:、]{2,24})*)"
)
_CLAUSE = re.compile(r"[，,]?(?P<seat>" + _SEAT + r")(?=[，,])")
"""Employer and office right behind the writer's name."""
_TITLE = re.compile(
    r"职称(?:为|是|系|[:：])?(?P<after>[\u4e00-\u9fff]{2,12})"
    r"|(?:具有|取得|评为|获得?)(?P<before>[\u4e00-\u9fff]{2,12})(?:职称|任职资格)"
)
_FIELD = re.compile(
    r"(?:从事|(?:研究|专业)(?:领域|方向)[为是]?|专业[为是])(?P<specialty>[^，,。.；;：:（()）]{2,20}?)"
    r"(?:的?(?:专业|研究|教学|工作|领域|方面)|[，,。；;（()）])"
)
_PHONE = re.compile(rf"(?:电话|手机|联系方式)[^\d，,。]{{0,6}}(?P<phone>{PHONE})")
_FOR_A_BODY = re.compile(
    r"(?:作为|本人系|系|担任)[^，,。；：]{0,24}(?:主要)?(?<!项目)(?<!课题)(?<!技术)负责人|代表(?:本|我)(?:单位|会|机构|局|公司|校|院|所|部门|协会)"
    r"|(?:我|本)(?:单位|会|机构|局)(?:实名)?举荐|经(?:我|本)(?:单位|会|机构|局)[^。；]{0,8}研究"
)
_AS_FOLLOWS = re.compile(r"(?:如下|下述|以下)[^。；：:]{0,10}[:：]|(?:举荐|推荐)(?:意见|理由)(?:如下)?[:：]")
_OUR_BODY = re.compile(
    r"(?:我|本)(?:单位|机构|部门|协会|学会|会|局)[:：]?\s*(?P<organisation>[^，,。.；;：:、]{4,40}?)\s*(?=[，,；;。])"
)
_PRINCIPAL = re.compile(
    r"(?:主要)?(?:负责人|举荐人|推荐人|法定代表人)(?:姓名)?(?:为|是|系)?[:：]?\s*(?P<name>[\u4e00-\u9fff·]{2,8}?)\s*(?=[，,；;。(（])"
)
_OFFICE = re.compile(r"职务(?:为|是|系)?[:：]?\s*(?P<position>[\u4e00-\u9fff、]{2,20}?)\s*(?=[，,；;。)）])")
"""How a body says who it is and who speaks for it: «我单位某某协会，负责人某甲，职务会长，联系电话…»."""
_PRESENTS_ANOTHER = re.compile(r"兹有|现有|兹举荐|现举荐")
INTRODUCTION = 300
"""Within how many characters the words «举荐如下：» end the introduction of a letter."""
_LABELLED = frozenset({"name", "title", "employer", "organisation", "position"})


def is_letter(part: Section) -> bool:
    """Whether a block without labels for a person is running text in which the writer presents himself. The one label of a
    name may be that of his signature, misread.
    """
    labelled = {name for pair in part.pairs if not is_signer(pair) for name in pair.label.names}
    text = of_strips(entry.strip for entry in part.entries)
    if own := _own(text):
        return not labelled & (_LABELLED - {"name"}) and all(_by_hand(pair, own["name"]) for pair in part.of("name"))
    return not labelled & _LABELLED and {"organisation", "name"} <= _body_and_head(text).keys()


def is_cover(part: Section) -> bool:
    """Whether what is headed as a letter is only the cover of letters: it presents the applicant (兹有某某), nobody writes it,
    and nobody signs it.
    """
    text = of_strips(entry.strip for entry in part.entries)
    return bool(_PRESENTS_ANOTHER.search(text.raw)) and not _own(text) and not part.names & {"name", "signature"}


def _by_hand(pair: Pair, name: str) -> bool:
    """Whether the label is that of the writer's signature: it says so, or his own name stands behind it, whatever else does."""
    return is_signer(pair) or name in "".join(span.text for span in pair.value)


def letter(part: Section, profile: Profile) -> Block:
    """The block of one letter: an ``expert``, or a ``plus_one`` where the writer speaks for an organisation. What labelled
    lines say comes first; the rest is read from the sentence in which the writer presents himself.
    """
    text = of_strips(entry.strip for entry in part.entries)
    told = _presented(text, profile.titles)
    asked = {"title", "specialty"} <= part.names  # a form for experts, though it is called a letter
    speaks = part.kind == "plus_one" or (part.kind == "letter" and not asked and _FOR_A_BODY.search(text.raw) is not None)
    made = plus_one(part, profile) if speaks else expert(part, profile)
    if speaks:
        told |= _body_and_head(text)
        told["organisation"] = told.get("organisation", NOT_FOUND)
    if speaks and not told["organisation"].present:
        told["organisation"] = told["employer"] if told["employer"].present else issuer(part)
    fields = {name: made[name] if made[name].present else told.get(name, made[name]) for name in made.fields}
    if told["name"].present and all(_by_hand(pair, str(told["name"].value)) for pair in part.of("name")):
        fields["name"] = told["name"]
    if not part.of("signature"):
        fields |= signed_below(part)
    begins = next((m for m in _AS_FOLLOWS.finditer(text.raw[:INTRODUCTION])), None)
    body = after(part, text.spans(begins.end() - 1, begins.end())[-1]) if begins else NOT_FOUND
    return made.model_copy(update={"fields": {**fields, "opinion": body if body.present else fields["opinion"]}})


def _body_and_head(text: Prose) -> dict[str, Field]:
    """Organisation, name and position as the body itself says them in the introduction."""
    found: dict[str, Field] = {}
    for name, pattern in (("organisation", _OUR_BODY), ("name", _PRINCIPAL), ("position", _OFFICE)):
        match = next((m for m in pattern.finditer(text.raw[:INTRODUCTION]) if name != "name" or looks_like_name(m[name])), None)
        if match and (name != "organisation" or organisation_in(match[name])):
            found[name] = text.field(match.start(name), match.end(name))
    return found


def _own(text: Prose) -> re.Match[str] | None:
    return next((match for match in _SELF.finditer(text.raw) if looks_like_name(match["name"])), None)


def _presented(text: Prose, titles: Mapping[str, object]) -> dict[str, Field]:
    """Name, employer, title, position, specialty and phone by the words in which people introduce themselves."""
    found = dict.fromkeys(("name", "employer", "title", "position", "specialty", "phone"), NOT_FOUND)
    own = _own(text)
    if own:
        found["name"] = text.field(own.start("name"), own.end("name"))
    found |= _post(text, own, titles)
    title = next(_stated_titles(text, titles), None)
    found["title"] = title or (found["title"] if found["title"].present else _bare_title(text, own, titles))
    if not found["title"].present:
        found["title"] = next(_unknown_titles(text), NOT_FOUND)
    for name, pattern in (("specialty", _FIELD), ("phone", _PHONE)):
        match = pattern.search(text.raw)
        if match:
            found[name] = normalised(name, text.spans(match.start(name), match.end(name)))
    return found


def _post(text: Prose, own: re.Match[str] | None, titles: Mapping[str, object]) -> dict[str, Field]:
    """Employer and office: «现任某某大学院长», «供职于某某中心，任主任», «我是某某学院的某某，表演系主任», or the clause right
    behind the name («本人某某，某某剧院艺术指导，»).
    """
    stated = own is not None and own["body"] is not None
    body: dict[str, Field] = {"employer": text.field(own.start("body"), own.end("body"))} if own and stated else {}
    homes = [(home.start("seat"), home["seat"], home.end()) for home in _FROM.finditer(text.raw, own.end() if own else 0)]
    clause = _CLAUSE.match(text.raw, own.end()) if own else None
    if clause:
        homes.insert(0, (clause.start("seat"), clause["seat"], clause.end("seat")))
    for at, said, end in homes:
        house, office = seat(said)
        if not office:
            body = body or ({"employer": text.field(at, at + len(house))} if organisation_in(house) else {})
            continue
        start = at + said.rindex(office)
        told = {} if own else _title_and_name(text, start, office, titles)
        return {"employer": text.field(at, at + len(house)), **body, **_offices(text, start, end, titles), **told}
    return body


def _stated_titles(text: Prose, titles: Mapping[str, object]) -> Iterator[Field]:
    """«职称为研究员», «具有教授职称», as far as the list of titles knows them."""
    for match in _TITLE.finditer(text.raw[:INTRODUCTION]):
        group = "after" if match["after"] else "before"
        if level_of(match[group], titles) != "unknown":
            yield text.field(match.start(group), match.end(group))


def _unknown_titles(text: Prose) -> Iterator[Field]:
    """«职称为首席科学家»: what is said to be the title, though no list knows it; whether it is one is the clerk's to say."""
    for match in _TITLE.finditer(text.raw[:INTRODUCTION]):
        if (
            match["after"]
            and re.match(r"职称[为是系:：]", match.group())
            and text.raw[match.end() : match.end() + 1] in tuple("，,。；;、")
        ):
            yield text.field(match.start("after"), match.end("after"))


def _bare_title(text: Prose, own: re.Match[str] | None, titles: Mapping[str, object]) -> Field:
    """A title between two commas of the sentence in which the writer presents himself («本人某某，教授，系……»)."""
    start = own.end("name") if own else 0
    stop = text.raw.find("。", start)
    for match in re.finditer(r"[^，,、；;（()）]+", text.raw[: stop if stop >= 0 else start + INTRODUCTION]):
        if match.start() >= start and level_of(match.group(), titles) != "unknown":
            return text.field(match.start(), match.end())
    return NOT_FOUND


def _title_and_name(text: Prose, at: int, office: str, titles: Mapping[str, object]) -> dict[str, Field]:
    """«教授李四» behind the employer's name, where nothing parts the title from the name."""
    for cut in range(2, len(office) - 1):
        if level_of(office[:cut], titles) != "unknown" and looks_like_name(office[cut:]):
            return {"title": text.field(at, at + cut), "name": text.field(at + cut, at + len(office))}
    return {}


def _offices(text: Prose, start: int, end: int, titles: Mapping[str, object]) -> dict[str, Field]:
    """«教授、土木学院院长» behind the employer's name: what the list of titles knows is the title."""
    found: dict[str, Field] = {}
    at = start
    for part in re.split(r"([、兼和])", text.raw[start:end]):
        name = "title" if level_of(part, titles) != "unknown" else "position"
        if len(part) > 1 and name not in found:
            found[name] = text.field(at, at + len(part))
        at += len(part)
    return found
