"""Plausible dates: a day of signing or issue that lies after the day of receipt was more likely misread than written so."""

from collections.abc import Iterable

from schemas.document import Document
from schemas.field import Field

DOUBTFUL = 0.6
"""What such a reading is worth: a person is asked, whatever a rule would make of it."""
_SURE = ("pdf-text", "docx")


def signed_by(field: Field, received: str) -> Field:
    """The date as it is, but at most `DOUBTFUL` where a reader (not a text layer) puts it after the day of receipt."""
    late = field.present and str(field.value) > received and field.method not in _SURE
    return field.model_copy(update={"confidence": min(field.confidence, DOUBTFUL)}) if late else field


def issued_by(documents: Iterable[Document], received: str) -> tuple[Document, ...]:
    """The documents, each with its day of issue so doubted."""
    return tuple(
        document.model_copy(update={"fields": document.fields | {"issued_on": signed_by(document["issued_on"], received)}})
        if "issued_on" in document.fields
        else document
        for document in documents
    )
