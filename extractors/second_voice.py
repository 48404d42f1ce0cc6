"""The second voice: which single lines an independent reader is asked to read again, and what its answers are worth.

It reads forms badly but single lines well, and where it agreed with the first reader it was never wrong. So agreement raises
confidence; disagreement alone says nothing and changes nothing. Pure: the asking is done by `extractors.pages.crop_reader`.
"""

from collections.abc import Iterable, Iterator, Sequence

from extractors.documents.lost_days import DOUBTFUL
from extractors.writing.strips import METHODS
from schemas.base import Value
from schemas.document import Document
from schemas.field import Field
from schemas.geometry import Box, Place, overlap
from schemas.page import Homography, Line, Page, Sheet
from schemas.terms.dates import find_dates, parse_date, parse_range, precision
from schemas.terms.persons import same_name
from schemas.terms.repair import kind_of, unsound
from schemas.terms.text import fold

AGREED = "rapidocr+tesseract"
"""The method of a field that both readers read alike."""

DOUBT_LEFT = 0.2
"""The share of the first reader's doubt that is left when the second one agrees (it agreed on 85 fields, all 85 right)."""

NAMES = frozenset({"name", "holder", "employee"})
NUMBERS = frozenset({"id_number"})
DATES = frozenset({"birth_date", "signed_on", "issued_on", "start", "end", "valid_from", "valid_to"})
TITLES = frozenset({"title", "current_title"})
TITLED = frozenset({"expert", "title_certificate"})
"""Where a field `title` is a professional title, and not the name of a work."""

MOST = 60
"""How many lines are asked for at most in a dossier, the most doubtful first."""


class CropRequest(Value):
    """One line to be read again: where a viewer shows it, and how to cut it out of the page `key`, in the working space.

    `width` and `height` are those of the page (any unit: their ratio counts), `homography` is the page's.
    """

    place: Place
    key: str
    box: Box
    homography: Homography
    width: float
    height: float
    digits: bool = False


class CropAnswer(Value):
    """What the second reader read there (empty: nothing), and which version of it."""

    place: Place
    key: str
    box: Box
    text: str
    reader: str


def requests(documents: Sequence[Document], sheets: Sequence[Sheet]) -> tuple[CropRequest, ...]:
    """The lines of critical fields that were read by OCR, on one line and in print; each once, the most doubtful first."""
    pages = {(sheet.ref.file, sheet.ref.page): sheet.page for sheet in sheets}
    wanted: dict[Place, tuple[float, CropRequest]] = {}
    for name, field in critical_fields(documents):
        place = field.places[0]
        page = pages.get((place.file, place.page or 0))
        request = _request(page, place, name in NUMBERS) if page and place not in wanted else None
        if request:
            wanted[place] = (field.confidence, request)
    ordered = sorted(wanted.values(), key=lambda pair: (pair[0], pair[1].key, pair[1].box))
    return tuple(request for _, request in ordered[:MOST])


def critical_fields(documents: Sequence[Document]) -> Iterator[tuple[str, Field]]:
    """Fields that rules turn on, and numbers that fail their check, read by OCR at one place, under their names."""
    for document in documents:
        for where, fields in [(document.type, document.fields), *((block.kind, block.fields) for block in document.blocks)]:
            yield from ((name, field) for name, field in fields.items() if _critical(where, name, field))


def weigh(documents: Sequence[Document], answers: Sequence[CropAnswer]) -> tuple[Document, ...]:
    """The documents with the confidence of those fields raised that the second reader read alike."""
    heard = {answer.place: answer.text for answer in answers}
    return tuple(_weighed(document, heard) for document in documents) if heard else tuple(documents)


def _critical(where: str, name: str, field: Field) -> bool:
    kind = name in NAMES or name in NUMBERS or name in DATES or (name in TITLES and (name != "title" or where in TITLED))
    kind = kind or _unsound(where, name, field)
    by_ocr = field.state == "read" and field.method == METHODS["scan"] and isinstance(field.value, str)
    return kind and by_ocr and len(field.places) == 1 and field.places[0].box is not None


def _unsound(where: str, name: str, field: Field) -> bool:
    """Whether it is a number that fails its own check: misread, or typed wrongly."""
    number = kind_of(where, name)
    return number is not None and isinstance(field.value, str) and unsound(field.value, number)


def printed_line(page: Page, box: Box) -> Line | None:
    """The one printed line on which a place stands (working space); nothing for written lines and for blocks.

    A place was boxed twice on its way through the displayed space, and on a tilted page it reaches above and below its line.
    """
    lines = [line for line in page.lines if line.box[0] < box[2] and box[0] < line.box[2] and overlap(line.box, box) > 0.2]
    level = [line for line in lines if line.box[1] < (box[1] + box[3]) / 2 < line.box[3]]
    return level[0] if len(level) == 1 and not level[0].handwritten else None


def _line_box(page: Page, box: Box) -> Box | None:
    """The part of its printed line that a place covers."""
    line = printed_line(page, box)
    return (max(box[0], line.box[0]), line.box[1], min(box[2], line.box[2]), line.box[3]) if line else None


def _request(page: Page, place: Place, digits: bool) -> CropRequest | None:
    box = _line_box(page, page.working(place.box)) if place.box else None
    if box is None or box[2] <= box[0]:
        return None
    return CropRequest(
        place=place, key=page.key, box=box, homography=page.homography, width=page.width, height=page.height, digits=digits
    )


def _weighed(document: Document, heard: dict[Place, str]) -> Document:
    blocks = tuple(block.model_copy(update={"fields": _heard(block.kind, block.fields, heard)}) for block in document.blocks)
    return document.model_copy(update={"fields": _heard(document.type, document.fields, heard), "blocks": blocks})


def _heard(where: str, fields: dict[str, Field], heard: dict[Place, str]) -> dict[str, Field]:
    return {
        name: _confirmed(field) if _critical(where, name, field) and _agree(name, field, heard) else field
        for name, field in fields.items()
    }


def _confirmed(field: Field) -> Field:
    confidence = round(1 - (1 - field.confidence) * DOUBT_LEFT, 4)
    return field.model_copy(update={"confidence": confidence, "method": AGREED})


def _agree(name: str, field: Field, heard: dict[Place, str]) -> bool:
    """Whether the second reader read it alike. Of what both may have lost, the day of a date, that says nothing."""
    if name in DATES and field.confidence <= DOUBTFUL and precision(str(field.value)) in (1, 2):
        return False
    text = heard.get(field.places[0], "")
    return bool(text) and any(says(name, str(value), text) for value in (field.value, field.raw) if value)


def says(name: str, value: str, text: str) -> bool:
    """Whether the second reader's text says the field's value; the crop may hold its label as well."""
    if name in DATES:
        return (parse_date(value) or value) in (*parse_range(text), *(iso for _, _, iso in find_dates(text)))
    if name in NAMES and same_name(value, text):
        return True
    needle = fold(value)
    return len(needle) >= 2 and needle in fold(text)


def by_page(asked: Iterable[CropRequest]) -> dict[str, list[CropRequest]]:
    """The requests of each page, by the page's key."""
    pages: dict[str, list[CropRequest]] = {}
    for request in asked:
        pages.setdefault(request.key, []).append(request)
    return pages
