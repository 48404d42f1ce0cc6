"""The employer's review in words: what it concludes, whether it states publicity, and between which days and with what
result (Article 7(1): 初审、公示、推荐意见).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors.writing.prose import Prose
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.dates import find_dates, parse_range
from schemas.terms.text import fold, is_han

NEAR = 120
"""How far from the word 公示, in characters, its dates may stand."""
_TICKS = ("ticked", "empty")
_CLAUSE = re.compile(r"[^.;!?]*")
_OPEN_START = re.compile(r"\s*(?:起|开始|始|起开始|起公示|(?:至|到|-)\s*(?![\d〇零○一二三四五六七八九十\s]))")

_ENDS = re.compile(
    r"\s*[,;，；、]?\s*(?:公\s*示)?\s*(?:截\s*止|结\s*束|终\s*止|期\s*满)\s*(?:日\s*期?|时\s*间|于|至|为)?\s*[:：]?\s*"
)
"""Between the two days where the second has a label of its own (公示开始：…；公示截止：…)."""
_APART = re.compile(r"\s*(?:起|开始|始)[^.;至到]{1,24}(?:至|到)\s*")
"""Between the days of a publicity that tell where it was in between: 自…起在公告栏公示，至…止."""


class Period(NamedTuple):
    """The two days of a publicity as fields; an end that is not written is `NOT_FOUND`."""

    start: Field
    end: Field


def conclusion(text: str, profile: Profile) -> str:
    """``disagree``, ``agree`` or ``none``: a refusal anywhere outweighs a consent."""
    plain = chosen(fold(text), profile)
    for verdict in ("disagree", "agree"):
        if says(plain, profile.forms["conclusions"][verdict]):
            return verdict
    return "none"


def chosen(text: str, profile: Profile) -> str:
    """The text without the options that are not ticked, where one of several is («☑同意推荐 □不同意推荐»)."""
    ticks = profile.forms["ticks"]
    ticked, empty = ("".join(re.escape(sign) for word in ticks[name] for sign in fold(word) if _is_sign(sign)) for name in _TICKS)
    signs = ticked + empty
    chosen = re.search(rf"[{ticked}]", text) and re.search(rf"[{empty}]", text)
    return re.sub(rf"[{empty}][^{signs},.;:]*", "", text) if chosen else text


def _is_sign(char: str) -> bool:
    """Whether it is no character of running text as well, as 口 and 〇 are."""
    return not (is_han(char) or char == "〇" or char.isalnum())


def says(text: str, patterns: Iterable[str]) -> bool:
    """Whether any of the profile's phrases (regular expressions on folded text) is in the text."""
    plain = fold(text)
    return any(re.search(pattern, plain) for pattern in patterns)


def tags(text: str, profile: Profile) -> tuple[str, ...]:
    """The facts an opinion states: ``review_stated``, ``publicity_stated``, ``employment_stated``."""
    forms = profile.forms
    found = {
        "review_stated": says(text, forms["review_phrases"]),
        "publicity_stated": says(text, forms["publicity_phrases"]["stated"]),
        "employment_stated": says(text, forms["employment_phrases"]),
    }
    return tuple(tag for tag, stated in found.items() if stated)


def period(text: Prose) -> Period:
    """The days of the publicity: of all ranges of dates the one nearest to the word 公示; a start alone where no end is."""
    plain = text.text
    words = [match.start() for match in re.finditer("公示", plain)]
    ranges: list[tuple[int, Period]] = []
    for start, end, iso in find_dates(plain):
        distance = min((abs(word - start) for word in words), default=NEAR + 1)
        if distance > NEAR:
            continue
        first, last = parse_range(plain[start : start + _clause_end(text.raw[start : start + 60])])
        following = [found for found in find_dates(plain) if found[0] >= end]
        if first and last and _joined(plain, end, following):
            stop = following[0][1] if following and following[0][2] == last else end + 8
            begun, ended = text.field(start, end, value=first), text.field(end, min(stop, len(plain)), value=last)
            ranges.append((distance, Period(begun, ended)))
        elif following and any(way.fullmatch(plain[end : following[0][0]]) for way in (_ENDS, _APART)) and following[0][2] > iso:
            until = following[0]
            begun = text.field(start, end, value=iso)
            ranges.append((distance, Period(begun, text.field(until[0], until[1], value=until[2]))))
        elif _OPEN_START.match(plain[end : end + 6]) or plain[max(0, start - 1) : start] == "自":
            ranges.append((distance + NEAR, Period(text.field(start, end, value=iso), NOT_FOUND)))
    return min(ranges, key=lambda item: item[0], default=(0, Period(NOT_FOUND, NOT_FOUND)))[1]


def _clause_end(raw: str) -> int:
    """How far the clause goes that a period of dates stands in."""
    stop = re.search(r"[，。；,;]|(?<!星期[一二三四五六日天])(?<!周[一二三四五六日天])[)）]", raw)
    return stop.start() if stop else len(raw)


def _joined(plain: str, end: int, following: list[tuple[int, int, str]]) -> bool:
    """Whether the second date follows as the end of the first: by 至, 到 or a dash, not in another sentence."""
    between = plain[end : following[0][0]] if following else plain[end : end + 12]
    return bool(re.match(r"\s*(?:\([^)]{0,12}\))?\s*(?:起|开始|始)?\s*(?:,|、)?\s*(?:至|到|-|~|一|止)", between))


def result(text: Prose, profile: Profile) -> Field:
    """无异议 or 有异议, with the clauses that say it as raw text; `NOT_FOUND` where no result is stated."""
    phrases = profile.forms["publicity_phrases"]
    clauses = [match for match in _CLAUSE.finditer(text.text) if match.group().strip()]
    against = [clause for clause in clauses if _objection(chosen(fold(clause.group()), profile), phrases)]
    clear = [clause for clause in clauses if says(chosen(fold(clause.group()), profile), phrases["none"])]
    for value, held in (("有异议", against), ("无异议", clear)):
        if held:
            made = text.field(held[0].start(), held[-1].end(), value=value)
            return made.model_copy(update={"raw": "".join(text.raw[clause.start() : clause.end()] for clause in held)})
    return NOT_FOUND


def _objection(clause: str, phrases: dict[str, list[str]]) -> bool:
    """Whether a clause says that there was an objection, what it denies left out of account."""
    for pattern in phrases["none"]:
        clause = re.sub(pattern, "", clause)
    return any(re.search(pattern, clause) for pattern in phrases["some"])
