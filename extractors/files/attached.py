"""Files within a PDF: attachments, the contents of a portfolio, and what is pinned to a page as a file-attachment annotation."""

import ctypes
import mmap
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.files.budget import Budget
from extractors.files.members import Member, stored
from extractors.files.names import tidy
from extractors.files.pdf import document
from extractors.files.refusal import damaged

_MOST_ANNOTATIONS = 5_000  # of a page
_MOST_NAME = 2_000  # bytes
_COVER = re.compile(r"acrobat|adobe reader|foxit|福昕|portfolio|PDF\s*(文件)?包", re.IGNORECASE)
"""What the sheet that stands before a portfolio says, in whatever language: what to open it with."""


class _Attachment(NamedTuple):
    """pdfium's handle, which lives as long as the document (or `page`) does, and the name to show."""

    raw: Any
    name: str


def attached_files(local: Path, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The files within the PDF, each once: those of the document in their order, then those of its pages. Raises `Refusal`."""
    packed = local.stat().st_size
    with document(local) as pdf:
        seen: set[str] = set()
        for found in _of_document(pdf):
            budget.enter(1)
            member = _taken(found, packed, budget, scratch)
            seen.add(member.sha256)
            yield member
        for index in range(len(pdf) if _may_pin(local) else 0):
            for found in _of_page(pdf, index):
                budget.enter(1)
                member = _taken(found, packed, budget, scratch)
                if member.refusal is not None or member.sha256 not in seen:
                    yield member
                seen.add(member.sha256)


def is_cover(local: Path) -> bool:
    """Whether all pages of a PDF that holds files are the sheet which says what to open a portfolio with. A page that cannot be
    loaded is none. Raises `Refusal`.
    """
    with document(local) as pdf:
        if len(pdf) != 1:
            return False
        try:
            page = pdf[0]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            return False
        try:
            return _COVER.search(text.get_text_bounded()) is not None
        finally:
            text.close()
            page.close()


def _may_pin(local: Path) -> bool:
    """Whether pages must be looked at: the word stands in the file, or may stand in a part that is compressed."""
    with local.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(word) >= 0 for word in (b"/FileAttachment", b"/ObjStm", b"/Encrypt"))


def _of_document(pdf: pdfium.PdfDocument) -> Iterator[_Attachment]:
    for index in range(c.FPDFDoc_GetAttachmentCount(pdf.raw)):
        if raw := c.FPDFDoc_GetAttachment(pdf.raw, index):
            yield _Attachment(raw, _name(raw))


def _of_page(pdf: pdfium.PdfDocument, index: int) -> Iterator[_Attachment]:
    """What is pinned to one page; nothing where the page is damaged."""
    raw_page = c.FPDF_LoadPage(pdf.raw, index)
    if not raw_page:
        return
    try:
        for number in range(min(c.FPDFPage_GetAnnotCount(raw_page), _MOST_ANNOTATIONS)):
            annotation = c.FPDFPage_GetAnnot(raw_page, number)
            pinned = c.FPDFAnnot_GetSubtype(annotation) == c.FPDF_ANNOT_FILEATTACHMENT
            if pinned and (raw := c.FPDFAnnot_GetFileAttachment(annotation)):
                yield _Attachment(raw, _name(raw))
            c.FPDFPage_CloseAnnot(annotation)
    finally:
        c.FPDF_ClosePage(raw_page)


def _name(raw: Any) -> str:
    size = c.FPDFAttachment_GetName(raw, None, 0)
    buffer = (c.FPDF_WCHAR * (_MOST_NAME // 2))()
    if 2 < size <= _MOST_NAME:
        c.FPDFAttachment_GetName(raw, buffer, size)
    return tidy(bytes(buffer)[: size - 2].decode("utf-16-le", "replace") if 2 < size <= _MOST_NAME else "")


def _taken(found: _Attachment, packed: int, budget: Budget, scratch: Path) -> Member:
    """pdfium unpacks an attachment as a whole (a gigabyte at most), so that its real size is looked at before it is copied."""
    size = ctypes.c_ulong()
    readable = c.FPDFAttachment_GetFile(found.raw, None, 0, size)

    def start() -> IO[bytes]:
        if not readable:
            raise damaged("PDF 内的该附件")
        budget.check(size.value, packed)
        buffer = ctypes.create_string_buffer(size.value)
        if size.value and not c.FPDFAttachment_GetFile(found.raw, buffer, size.value, size):
            raise damaged("PDF 内的该附件")
        return BytesIO(buffer.raw[: size.value])

    return stored(found.name, size.value, start, packed, budget, scratch)
