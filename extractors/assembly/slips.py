"""Slips of the reader in the employer's name: where a paper names a body that is the employer but for one character, and the
reader was unsure of that very character (a seal lies over it), the paper names the employer.

Print of which the reader is sure is never put right: another name is for a person to judge.
"""

from collections.abc import Iterable, Sequence

from schemas.document import Block, Document
from schemas.field import Field
from schemas.geometry import PageRef
from schemas.page import Line, Sheet

UNSURE = 0.8
"""How sure of a character the reader may be at most, that it counts as a slip."""
TRUST = 0.85
"""How far the mended name may be trusted at most."""
LEAST = 6
"""Characters; of a shorter name one is too much."""
_NAMES = ("issuer", "employer")


def mended(documents: Sequence[Document], employer: Field, sheets: Iterable[Sheet]) -> tuple[Document, ...]:
    """The documents with such names as the forms write the employer's; `raw` keeps what was read."""
    name = str(employer.value) if employer.present else ""
    lines = {sheet.ref: sheet.page.lines for sheet in sheets if sheet.page.kind == "scan"}
    return tuple(_mended(document, name, lines) for document in documents) if len(name) >= LEAST else tuple(documents)


def _mended(document: Document, name: str, lines: dict[PageRef, tuple[Line, ...]]) -> Document:
    held = [line for ref in document.pages for line in lines.get(ref, ())]
    blocks = tuple(block.model_copy(update={"fields": _all(block, name, held)}) for block in document.blocks)
    return document.model_copy(update={"fields": _all(document, name, held), "blocks": blocks}) if held else document


def _all(holder: Document | Block, name: str, lines: Sequence[Line]) -> dict[str, Field]:
    return {key: _put_right(field, name, lines) if key in _NAMES else field for key, field in holder.fields.items()}


def _put_right(field: Field, name: str, lines: Sequence[Line]) -> Field:
    read = str(field.value) if field.present else ""
    apart = [at for at, (one, other) in enumerate(zip(read, name, strict=False)) if one != other]
    if len(read) != len(name) or len(apart) != 1:
        return field
    seen = [line.sure[at + apart[0]] for line in lines if len(line.sure) == len(line.text) and (at := line.text.find(read)) >= 0]
    if not seen or max(seen) > UNSURE:
        return field
    return field.model_copy(update={"value": name, "raw": read, "confidence": min(field.confidence, TRUST)})
