"""Repair: numbers with a check of their own of which the reader misread a single character.

Only what was read by OCR: what stands in a text layer or in a Word file was typed so. What two readers read alike was printed
so. A repaired field says what had been read, and is no surer than `REPAIRED`: nothing is demanded because of it.
"""

from collections.abc import Mapping, Sequence

from extractors.second_voice import CropAnswer, printed_line
from extractors.writing.strips import METHODS
from schemas.document import Document
from schemas.field import Field
from schemas.geometry import Place
from schemas.page import Line, Page, Sheet
from schemas.terms.repair import kind_of, repaired

REPAIRED = 0.8
"""The most that a repaired value may be trusted: it is used, but does not contradict (``confidence.contradict``)."""

SURE = 0.98
"""From this confidence of its line on every single character is taken for print (``confidence.exact``)."""


def repair(documents: Sequence[Document], sheets: Sequence[Sheet], answers: Sequence[CropAnswer]) -> tuple[Document, ...]:
    """The documents with such numbers put right; `answers` are the second reader's."""
    mending = _Mending(
        {(sheet.ref.file, sheet.ref.page): sheet.page for sheet in sheets}, {answer.place: answer.text for answer in answers}
    )
    return tuple(mending.document(document) for document in documents)


class _Mending:
    """What is known while numbers are put right: the pages, and what the second reader read at a place."""

    def __init__(self, pages: Mapping[tuple[str, int], Page], heard: Mapping[Place, str]) -> None:
        self.pages, self.heard = pages, heard

    def document(self, document: Document) -> Document:
        blocks = tuple(block.model_copy(update={"fields": self._fields(block.kind, block.fields)}) for block in document.blocks)
        return document.model_copy(update={"fields": self._fields(document.type, document.fields), "blocks": blocks})

    def _fields(self, owner: str, fields: dict[str, Field]) -> dict[str, Field]:
        return {name: self._field(owner, name, field) for name, field in fields.items()}

    def _field(self, owner: str, name: str, field: Field) -> Field:
        kind = kind_of(owner, name)
        if kind is None or field.method != METHODS["scan"] or field.state != "read" or not isinstance(field.value, str):
            return field
        line = self._line(field)
        doubted = line is not None and line.confidence < SURE
        value = repaired(field.value, kind, doubted, self.heard.get(field.places[0], "") if field.places else "")
        if value is None:
            return field
        trust = min(line.confidence if line else field.confidence, REPAIRED)
        return field.model_copy(update={"value": value, "repaired": field.value, "confidence": trust})

    def _line(self, field: Field) -> Line | None:
        """The printed line that a field of one place stands on."""
        place = field.places[0] if len(field.places) == 1 else None
        page = self.pages.get((place.file, place.page or 0)) if place else None
        return printed_line(page, page.working(place.box)) if page and place and place.box else None
