"""Dates in all the forms people write them, kept at the precision that was written, and never completed by guessing."""

import re
from datetime import date

Found = tuple[int, int, str]
"""``(start, end, iso)``: where in the string, and what."""

LONG_TERM = "长期"

_WIDTH = {chr(0xFF10 + i): str(i) for i in range(10)} | dict(zip("．／－–—―　⽇⽉", "./---- 日月", strict=True))
_FOLD = str.maketrans(_WIDTH)
_CN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0, "Q": 0, "0": 0}
_MONTHS = {m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
_EN = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"

_D = r"[0-9Oo〇○lI]"
_YEAR = (
    rf"(?P<{{0}}>[12]\s?{_D}\s?{_D}\s?{_D}|[一二][一二三四五六七八九〇零○OoQ\d]{{{{3}}}}"
    r"|(?<![一二三四五六七八九〇零○十百千])二[一二三四][一二三四五六七八九](?=\s*年))"
)
"""Four figures, or 二二六年: the thin circle of 二〇二六 is lost in copies and in reading, and there is only one place for it."""

_CN_DAY = r"[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_NUM = rf"{_D}\s?{_D}|{_D}|{_CN_DAY}|[一二三]{{2}}"


def _year(name: str) -> str:
    return _YEAR.format(name)


_WRITTEN = re.compile(
    rf"(?<![0-9]){_year('y')}\s*年(?!\s*月)\s*(?:度\s*)?"
    rf"(?:(?P<m>{_NUM})\s*·?\s*月\s*份?\s*(?:(?P<d>{_NUM})\s*(?:[日号]|(?![0-9一二三四五六七八九十个年月])))?)?"
)
_SEPARATED = re.compile(
    rf"(?<![0-9A-Za-z.\-/]){_year('y')}\s?(?P<s>[./\-])\s?(?P<m>{_D}{{1,2}})"
    rf"(?:\s?(?:(?P=s)|(?<=[-/]{_D})\.|(?<=[-/]{_D}{_D})\.|[:：,，](?=\d\d(?!\d)))\s?(?P<d>{_D}{{1,2}}))?(?![0-9A-Za-z])"
)
_PACKED = re.compile(r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![0-9A-Za-z])")
_DAY_FIRST = re.compile(
    rf"(?<![0-9])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:\s|\d{{1,2}}\s?月\s?/?\s?)(?P<m>{_EN}),?\s+(?P<y>(?:19|20)\d\d)(?![0-9])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![A-Za-z])(?P<m>{_EN})\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[\-–—]\s?\d{{1,2}})?,?\s+)?(?P<y>(?:19|20)\d\d)(?![0-9])",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?P<y>\d\d)\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*日?")
_BEHIND_SPECK = re.compile(r"[A-Za-z]((?:19|20)\d\d([./\-年])\d\d?[./\-月]\d\d?日?)")
"""A rule or a speck before a day is read as a letter."""
_JOIN = re.compile(r"\s*(?:起|开始|始)?\s*(?:至|到|一|-{1,2}|~|～|、|,|，)+\s*(?:于|期满日?|止于)?\s*")
_TAIL = re.compile(rf"(?:(?P<m>{_NUM})\s*月\s*)?(?P<d>{_NUM})\s*日|(?P<m2>\d{{1,2}})\s?[./\-]\s?(?P<d2>\d{{1,2}})(?!\d)")
_FOREVER = re.compile(r"长\s*期|永\s*久|无\s*限\s*期")


def find_dates(text: str) -> list[Found]:
    """All dates in the text, from left to right, overlapping readings dropped. A bare four-digit year is not one."""
    plain = text.translate(_FOLD)
    found: list[Found] = []
    for pattern in (_WRITTEN, _SEPARATED, _PACKED, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(plain):
            iso = _iso(match)
            if iso and not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.start() + len(match.group().rstrip()), iso))
    return sorted(found)


