"""Blocks: the fields of one section of a form — the best of several slots, and what a composite slot holds apart."""

import re
from collections.abc import Iterable, Mapping, Sequence

from extractors.forms.sections import Section
from extractors.writing.offices import joined, told
from extractors.writing.pairs import Pair
from extractors.writing.values import is_blank
from schemas.field import NOT_FOUND, Field
from schemas.geometry import PageRef
from schemas.terms.titles import series_named

_SINCE = re.compile(r"[\s,，、;；(（]*(?:于|取得时间|时间)?[:：]?(?:19|20)\d\d\s*[年./\-].*$")
_LEVEL = re.compile(r"(?:拟?申报)?[正副]高级?(?:职称|专业技术(?:职务|资格))?")
_WORD = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff()（）/、 ]{1,23}")
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
    rows = [row.strip() for span in pair.value for row in span.strip.text[span.start : span.end].split("\n")]
    value = told(joined(rows), frozenset(pair.label.names), titles).get(name, "")
    state = "blank" if is_blank(name, value) else "read"
    return whole.model_copy(update={"value": value if state == "read" else None, "state": state})


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


def beside_level(slot: Field, titles: Mapping[str, object]) -> tuple[Field, Field]:
    """Series and specialty out of a slot that holds the level as well (申报级别、专业: «正高级 畜牧»); `NOT_FOUND` otherwise."""
    rest = slot.model_copy(update={"value": without_level(slot.raw or "")})
    if not (slot.present and _WORD.fullmatch(str(rest.value))):
        return NOT_FOUND, NOT_FOUND
    if series_named(str(rest.value), titles):
        return rest, NOT_FOUND
    series, specialty = series_and_specialty(rest, titles)
    return (series, specialty) if specialty.present and series_named(str(series.value), titles) else (NOT_FOUND, rest)


def without_level(text: str) -> str:
    """What a slot says beside the level applied for."""
    return re.sub(r"[(（]\s*[)）]", "", _LEVEL.sub("", text)).strip(" \n、，,;；/／·:：")


def _run_together(text: str, titles: Mapping[str, object]) -> tuple[str, str] | None:
    """A series by its own name, and two characters or more behind it."""
    if series_named(text, titles):
        return None
    cut = next((n for n in range(len(text) - 2, 3, -1) if series_named(text[:n], titles)), 0)
    return (text[:cut], re.sub("专业$", "", text[cut:])) if cut else None
