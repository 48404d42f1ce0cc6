"""What is applied for, as a sentence says it: «申报工程技术人员（桥梁专业）正高级职称», «申报桥梁专业副高级职称»."""

import re
from collections.abc import Mapping

from extractors.writing.prose import Prose
from schemas.field import NOT_FOUND, Field

_SERIES = r"(?P<series>[^,.;:()、申报]{2,16}?)"
_SPECIALTY = r"(?P<specialty>[^,.;:()申报系列职称]{2,16}?)"
_LEVEL = r"[正副]高级?"
_SAID = tuple(
    map(
        re.compile,
        (
            rf"申报{_SERIES}(?:系列)?\((?P<specialty>[^()]{{1,20}}?)(?:专业)?\)(?:的)?{_LEVEL}",
            rf"申报{_SERIES}系列[、,]?{_SPECIALTY}专业[、,]?(?:的)?{_LEVEL}",
            rf"申报{_SPECIALTY}专业(?:的)?{_LEVEL}",
            rf"申报{_LEVEL}[^,.;:()申报]{{0,8}}\({_SPECIALTY}专业\)",
        ),
    )
)
_ANY = re.compile(r"(?:本|该|相关|所学|其|各|上述|相应|从事的?)$")
"""Words before 专业 that name none."""


def applied_for(text: Prose) -> Mapping[str, Field]:
    """``series`` and ``specialty`` that running text states of the application; `NOT_FOUND` what it does not."""
    for pattern in _SAID:
        match = pattern.search(text.text)
        if match and not _ANY.search(match["specialty"]):
            named = {name: text.field(match.start(name), match.end(name)) for name in match.groupdict()}
            return {"series": NOT_FOUND, "specialty": NOT_FOUND} | named
    return {"series": NOT_FOUND, "specialty": NOT_FOUND}