def parse_date(text: str) -> str | None:
    """The (first) date of a value, as ``2023-06-06``, ``2023-06``, ``2023`` or 长期; None where there is none.

    A day that does not exist (2 月 30 日) is no date. Two-digit years are taken only where they are the whole value.
    """
    found = find_dates(text)
    if found:
        return found[0][2]
    plain = text.translate(_FOLD).strip()
    if _FOREVER.search(plain):
        return LONG_TERM
    if re.fullmatch(r"(?:19|20)\d\d(?:年(?:度)?)?", plain):
        return plain[:4]
    if behind := _BEHIND_SPECK.fullmatch(plain):
        return parse_date(behind[1])
    short = _SHORT.fullmatch(plain)
    if not short:
        return None
    year = int(short["y"])
    return _make(year + (2000 if year <= 40 else 1900), int(short["m"]), int(short["d"]))


_WEEKDAY = re.compile(r"\s*[(（](?:星期|周)[一二三四五六日天][)）]")


def parse_range(text: str) -> tuple[str | None, str | None]:
    """The two ends of a period, ``("2024-09-18", "2024-09-25")``; what the second leaves out is the first's.

    «2024年9月18日至25日», «2024.9.18-9.25», «2016.03.04-长期». A single date is the start, or behind 至 the end, where the
    start cannot be read; nothing found is twice None.
    """
    text = _WEEKDAY.sub("", text)
    found = find_dates(text)
    if not found:
        return None, None
    if len(found) == 1 and re.search(r"[至到]\s*$", text[: found[0][0]]):
        return None, found[0][2]
    start, rest = found[0][2], text.translate(_FOLD)[found[0][1] :]
    if len(found) > 1:
        return start, found[1][2]
    joint = _JOIN.match(rest)
    if not joint:
        return start, LONG_TERM if _FOREVER.search(rest) else None
    return start, _completed(start, rest[joint.end() :])


def precision(iso: str) -> int:
    """How many of year, month, day an ISO date has: 1, 2 or 3 (0 for 长期)."""
    return 0 if iso == LONG_TERM else iso.count("-") + 1


def as_day(iso: str | None) -> date | None:
    """The day, if the date is known to the day and there is such a day."""
    try:
        return date.fromisoformat(iso) if iso and re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else None
    except ValueError:
        return None


def agree(one: str, other: str) -> bool:
    """Whether two ISO dates say the same as far as both go: «2023-06» and «2023-06-12» do."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(short + "-")


def _completed(start: str, tail: str) -> str | None:
    if _FOREVER.match(tail.strip()):
        return LONG_TERM
    whole = find_dates(tail.strip())
    if whole and whole[0][0] == 0:
        return whole[0][2]
    match = _TAIL.match(tail.strip())
    if not match or precision(start) < 3:
        return None
    month = match["m"] or match["m2"]
    return _make(int(start[:4]), _number(month) if month else int(start[5:7]), _number(match["d"] or match["d2"]))


def _iso(match: re.Match[str]) -> str | None:
    month, day = match["m"], match["d"]
    if day and not day.isascii() and not match[0].rstrip().endswith(("日", "号")):
        day = None  # 二十 may go on with 五日 in the next line: a day in Chinese figures ends with its word
    year = _number(match["y"], digits=True)
    year += 1800 if 200 < year < 300 else 0  # 二二六: 2026 without its circle
    if month and month[:3].lower() in _MONTHS:
        return _make(year, _MONTHS[month[:3].lower()], _number(day) if day else None)
    return _make(year, _number(month) if month else None, _number(day) if day else None)


def _make(year: int, month: int | None, day: int | None) -> str | None:
    if not 1900 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(text: str, digits: bool = False) -> int:
    """A small number in Arabic or Chinese figures; 0 where it is none."""
    plain = re.sub(r"\s", "", text).translate(str.maketrans("OoQIl〇○零", "00011000"))
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if "十" in plain:
        tens, _, ones = plain.partition("十")
        return (_CN.get(tens, 1) if tens else 1) * 10 + (_CN.get(ones, 0) if ones else 0)
    figures = [_CN.get(c, int(c) if c.isdigit() else -1) for c in plain]
    return int("".join(map(str, figures))) if figures and min(figures) >= 0 and (digits or len(figures) <= 2) else 0
