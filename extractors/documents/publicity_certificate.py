"""公示情况证明: where, when and with what result the employer put the application on notice (Article 7(1))."""

import re
from collections.abc import Mapping, Sequence

from extractors.documents.reviews import review_blocks
from extractors.forms.applied import applied_for
from extractors.forms.blocks import beside_level, first, series_and_specialty
from extractors.forms.closing import issued_on, issuer
from extractors.forms.review import chosen, conclusion, period, result
from extractors.forms.sections import Section, whole
from extractors.forms.slots import sealed
from extractors.writing.labels import lexicon
from extractors.writing.pairs import read as read_labels
from extractors.writing.prose import Prose, prose
from extractors.writing.records import records
from extractors.writing.strips import field, folded
from extractors.writing.values import normalised
from schemas.document import Block, Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold
from schemas.terms.titles import series_named

_NAMES = re.compile(
    r"(?:对|将|就|为|关于|拟推荐|推荐|推选|选定|同意|公示(?:内容|事项|事由)[:：\s]{0,3})(?:我单位|本单位|我公司|本公司|单位|职工|员工|人员|人选|对象|候选人|申报人){0,2}(?P<names>(?:[A-Za-z]\.|[^,.;:，。；：对将就荐]){2,60}?)(?:等\d*人?)?(?:同志)?(?:\d+人)?(?:的)?(?:申报|拟申报|参加|推荐|考核认定)"
)
_OF = re.compile(
    r"(?:^|的|证明|说明|。)\s*(?P<names>[\u4e00-\u9fff]{2,4}?(?:·[\u4e00-\u9fff]{1,8}){0,2})同志(?:的?(?:申报|有关情况|材料)|拟申报)"
)
"""A notice that begins with the person («某某同志申报…的材料，由我会于…公示»)."""
_YEARLESS = re.compile(r"(?<![年\d])\s*(\d{1,2}月\d{1,2})日")
_LEVEL = re.compile(r"(?P<level>[正副]高级?)(?:职称|专业技术|资格)?")
_LEVELS = {"正": "正高级", "副": "副高级"}


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with its fields and one ``publicity`` block of the same; an ``opinion`` block too, and what belongs to it,
    where the paper has a slot for the employer's opinion.
    """
    forms, part, text = profile.forms["publicity_labels"], whole(sheets, profile), prose(sheets)
    labelled = read_labels(sheets, forms, profile.forms["stops"])
    start, end = _unasserted(_days(labelled, text), text)
    series, beside = series_and_specialty(labelled["series"], profile.titles)
    told, applied = beside_level(labelled["level"], profile.titles), applied_for(text)
    seen, lettering = sealed(part)
    fields = {
        "issuer": next((made for made in (labelled["issuer"], issuer(part), lettering) if made.present), NOT_FOUND),
        "start": start,
        "end": end,
        "result": _result(labelled["result"], text, profile),
        "level": _level(labelled["level"], text),
        "series": _series(first([series, told[0], applied["series"]]), profile),
        "specialty": first([*(made for made in (labelled["specialty"], beside, told[1]) if made.present), applied["specialty"]]),
        "holders": first([_listed(sheets, forms), _holders(labelled["holders"], text)]),
    }
    block = Block(kind="publicity", fields=fields, pages=document.pages)
    more = {"issued_on": issued_on(part), "sealed": seen, "seal_text": lettering}
    kept = {name: made for name, made in {**fields, **more}.items() if made.state != "not_found"}
    opined, facts = review_blocks(part, profile) if _has_opinion(part, profile) else ([], ())
    blocks = (block, *(other for other in opined if other.kind != "publicity"))
    tags = dict.fromkeys((*document.tags, "publicity_stated", *(("seal_slot",) if part.of("seal") else ()), *facts))
    return document.model_copy(update={"blocks": blocks, "fields": kept, "tags": tuple(tags)})


def _has_opinion(part: Section, profile: Profile) -> bool:
    """Whether the paper has a slot for the employer's opinion, or one for an opinion (推荐意见) in which it concludes."""
    written = "".join(span.text for pair in part.of("opinion") for span in pair.value)
    return bool(part.of("employer_opinion")) or conclusion(written, profile) != "none"


