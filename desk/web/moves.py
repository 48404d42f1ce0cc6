"""Where a page, or a document as a whole, may be put: what the forms of the panel of documents offer."""

from typing import NamedTuple

from desk.web.views import label
from schemas.document import DOCUMENT_NAMES
from schemas.record import CaseRecord, DocumentRecord, PageRecord


class Home(NamedTuple):
    """A document that a page may be put into: the value that says so, and what the document is called."""

    value: str
    name: str


class Moves(NamedTuple):
    """What may be done with a page (`page` is its place in the record) or, if `whole`, with the document that it begins.

    `type` is that of the document it is in, `last` whether no page of it comes after this one; `before` the document before it.
    """

    page: str
    name: str
    whole: bool
    type: str
    last: bool
    before: Home | None
    homes: list[Home]


def moves(record: CaseRecord, number: int, whole: bool) -> Moves:
    """Of the page at this place in the record."""
    page = record.pages[number]
    mine = next((each for each in record.documents if each.id == page.place), None)
    pages = _pages(mine) if mine else [(page.file, page.page)]
    first = pages[0] == (page.file, page.page)
    rest = "+rest" if whole else ""
    others = [each for each in record.documents if each is not mine]
    return Moves(
        page=f"/pages/{number}",
        name=label(page.file, page.page),
        whole=whole,
        type=mine.type if mine else "other",
        last=pages[-1] == (page.file, page.page),
        before=_before(record, number, mine, "+rest" if first and mine else ""),
        homes=[Home(f"with:/pages/{_at(record, _pages(each)[0])}{rest}", _name(each)) for each in others],
    )


def begins(record: CaseRecord, document: DocumentRecord) -> int | None:
    """The place in the record of the page that a document begins with; ``None`` where it shares its sheet with another."""
    at = _at(record, _pages(document)[0])
    return at if record.pages[at].place == document.id and not _shared(record, record.pages[at]) else None


def _before(record: CaseRecord, number: int, mine: DocumentRecord | None, rest: str) -> Home | None:
    """The document that the nearest page before this one is in which is not in the same."""
    known = {each.id: each for each in record.documents if each is not mine}
    at = next((n for n in range(number - 1, -1, -1) if record.pages[n].place in known), None)
    return None if at is None else Home(f"with:/pages/{at}{rest}", _name(known[record.pages[at].place]))


def _shared(record: CaseRecord, page: PageRecord) -> bool:
    return sum((page.file, page.page) in _pages(each) for each in record.documents) > 1


def _at(record: CaseRecord, page: tuple[str, int]) -> int:
    return next(n for n, each in enumerate(record.pages) if (each.file, each.page) == page)


def _pages(document: DocumentRecord) -> list[tuple[str, int]]:
    return [(part.file, page) for part in document.parts for page in part.pages]


def _name(document: DocumentRecord) -> str:
    kind = DOCUMENT_NAMES[document.type]
    title = f"“{document.title}”" if document.title and document.title != kind else ""
    return f"{kind}{title}（{label(*_pages(document)[0])}起）"
