"""Says in words where something stands: the material's name, the file and the pages."""

import re
from collections.abc import Iterable

from schemas.case import Case
from schemas.check import Evidence
from schemas.document import DOCUMENT_NAMES, Document
from validators.notices.wording import printable

_PAGELESS = re.compile(r"word|opendocument|rtf|text/|excel|spreadsheet")


def in_words(places: Iterable[Evidence], case: Case) -> list[str]:
    """One phrase a material and file, pages gathered: ``举荐表（文件“扫描件.pdf”第2、3页）``. Without a place, an empty list."""
    found: dict[tuple[str, str], list[int]] = {}
    for place in places:
        name, file = _material(place, case)
        pages = found.setdefault((name, file), [])
        if place.page and file and place.page not in pages and not _flows(file, case):
            pages.append(place.page)
    return [_phrase(name, file, sorted(pages)) for (name, file), pages in found.items() if name or file]


def file_in_words(path: str) -> str:
    """A path as the applicant knows it: ``“材料.zip”内的“证书/扫描.pdf”``."""
    return "内的".join(f"“{printable(part)}”" for part in path.split("!/"))


def _material(place: Evidence, case: Case) -> tuple[str, str]:
    """The material's name and the file, as far as either is known."""
    document = _document_of(place, case)
    name = _name(document) if document else ""
    if place.file is None and document is not None:
        return name, ""
    return name, place.file or ""


def _document_of(place: Evidence, case: Case) -> Document | None:
    """The document that the page belongs to; else the one that the pointer leads to."""
    if place.file is not None and place.page is not None:
        for document in case.documents:
            if any(ref.file == place.file and ref.page == place.page for ref in document.pages):
                return document
    return case.document(_pointed(place.pointer or "", case)) if place.file is None else None


def _pointed(pointer: str, case: Case) -> str | None:
    """The id of the document that a pointer into the record speaks of."""
    expert = re.match(r"/recommendation/experts/(\d+)", pointer)
    if expert and int(expert[1]) < len(case.experts):
        return case.experts[int(expert[1])].document
    number = re.match(r"/documents/(\d+)", pointer)
    if number and int(number[1]) < len(case.documents):
        return case.documents[int(number[1])].id
    holders = (
        ("/recommendation/plus_one", case.plus_one),
        ("/employer_review/publicity", case.employer_review.publicity),
        ("/employer_review/opinion", case.employer_review.opinion),
    )
    return next((holder.document for start, holder in holders if holder and pointer.startswith(start)), None)


def _name(document: Document) -> str:
    return printable(document.title) if document.type == "other" and document.title else DOCUMENT_NAMES[document.type]


def _flows(path: str, case: Case) -> bool:
    """Whether the file has no pages of its own (a word processor breaks them anew on every machine)."""
    return any(file.path == path and _PAGELESS.search(file.media_type) for file in case.files)


def _phrase(name: str, file: str, pages: list[int]) -> str:
    where = f"第{'、'.join(map(str, pages))}页" if pages else ""
    if not file:
        return name
    source = f"文件{file_in_words(file)}{where}"
    return f"{name}（{source}）" if name else source
