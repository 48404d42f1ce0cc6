"""What pages are made of, as small values: spots on pages, and the case's head. Templates only lay them out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desk.web.room import Folder
from desk.web.words import STAGES
from infra.register import Entry
from schemas.check import Evidence
from schemas.geometry import Box
from schemas.record import CaseRecord, CodeRecord, Provenance

SOON = 3
"""Days before a deadline from which it is said in colour."""


class Spot(NamedTuple):
    """A place to look at: the file by its number in the record, the page, the box in thousandths, and what to call it."""

    file: int
    page: int
    box: str
    label: str


class Due(NamedTuple):
    """A deadline in words; `tone` is late, soon or calm."""

    text: str
    tone: str


def numbered(record: CaseRecord) -> dict[str, int]:
    """Files by path: their numbers in the record. Paths are personal data and stand in no address."""
    return {file.path: number for number, file in enumerate(record.files)}


def spots(where: Iterable[Evidence | Provenance | CodeRecord], record: CaseRecord) -> list[Spot]:
    """The places that can be shown, each once."""
    numbers = numbered(record)
    found = [
        Spot(numbers[each.file], each.page or 1, box_text(each.box), label(each.file, each.page))
        for each in where
        if each.file in numbers and record.files[numbers[each.file]].pages
    ]
    return list(dict.fromkeys(found))


def label(file: str | None, page: int | None) -> str:
    """File and page as they are said: the name without its folders."""
    name = (file or "").rsplit("/", 1)[-1]
    return f"《{name}》第{page}页" if page else f"《{name}》"


def box_text(box: Box | None) -> str:
    """``x0 y0 x1 y1`` in thousandths; empty for the page as a whole."""
    return " ".join(f"{value * 1000:.0f}" for value in box) if box else ""


def due(entry: Entry, today: date) -> Due | None:
    """How far the deadline is."""
    if not entry.last_day or entry.stage != "noticed":
        return None
    days = (date.fromisoformat(entry.last_day) - today).days
    if days < 0:
        return Due(f"逾期 {-days} 天", "late")
    if days == 0:
        return Due("今天截止", "soon")
    return Due(f"还有 {days} 天", "soon" if days <= SOON else "calm")


def overdue_words(entry: Entry, today: date) -> str:
    """By how much the last day is past, where the case still waits for what its notice asked for."""
    day = due(entry, today)
    return f"截止 {entry.last_day}，{day.text}" if day else "补正材料在期限之后提交"


def stage_name(entry: Entry, today: date) -> str:
    """The stage in words; one past its day is overdue."""
    day = due(entry, today)
    return STAGES["overdue" if day and day.tone == "late" else entry.stage]


def open_count(folder: Folder) -> int:
    """Questions and hints that a person must still decide."""
    questions = sum(each.blocked_by is None for each in folder.told.referrals)
    return questions + sum(each.undecided for each in folder.told.flags)


def page_list(folder: Folder) -> str:
    """All pages in the order of the files, ``file.page`` each, for leafing through."""
    return " ".join(f"{number}.{page}" for number, file in enumerate(folder.record.files) for page in range(1, file.pages + 1))
