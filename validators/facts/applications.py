"""What is applied for, as the several materials say it: level, series, specialty, and where two of them differ."""

import re

from schemas.field import Field
from schemas.terms.text import distance, fold
from schemas.terms.titles import series_named
from validators.context import Context
from validators.facts.specialties import bigrams
from validators.verdict import Spot


def stated(field: Field) -> str:
    """The value as words, or nothing."""
    return str(field.value).strip() if field.present else ""


def stated_on_forms(c: Context, name: str) -> tuple[Spot, ...]:
    """``level``, ``series`` or ``specialty`` on every form that has it written."""
    spots = c.on_forms("application", name, f"/application/{name}", getattr(c.case.application, name))
    return tuple(spot for spot in spots if spot.field.present)


def odd_against_forms(c: Context, name: str, spot: Spot) -> tuple[Spot, ...]:
    """The forms, where all say something else than this spot; none if one says the same: forms that differ are XCH-02's."""
    stated = stated_on_forms(c, name) if spot.field.present else ()
    return stated if all(differ(c, name, spot.text, other.text) for other in stated) else ()


def differ(c: Context, name: str, one: str, other: str) -> bool:
    """Whether two values of this kind contradict each other."""
    match name:
        case "level":
            return _levels_differ(one, other)
        case "series":
            return _series_differ(c, one, other)
    return _specialties_differ(one, other)


def may_differ(name: str, one: str, other: str) -> bool:
    """Whether a person should look: specialties that share a word and are still not the same, nor one a part of the other, nor
    a slip of the reader away (曲艺表演, 皮影戏表演).
    """
    a, b = fold(one), fold(other)
    return name == "specialty" and bool(a and b) and not (a in b or b in a) and distance(a, b, 1) > 1


def _levels_differ(one: str, other: str) -> bool:
    """Both name a level and not the same: 正高级 is not 副高级; 高级 alone says neither."""
    a, b = (re.search(r"正高|副高|中级|初级", fold(text)) for text in (one, other))
    return bool(a and b and a.group() != b.group())


def _series_differ(c: Context, one: str, other: str) -> bool:
    """Both name one of the 27 series and not the same."""
    a, b = (series_named(text, c.profile.titles) for text in (one, other))
    return bool(a and b and a != b)


def _specialties_differ(one: str, other: str) -> bool:
    """No word in common: 中医针灸 and 针灸推拿 agree so far, 会计 and 中医针灸 do not."""
    a, b = fold(one), fold(other)
    if not a or not b or a in b or b in a:
        return False
    return not bigrams([a]) & bigrams([b])
