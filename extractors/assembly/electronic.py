"""Electronic signatures and seals as evidence: they have the force of those on paper (国务院令第716号第八、九条).

What the eye does not find in a slot may be there as a signature in the file. One that is intact, and whose certificate someone
else has issued, signs or seals; of any other a person is asked, for no root is configured here to trust. An altered one proves
nothing: its document bears a hint.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.document import Block, Document
from schemas.field import Field
from schemas.files import FileRecord, Signature
from schemas.geometry import Box, PageRef, Place, centre, contains, overlap

METHOD = "e-signature"
SURE, ASKED = 0.9, 0.5
_AROUND = 0.02  # of the page: a field need not lie wholly in the room that the print leaves for it


class _Seen(NamedTuple):
    """A signature on the page on which it is to be seen."""

    page: PageRef
    signature: Signature


def with_electronic(documents: Sequence[Document], files: Iterable[FileRecord]) -> tuple[Document, ...]:
    """The documents with what the signatures of their files say: slots that are filled, and tags of what was altered."""
    held = [file for file in files if file.signatures]
    if not held:
        return tuple(documents)
    seen = [
        _Seen(PageRef(file=file.path, page=s.page), s)
        for file in held
        for s in file.signatures
        if s.page and s.state != "altered"
    ]
    spoilt = [page for file in held for page in _spoilt(file, documents)]
    edited = [PageRef(file=file.path, page=page) for file in held for s in file.signatures for page in s.changed]
    return tuple(_document(document, seen, spoilt, edited) for document in documents)


def _spoilt(file: FileRecord, documents: Sequence[Document]) -> list[PageRef]:
    """Where altered signatures stand; of one that is not to be seen the first page of the file that is part of a document."""
    pages = [page for document in documents for page in document.pages if page.file == file.path]
    altered = [signature for signature in file.signatures if signature.state == "altered"]
    return [
        PageRef(file=file.path, page=s.page) if s.page else min(pages, key=lambda p: p.page) for s in altered if s.page or pages
    ]


def _document(document: Document, seen: Sequence[_Seen], spoilt: Sequence[PageRef], edited: Sequence[PageRef]) -> Document:
    own = [each for each in seen if each.page in document.pages]
    bad, later = any(page in document.pages for page in spoilt), any(page in document.pages for page in edited)
    tags = (("esign_invalid",) if bad else ()) + (("edited",) if bad or later else ())
    return document.model_copy(
        update={
            "fields": _filled(document.fields, own, document.pages),
            "blocks": tuple(_block(block, own, document) for block in document.blocks),
            "tags": tuple(dict.fromkeys((*document.tags, *tags))),
        }
    )


def _block(block: Block, seen: Sequence[_Seen], document: Document) -> Block:
    return block.model_copy(update={"fields": _filled(block.fields, seen, block.pages or document.pages)})


def _filled(fields: dict[str, Field], seen: Sequence[_Seen], pages: Sequence[PageRef]) -> dict[str, Field]:
    """The fields with ``signed`` and ``sealed`` as far as signatures on these pages tell what was not seen."""
    here = [each for each in seen if each.page in pages]
    filled = dict(fields)
    for name in ("signed", "sealed"):
        field = fields.get(name)
        if field is None or field.value is True or field.state == "not_found":
            continue
        fitting = [each for each in here if _fits(each, name, field)]
        if fitting:
            best = max(fitting, key=lambda each: _counts(each.signature))
            filled[name] = _made(best, True)
            if name == "sealed" and "seal_text" in fields and not fields["seal_text"].present:
                filled["seal_text"] = _made(best, best.signature.signer_masked)
    return filled


def _fits(each: _Seen, name: str, field: Field) -> bool:
    """An organisation's on the page for a seal; for a signature what lies in its slot, and without a slot a person's."""
    if name == "sealed":
        return each.signature.kind == "seal"
    slots = [place.box for place in field.places if place.box and (place.file, place.page) == (each.page.file, each.page.page)]
    box = each.signature.box
    if not slots or box is None:
        return each.signature.kind == "signature" and not any(place.box for place in field.places)
    return any(_lies_in(box, slot) for slot in slots)


def _lies_in(box: Box, slot: Box) -> bool:
    room = (slot[0] - _AROUND, slot[1] - _AROUND, slot[2] + _AROUND, slot[3] + _AROUND)
    return overlap(box, room) >= 0.4 or contains(room, *centre(box)) or overlap(slot, box) >= 0.6


def _counts(signature: Signature) -> bool:
    return signature.state == "intact" and not signature.self_issued


def _made(each: _Seen, value: object) -> Field:
    where = (Place(file=each.page.file, page=each.page.page, box=each.signature.box),)
    if _counts(each.signature) and value is not None:
        return Field(value=value, state="read", confidence=SURE, places=where, method=METHOD)
    return Field(state="unreadable", confidence=ASKED, places=where, method=METHOD)
