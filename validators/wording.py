"""The profile's wording with the values of a case: dates as they are said, gaps said or closed."""

import re
from collections import defaultdict
from collections.abc import Mapping

UNSAID = "（未载明）"

_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def wording(template: str, values: Mapping[str, str]) -> str:
    """The template filled in. A value that nobody gave is said to be missing; brackets around an empty one are left out."""
    said = defaultdict(lambda: UNSAID, {name: spoken(value) for name, value in values.items()})
    return template.format_map(said).replace("（）", "")


def spoken(value: str) -> str:
    """An ISO date as it is said in Chinese, to the precision it has; anything else as it is."""
    match = _ISO.fullmatch(value)
    if not match:
        return value
    year, month, day = match.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
