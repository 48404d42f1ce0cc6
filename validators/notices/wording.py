"""The register of an official notice: dates, punctuation, and what cannot be printed."""

import re

_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_QUOTED = "(“[^”]*”|《[^》]*》)"
_BESIDE_HAN = re.compile(_QUOTED + r"|(?<=[\u4e00-\u9fff”》）〕%])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“《（〔])")
_BRACKET = re.compile(_QUOTED + "|[()]")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without what no page can carry: control characters, lone surrogates, marks that turn the line around."""
    return re.sub(r"[\t\n]+", " ", _UNPRINTABLE.sub("", text))


def official(text: str) -> str:
    """Full-width punctuation beside Chinese characters; what stands in “” or 《》 is quoted and stays as it is."""
    wide = _BESIDE_HAN.sub(_widen, printable(text).strip())
    return wide if wide.count("（") == wide.count("）") else _BRACKET.sub(_widen, wide)


def chinese_date(iso: str | None) -> str:
    """``2026-12-07`` → 2026年12月7日; blanks to fill in by hand where there is no date."""
    if not iso:
        return "____年__月__日"
    year, month, day = iso[:10].split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def _widen(match: re.Match[str]) -> str:
    return match.group(1) or match.group().translate(_FULL_WIDTH)
