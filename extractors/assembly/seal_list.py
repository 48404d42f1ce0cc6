"""The seals of a dossier, each with its document and what is odd about it (FLG-03: for a person to look at, no more)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.division.spread import opened
from extractors.documents.tags import seal_is_odd
from extractors.writing.strips import place
from schemas.case import Seal
from schemas.document import Document, DocumentType
from schemas.geometry import centre, contains
from schemas.page import Mark, Sheet

OFFICIAL: frozenset[DocumentType] = frozenset(
    {"recommendation_form", "application_form", "employer_opinion", "publicity_certificate", "association_letter"}
)
"""Papers that an organisation's official round seal is expected on."""


def seals(documents: Sequence[Document], sheets: Sequence[Sheet]) -> tuple[Seal, ...]:
    """All seals, document by document, page by page."""
    pages = {sheet.ref: sheet for sheet in sheets}
    own = [(d, page) for d in documents for page in opened(d, [pages[ref] for ref in d.pages])]
    held = [(d, page, mark) for d, page in own for mark in _of(d, page)]
    prints = Counter(mark.fingerprint for _, _, mark in held if mark.fingerprint)
    return tuple(
        Seal(
            document=document.id,
            place=place(sheet, mark.box),
            text=mark.text,
            confidence=mark.confidence,
            colour=mark.colour,
            shape=mark.shape,
            oddity=oddity(document, mark, prints),
        )
        for document, sheet, mark in held
    )


def oddity(document: Document, mark: Mark, prints: Counter[str]) -> str:
    """What a person should look at; empty where nothing is odd, or where the paper's kind of seal may be any."""
    if document.type not in OFFICIAL:
        return ""
    if mark.fingerprint and prints[mark.fingerprint] > 1:
        return "同一印章图像在多处完全相同"
    if mark.shape in ("oval", "square"):
        return "印章不是圆形公章"
    if seal_is_odd(mark):
        return "以专用章代替公章"
    return "印文残缺" if mark.cut else ""


def _of(document: Document, sheet: Sheet) -> Iterable[Mark]:
    region = document.region
    marks = (mark for mark in sheet.page.marks if mark.kind == "seal")
    return [mark for mark in marks if region is None or contains(region, *centre(mark.box))]
