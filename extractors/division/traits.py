"""Traits: what a page says of the document it belongs to — its page number, whose it is, its numbers, its running heads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.writing.pairs import read
from extractors.writing.strips import rows
from schemas.page import Page, Sheet
from schemas.terms.persons import fold_name, looks_like_name
from schemas.terms.text import fold

TOP, BOTTOM = 0.12, 0.88
"""Where running heads and feet stand, as fractions of the page."""

_FOLIO_TOTAL = (
    re.compile(r"第(?P<n>\d{1,3})页[,/(]*(?:共|总)(?P<t>\d{1,3})页"),
    re.compile(r"(?:共|总)(?P<t>\d{1,3})页[,/)]*第(?P<n>\d{1,3})页"),
    re.compile(r"^page(?P<n>\d{1,3})of(?P<t>\d{1,3})$"),
    re.compile(r"^-?\(?(?P<n>\d{1,3})/(?P<t>\d{1,3})\)?-?$"),
)
_FOLIO_ALONE = (
    re.compile(r"^第(?P<n>\d{1,3})页$"),
    re.compile(r"^[-·]*(?P<n>\d{1,3})[-·]*$"),
    re.compile(r"^page(?P<n>\d{1,3})$"),
)
_CODES = re.compile(
    r"(?<![0-9a-z])(?:[1-9]\d{16}[\dx]|zl?\d{11,13}(?:\.[\dx])?|20\d\dsr\d{6,8}|97[89]-?(?:\d-?){9}[\dx]|\d{4}-\d{3}[\dx]"
    r"|10\.\d{4,9}/[^\s,;]{4,40}|(?:gb|db\d\d|t/[a-z]{2,8}|q/[a-z]{2,8})(?:/[tz])?\d{2,6}(?:\.\d+)?-(?:19|20)\d\d"
    r"|[a-z]{1,4}\d{4}[-a-z]?\d{3,10}|(?<!\d)\d{15,18}(?!\d))(?![0-9a-z])"
)
_PHONE_OR_DATE = re.compile(r"1[3-9]\d{9}|(?:19|20)\d{6}|(?:19|20)\d\d-\d{3}")


@dataclass(frozen=True)
class Folio:
    """A printed page number, and out of how many (None where it does not say)."""

    number: int
    total: int | None


@dataclass(frozen=True)
class Traits:
    """`text` is folded, its rows parted by line feeds. `running` are the lines at the edges that repeat over the pages of
    one document, `codes` the numbers by which it is known (identity card, patent, ISBN, project …), folded.
    """

    text: str
    folio: Folio | None
    running: frozenset[str]
    codes: frozenset[str]


def traits(page: Page) -> Traits:
    """The traits of a page (or of a part of one)."""
    indices = [index for index, line in enumerate(page.lines) if line.text.strip()]
    written = [(" ".join(page.lines[i].text for i in row), page.lines[row[0]].box[1]) for row in rows(page, indices)]
    text = "\n".join(fold(row) for row, _ in written)
    edge = [line.text for line in page.lines if line.box[3] <= TOP or line.box[1] >= BOTTOM]
    lines = [fold(line.text) for line in page.lines]
    return Traits(text, _folio(lines, edge), _running(edge), _codes("\n".join(lines)))


RECOMMENDERS = ("举荐人", "推荐人", "举荐人姓名", "推荐人姓名")
"""Labels a character away from the holder's (被举荐人), which name somebody else."""


def holder(sheet: Sheet, labels: Sequence[str]) -> str:
    """The folded name printed behind one of these labels; empty where no name stands there. What is written by hand (a
    signature) is not read for it.
    """
    if not labels:
        return ""
    printed = sheet.page.model_copy(
        update={"lines": tuple(line.model_copy(update={"text": ""}) if line.handwritten else line for line in sheet.page.lines)}
    )
    found = read([sheet.model_copy(update={"page": printed})], {"holder": labels}, RECOMMENDERS)["holder"]
    name = str(found.value or "")
    return fold_name(name) if looks_like_name(name) else ""


def _folio(lines: Sequence[str], edge: Iterable[str]) -> Folio | None:
    for line in lines:
        for pattern in _FOLIO_TOTAL[:2]:
            match = pattern.search(line)
            if match and 1 <= int(match["n"]) <= int(match["t"]):
                return Folio(int(match["n"]), int(match["t"]))
    for line in map(fold, edge):
        for pattern in (*_FOLIO_TOTAL[2:], *_FOLIO_ALONE):
            match = pattern.match(line)
            if match:
                total = match.groupdict().get("t")
                return Folio(int(match["n"]), int(total) if total else None)
    return None


def _running(edge: Iterable[str]) -> frozenset[str]:
    """The edge lines without what changes from page to page."""
    kept = (re.sub(r"第\d+页.*|共\d+页.*|^[-\d/]+$", "", fold(line)) for line in edge)
    return frozenset(line for line in kept if len(line) >= 4)


def _codes(text: str) -> frozenset[str]:
    found = (match.group() for match in _CODES.finditer(text))
    return frozenset(code for code in found if not _PHONE_OR_DATE.fullmatch(code))
