"""The applicant and what is applied for, as the forms state them (举荐表, 申报表): two blocks out of one part of a form."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from extractors.forms.blocks import beside_level, best, first, pages, series_and_specialty, slot, without_date
from extractors.forms.sections import APPLICANT, Section
from extractors.forms.ticks import Options, choose
from extractors.writing.pairs import Pair
from extractors.writing.prose import of_strips
from extractors.writing.strips import Span, field, folded
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.numerals import numeral
from schemas.terms.persons import looks_like_name
from schemas.terms.text import fold
from schemas.terms.titles import level_of, series_named

PLAIN = ("gender", "birth_date", "id_type", "id_number", "phone", "employer", "employer_uscc", "position", "education")
_LEVEL = re.compile(r"(?:级别|层级|等级|层次)[ ]*[: ][ ]*(?P<level>[正副]高级)(?![\u4e00-\u9fff])")
_ASKS_LEVEL = re.compile(r"(?:级别|层级|等级|层次):?")
_WRITTEN_LEVEL = re.compile(r"\W*(?P<level>[正副]高级)[^\W\d_]?\W*")
"""A level alone in its slot, a slip of the reader behind it forgiven (正高级级)."""
_IS_LEVEL = re.compile(r"(?P<level>[正副]高级)")
_LEVEL_OF_TITLE = {"full": "正高级", "deputy": "副高级"}


def applicant(parts: Sequence[Section], profile: Profile, others: Sequence[Section] = ()) -> Block:
    """The ``applicant`` block. `others` are blocks that may name the applicant (被举荐人：…) where `parts` do not."""
    everywhere = [*parts, *(part for part in others if part not in parts)]

    def told(name: str) -> list[Field]:
        return [best(part.of(APPLICANT + name), name) for part in everywhere]

    fields = {name: first([*(slot(part, name, profile.titles) for part in parts), *told(name)]) for name in PLAIN}
    fields["name"] = _a_name([*(best(part.of(APPLICANT + "name", "name"), "name") for part in parts), *told("name")])
    current = [without_date(best(part.of("current_title"), "current_title")) for part in parts]
    fields["current_title"] = first([*current, *(slot(part, "title", profile.titles) for part in parts), *told("title")])
    return Block(kind="applicant", fields=fields, pages=pages(parts))


def _a_name(found: Sequence[Field]) -> Field:
    """The first that is a name; what was read in its slot and is none (..情) was not read."""
    named = next((made for made in found if made.present and looks_like_name(str(made.value))), None)
    chosen = named or first(found)
    scrap = chosen.present and named is None and len(re.sub(r"\W", "", str(chosen.value))) < 2
    return chosen.model_copy(update={"value": None, "state": "unreadable"}) if scrap else chosen


def application(parts: Sequence[Section], profile: Profile) -> Block:
    """The ``application`` block: items of eligibility (第三条), level, series, specialty, title."""
    series, beside = series_and_specialty(first([best(part.of("series"), "series") for part in parts]), profile.titles)
    title = first([best(part.of("apply_title"), "title") for part in parts])
    specialty = first([best(part.of("apply_specialty"), "specialty") for part in parts])
    told = beside_level(first([best(part.of("level"), "level") for part in parts]), profile.titles)
    series, beside = first([series, told[0]]), first([beside, told[1]])
    if specialty.state == "not_found":
        specialty = beside if beside.present else first([best(part.of("specialty"), "specialty") for part in parts])
    named = series_named(series.value, profile.titles) if series.present else None
    fields = {
        "conditions": first([conditions(part, profile) for part in parts]),
        "level": level(parts, title, profile),
        "series": series.model_copy(update={"value": named}) if named else series,
        "specialty": specialty,
        "title": title,
    }
    return Block(kind="application", fields=fields, pages=pages(parts))


def conditions(part: Section, profile: Profile) -> Field:
    """The items of eligibility that are ticked or named: a list of their numbers; `blank` where none is."""
    words = {int(key): value for key, value in profile.forms["conditions"].items()}
    said = {key: "|".join([_item(key, profile.article), *map(_spread, value)]) for key, value in words.items()}
    patterns = {str(key): re.compile(pattern) for key, pattern in said.items()}
    slots = part.of("conditions")
    if not slots:
        unasked = [span for pair in part.pairs if not any(pair.label.names) for span in pair.value]  # 申报类型 | □…
        ticked = [_ticked(spans, patterns, profile, _items, loose=True) for spans in (part.free(), unasked)]
        return first([*ticked, stated(part, tuple(words), profile.article)])
    return first([_ticked(part.around(pair), patterns, profile, _items) for pair in slots])


def stated(part: Section, numbers: Sequence[int], article: str) -> Field:
    """The item of the article that running text names (符合第三条第（二）项); `NOT_FOUND` where none or several are named."""
    text = of_strips(entry.strip for entry in part.entries)
    signs = "".join(map(_signs, numbers))
    hits = list(re.finditer(rf"第{article}条(?:[^。;]{{0,6}}?第)?\(?(?P<item>[{signs}])\)?(?:项|款|种)", text.text))
    items = {number for hit in hits for number in numbers if hit["item"] in _signs(number)}
    return text.field(hits[0].start(), hits[0].end(), value=sorted(items)) if len(items) == 1 else NOT_FOUND


def level(parts: Sequence[Section], title: Field, profile: Profile) -> Field:
    """正高级 or 副高级 as ticked or written; else what the title applied for implies; another word as it is written."""
    patterns = {key: re.compile("|".join(map(_spread, words))) for key, words in profile.forms["levels"].items()}
    slots = [(part, pair) for part in parts for pair in part.of("level")]
    plain = first([_written_level(pair, profile) for _, pair in slots])
    if plain.present:
        return plain
    ticked = first([_ticked(part.around(pair), patterns, profile, "、".join) for part, pair in slots])
    implied = _LEVEL_OF_TITLE.get(level_of(title.value, profile.titles)) if title.present else None
    if implied and not ticked.present:
        return title.model_copy(update={"value": implied})
    if not slots:
        unasked = [pair.value for part in parts for pair in part.pairs if not any(pair.label.names)]
        boxes = [_ticked(spans, patterns, profile, "、".join, loose=True) for spans in unasked]
        return first([*boxes, *(_plainly_stated(part) for part in parts)])
    return first([pair.field("level") for _, pair in slots]) if ticked.state == "unreadable" else ticked


def _written_level(pair: Pair, profile: Profile) -> Field:
    """The level that stands alone in its slot, without a box to tick; boxes further below are not its."""
    text = fold("".join(span.text for span in pair.value))
    said = _WRITTEN_LEVEL.fullmatch(text)
    boxed = any(fold(sign) in text for signs in profile.forms["ticks"].values() for sign in signs)
    return field(pair.value, value=said["level"]) if said and not boxed else NOT_FOUND


def _plainly_stated(part: Section) -> Field:
    """«级别：副高级» in a row of the form, or «级别» beside a cell «副高级», where no label asks for the level applied for."""
    hits = [(entry.strip, hit) for entry in part.entries for hit in _LEVEL.finditer(folded(entry.strip.text))]
    for asking, answer in pairwise(part.entries):
        said = _IS_LEVEL.fullmatch(folded(answer.strip.text)) if answer.strip.cell else None
        if said and _ASKS_LEVEL.fullmatch(fold(asking.strip.text)):
            hits.append((answer.strip, said))
    if len({hit["level"] for _, hit in hits}) != 1:
        return NOT_FOUND
    strip, hit = hits[0]
    return field([strip.span(hit.start("level"), hit.end("level"))])


def _ticked(
    spans: Sequence[Span],
    patterns: dict[str, re.Pattern[str]],
    profile: Profile,
    value: Callable[[Sequence[str]], Any],
    loose: bool = False,
) -> Field:
    """The field of a question with options: what is chosen; `blank` where nothing is; `unreadable` where something else is
    written. `loose` spans may say anything, and answer only where a box is ticked.
    """
    signs = profile.forms["ticks"]
    choice = choose(spans, Options(patterns, "".join(signs["ticked"]), "".join(signs["empty"])))
    if choice.chosen and not (loose and not choice.boxed):
        return field(choice.spans, value=value(choice.chosen), trust=choice.trust)
    if loose:
        return NOT_FOUND
    written = any(span.text.strip() for span in spans)
    return field(spans, state="unreadable" if written and not choice.printed else "blank")


def _items(keys: Sequence[str]) -> list[int]:
    return sorted(map(int, keys))


def _spread(wording: str) -> str:
    """The pattern of an option's wording, which may be broken over the lines of its cell."""
    return r"[ \n]*".join(map(re.escape, fold(wording)))


def _signs(number: int) -> str:
    return f"{numeral(number)}{number}"


def _item(number: int, article: str) -> str:
    signs = f"[{_signs(number)}]"
    named = rf"(?:第{article}条[^a-z]{{0,4}})?第\(?{signs}\)?项|(?<![\u4e00-\u9fff])\({signs}\)项?|(?:申报)?条件{signs}(?!\d)"
    return rf"{named}|(?<=[√□])[ ]*{signs}(?![\d年月])"