def _days(labelled: dict[str, Field], text: Prose) -> tuple[Field, Field]:
    """Start and end: of their own slots, of the slot of the period, else of the text; where the one has a slot and the other
    none (a line that broke its label), of the text if it tells the one as well.
    """
    slots = labelled["start"], labelled["end"]
    if all(day.present for day in slots):
        return slots
    if any(day.present for day in slots):
        told = period(text)
        agreed = all(day.state == "not_found" or day.value == said.value for day, said in zip(slots, told, strict=True))
        return (told.start, told.end) if agreed else slots
    slot = labelled["period"]
    if slot.state != "not_found":
        days = parse_range(str(slot.raw or ""))
        blank = slot.model_copy(update={"value": None, "state": "blank"})
        return (
            slot.model_copy(update={"value": days[0], "state": "read"}) if days[0] else blank,
            slot.model_copy(update={"value": days[1], "state": "read"}) if days[1] else blank,
        )
    return period(text)


def _unasserted(days: tuple[Field, Field], text: Prose) -> tuple[Field, Field]:
    """The days; unreadable where no words that we know tell them, while the paper shows two days besides that of its closing,
    or two without their year (11月3日张贴，11月6日撤下).
    """
    shown = list(dict.fromkeys(iso for _, _, iso in find_dates(text.text)))
    bare = set(_YEARLESS.findall(text.text))
    if (len(shown) < 3 and len(bare) < 2) or any(day.state != "not_found" for day in days):
        return days
    lost = NOT_FOUND.model_copy(update={"state": "unreadable"})
    return lost, lost


def _result(slot: Field, text: Prose, profile: Profile) -> Field:
    if slot.state != "not_found":
        stated = result(_as_prose(str(slot.raw or "")), profile)
        value = stated.value if stated.present else _answered(str(slot.raw or ""), profile)
        if value:
            return slot.model_copy(update={"value": value, "state": "read"})
        told = result(text, profile)
        return told if told.present or slot.present else slot.model_copy(update={"value": None, "state": "blank"})
    return result(text, profile)


_ANSWER = re.compile(r"\W*(?:(?P<none>无|没有|未收到)|有)(?:\W|$)")


def _answered(raw: str, profile: Profile) -> str | None:
    """What a slot says that asks for objections (异议情况：无; ☑无 □有（　）): its answer, or the option that is ticked."""
    said = _ANSWER.match(chosen(fold(raw), profile))
    return None if said is None else "无异议" if said["none"] else "有异议"


def _as_prose(raw: str) -> Prose:
    return Prose((), raw, folded(raw), ())


def _level(slot: Field, text: Prose) -> Field:
    if slot.present:
        match = _LEVEL.search(str(slot.value))
        return slot.model_copy(update={"value": _LEVELS[match["level"][0]]}) if match else slot
    found = _LEVEL.search(text.text)
    return text.field(found.start("level"), found.end("level"), value=_LEVELS[found["level"][0]]) if found else slot


def _series(series: Field, profile: Profile) -> Field:
    named = series_named(str(series.value), profile.titles) if series.present else None
    return series.model_copy(update={"value": named}) if named else series


def _holders(slot: Field, text: Prose) -> Field:
    """The persons put on notice, as a list."""
    if slot.state != "not_found":
        return slot.model_copy(update={"value": _names(str(slot.value))}) if slot.present else slot
    for match in (*_NAMES.finditer(text.raw), *_OF.finditer(text.raw)):
        names = _names(match["names"])
        if names and all(map(looks_like_name, names)):
            return text.field(match.start("names"), match.end("names"), value=names)
    return NOT_FOUND


def _listed(sheets: Sequence[Sheet], forms: Mapping[str, Sequence[str]]) -> Field:
    """The names of a table of several persons put on notice together."""
    columns = {**forms, "title": forms["holders"]}
    del columns["holders"]
    rows = [row["title"] for row in records(sheets, lexicon(columns, ("序号", "备注", "性别", "职务", "现职称")), least=3)]
    names = [normalised("name", spans) for spans in rows]
    held = [span for spans in rows for span in spans]
    return (
        field(held, value=[made.value for made in names]) if len(names) > 1 and all(made.present for made in names) else NOT_FOUND
    )


def _names(text: str) -> list[str]:
    """The persons in a list; 和 and 及 part two of them unless the whole is one name (谢和泰)."""
    parts = re.split(r"[、,，;；]|\s{2,}", re.sub(r"(等\s*\d*\s*[人名位]?|同志|\d+人|[(（][^()（）]{1,16}[)）])+", "", text))
    single = [[part] if len(part) <= 3 and looks_like_name(part) else re.split("[和及]", part) for part in map(str.strip, parts)]
    return [name.strip() for names in single for name in names if name.strip()]
