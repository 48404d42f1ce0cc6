"""The QR codes of a document: of electronic certificates above all, beside the verification code in print."""

from collections.abc import Iterable

from schemas.document import Code
from schemas.geometry import Place
from schemas.page import Sheet


def codes_of(sheets: Iterable[Sheet]) -> tuple[Code, ...]:
    """The codes of the pages in their order, each where it stands on its page as displayed."""
    return tuple(
        Code(text=mark.text, place=Place(file=sheet.ref.file, page=sheet.ref.page, box=sheet.page.displayed(mark.box)))
        for sheet in sheets
        for mark in sheet.page.marks
        if mark.kind == "code" and mark.text
    )
