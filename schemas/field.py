"""A field: one value read off the materials, with its state, its places and how far it may be trusted."""

from typing import Any, Literal

from schemas.base import Value
from schemas.geometry import Place

State = Literal["read", "blank", "unreadable", "not_found"]


class Field(Value):
    """One value with where it came from.

    `value`: what the record shows (``None`` unless `state` is ``read``); dates are ISO, cut where the source is.
    `raw`: as written. `state`: ``blank`` means that the slot is printed and empty, ``not_found`` that no slot was seen.
    `confidence`: 0 to 1, the chance that the value is right. `method`: which reader (``pdf-text``, ``docx``, ``rapidocr``,
    ``rapidocr+tesseract``, ``image`` for marks …). `repaired`: the value as it was read, where a single character of it was put
    right by the number's own check.
    """

    value: Any = None
    raw: str | None = None
    state: State = "not_found"
    confidence: float = 1.0
    places: tuple[Place, ...] = ()
    method: str = ""
    repaired: str | None = None

    @property
    def present(self) -> bool:
        """Whether there is something to judge by."""
        return self.state == "read" and self.value not in (None, "", [], ())

    @property
    def absent(self) -> bool:
        """Whether it can be said that nothing is there: an empty slot, or no slot on well-read pages."""
        return self.state in ("blank", "not_found")


NOT_FOUND = Field()
