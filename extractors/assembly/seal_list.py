"""The seals of a dossier, each with its document and what is odd about it (FLG-03: for a person to look at, no more)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extractors.assembly.seal_names import named
from extractors.assembly.seams import Seam, seams
from extractors.division.spread import opened
from extractors.documents.tags import seal_is_odd
from extractors.writing.stamps import is_of_person
from extractors.writing.strips import place
from schemas.case import Seal
from schemas.document import Document, DocumentType
from schemas.field import Field
from schemas.geometry import PageRef, centre, contains
from schemas.page import Mark, Sheet

OFFICIAL: frozenset[DocumentType] = frozenset(
    {"recommendation_form", "application_form", "employer_opinion", "publicity_certificate", "association_letter"}
)
"""Papers that an organisation's official round seal is expected on."""

UNTOLD = "骑缝章印文无法与单位名称比对"
"""What is odd about a seal across pages whose lettering was not read together."""


def seals(documents: Sequence[Document], sheets: Sequence[Sheet], bodies: Sequence[str] = ()) -> tuple[Seal, ...]:
    """All seals, document by document, page by page; one across pages (骑缝章) once, where its first half is. `bodies` are the
    organisations that the dossier names.
    """
    pages = {sheet.ref: sheet for sheet in sheets}
    own = [(d, page) for d in documents for page in opened(d, [pages[ref] for ref in d.pages])]
    held = [(d, page, mark) for d, page in own for mark in _of(d, page)]
    prints = Counter(mark.fingerprint for _, _, mark in held if mark.fingerprint)
    joined = seams(sheets)
    first = {seam.halves[0]: seam for seam in joined}
    later = {half for seam in joined for half in seam.halves[1:]}
    found = []
    for document, sheet, mark in held:
        seam = first.get((sheet.ref, mark))
        if seam:
            found.append(_across(document, seam, pages, bodies))
        elif (sheet.ref, mark) not in later:
            found.append(_seal(document, sheet, mark, oddity(document, mark, prints)))
    return tuple(found)


def _seal(document: Document, sheet: Sheet, mark: Mark, odd: str) -> Seal:
    return Seal(
        document=document.id,
        place=place(sheet, mark.box),
        text=mark.text,
        confidence=mark.confidence,
        colour=mark.colour,
        shape=mark.shape,
        oddity=odd,
    )


def _across(document: Document, seam: Seam, pages: Mapping[PageRef, Sheet], bodies: Sequence[str]) -> Seal:
    """A seal across pages: odd only where what was read of it is not clearly an organisation's that the dossier names."""
    (ref, mark), *rest = seam.halves
    lettering = Field(value=seam.text, raw=seam.text, state="read" if seam.text else "unreadable", confidence=seam.confidence)
    told = lettering.present and named(lettering, bodies).value in bodies
    odd = "" if told or document.type not in OFFICIAL else UNTOLD
    seal = _seal(document, pages[ref], mark, odd)
    others = tuple(place(pages[other], half.box) for other, half in rest)
    return seal.model_copy(update={"text": seam.text, "across": others})


def oddity(document: Document, mark: Mark, prints: Counter[str]) -> str:
    """What a person should look at; empty where nothing is odd, or where the paper's kind of seal may be any. A person's name
    seal beside the organisation's is nothing odd.
    """
    if document.type not in OFFICIAL:
        return ""
    if mark.fingerprint and prints[mark.fingerprint] > 1:
        return "同一印章图像在多处完全相同"
    if is_of_person(mark):
        return ""
    if mark.shape in ("oval", "square"):
        return "印章不是圆形公章"
    if seal_is_odd(mark):
        return "以专用章代替公章"
    return "印文残缺" if mark.cut else ""


def _of(document: Document, sheet: Sheet) -> Iterable[Mark]:
    region = document.region
    marks = (mark for mark in sheet.page.marks if mark.kind == "seal")
    return [mark for mark in marks if region is None or contains(region, *centre(mark.box))]
