"""Plausible dates: a day of signing that lies after the day of receipt was more likely misread than written so."""

from schemas.field import Field

DOUBTFUL = 0.6
"""What such a reading is worth: a person is asked, whatever a rule would make of it."""
_SURE = ("pdf-text", "docx")


def signed_by(field: Field, received: str) -> Field:
    """The date as it is, but at most `DOUBTFUL` where a reader (not a text layer) puts it after the day of receipt."""
    late = field.present and str(field.value) > received and field.method not in _SURE
    return field.model_copy(update={"confidence": min(field.confidence, DOUBTFUL)}) if late else field
