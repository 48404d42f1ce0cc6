"""When two values are the same: by what the field means, not by how it is written."""

import re
from typing import Any

from schemas.terms.dates import parse_date
from schemas.terms.text import distance, fold

DATES = {"signed_on", "start", "end", "birth_date", "issued_on", "valid_from", "valid_to", "date"}
CODES = {"id_number", "employer_uscc", "number", "phone"}
TEXTS = {"opinion", "text"}
_NO_OBJECTION = re.compile("无.{0,6}异议|没有.{0,4}异议|未.{0,12}异议")
LOOSE = {"education", "seal_text", "role", "level", "specialty", "series", "status", "position"}
"""Where the one may say more words than the other."""
ERRORS = 0.02
"""The share of characters by which long texts may differ."""


def kind_of(pointer: str) -> str:
    """Names of fields that are compared, and calibrated, alike."""
    name = pointer.rsplit("/", 1)[-1]
    if name in ("signed", "sealed"):
        return "mark"
    if name == "result":
        return "result"
    for kind, names in (("date", DATES), ("code", CODES), ("text", TEXTS), ("loose", LOOSE)):
        if name in names:
            return kind
    return "name" if name in ("name", "holder", "holders", "employee") else "words"


def same(pointer: str, truth: Any, read: Any) -> bool:
    """Whether what was read is what is true; of nothing only nothing is."""
    if truth in (None, "", []):
        return read in (None, "", [])
    if read in (None, "", []):
        return False
    if isinstance(truth, bool | int):
        return bool(truth == read)
    if isinstance(truth, list):
        return isinstance(read, list) and sorted(map(_plain, truth)) == sorted(map(_plain, read))
    return _same_text(kind_of(pointer), str(truth), str(read[0] if isinstance(read, list) and len(read) == 1 else read))


def _same_text(kind: str, truth: str, read: str) -> bool:
    a, b = _plain(truth), _plain(read)
    if kind == "date":
        one, other = parse_date(truth) or truth, parse_date(read) or read
        return one == other or (len(one) == 7 and other.startswith(one))
    if kind == "result":
        return bool(_NO_OBJECTION.search(a)) == bool(_NO_OBJECTION.search(b))
    if kind == "code":
        return re.sub(r"\W|ZL", "", a.upper()) == re.sub(r"\W|ZL", "", b.upper())
    if kind == "text":
        most = int(ERRORS * len(a))
        return distance(a, b, most) <= most
    return a == b or (kind == "loose" and min(len(a), len(b)) >= 2 and (a in b or b in a))


def _plain(value: Any) -> str:
    """Folded, without spaces, quotes and the marks of a title."""
    return re.sub(r"[\s\"'“”‘’《》<>]", "", fold(str(value)))
