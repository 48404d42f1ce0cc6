"""The panel of documents, the cut list and the files."""

import re
from typing import Any, NamedTuple

from desk.signed import told
from desk.web.moves import begins
from desk.web.placed import said_of_page
from desk.web.views import Spot, numbered, spots
from desk.web.words import DOCUMENT_FIELDS
from schemas.files import FileRecord
from schemas.record import CaseRecord, DocumentRecord, PageRecord
from schemas.terms.numbers import mask_id

MASKED = {"id_number"}
"""Fields whose value is masked."""

_NUMBER = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")


class Leaf(NamedTuple):
    """A page in its place: where it is (`number`: in the record), how well it reads, why it stands here, and where the
    machine had put it, if a person put it elsewhere.
    """

    spot: Spot
    page: PageRecord
    number: int
    machine: str = ""
    by: str = ""


class Paper(NamedTuple):
    """A document: its fields and QR codes as label, text and places; its pages; and the page that stands for it, if one does."""

    document: DocumentRecord
    fields: list[tuple[str, str, list[Spot]]]
    leaves: list[Leaf]
    begins: int | None


def documents(record: CaseRecord) -> list[Paper]:
    """The documents in the record's order, then what lies in none (blank, doubled, unassigned pages) as one more."""
    leaves = _leaves(record)
    return [
        Paper(
            document,
            _fields(number, document, record),
            [leaf for leaf in leaves if leaf.page.place == document.id],
            begins(record, document),
        )
        for number, document in enumerate(record.documents)
    ]


def loose(record: CaseRecord) -> list[Leaf]:
    """The pages that lie in no document."""
    known = {document.id for document in record.documents}
    return [leaf for leaf in _leaves(record) if leaf.page.place not in known]


def files(record: CaseRecord) -> list[tuple[int, FileRecord, list[str]]]:
    """The files with their numbers, and what is told of the electronic signatures in them."""
    return [(number, file, [told(signature) for signature in file.signatures]) for number, file in enumerate(record.files)]


def _leaves(record: CaseRecord) -> list[Leaf]:
    numbers = numbered(record)
    placed = {each.pointer: each for each in record.decisions if each.pointer}

    def leaf(number: int, page: PageRecord) -> Leaf:
        spot = Spot(numbers[page.file], page.page, "", f"第{page.page}页")
        act = placed.get(f"/pages/{number}")
        return Leaf(spot, page, number, said_of_page(act.machine, record) if act else "", act.by if act else "")

    return [leaf(number, page) for number, page in enumerate(record.pages)]


def _fields(number: int, document: DocumentRecord, record: CaseRecord) -> list[tuple[str, str, list[Spot]]]:
    found = []
    for name, value in document.fields.items():
        if value in (None, "", [], ()) or isinstance(value, bool):
            continue
        pointer = f"/documents/{number}/fields/{name}"
        text = _shown(name, value)
        if pointer in record.repairs:
            text += f"（按校验位更正一字，原读作{_shown(name, record.repairs[pointer])}）"
        found.append((DOCUMENT_FIELDS.get(name, name), text, spots(record.provenance.get(pointer, ()), record)))
    return [*found, *(("二维码", _NUMBER.sub(_masked, code.text), spots([code], record)) for code in document.codes)]


def _masked(number: re.Match[str]) -> str:
    return mask_id(number[0])


def _shown(name: str, value: Any) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return mask_id(text) if name in MASKED else text
