"""The panel of documents, the cut list and the files."""

from typing import Any, NamedTuple

from desk.signed import told
from desk.web.views import Spot, numbered, spots
from desk.web.words import DOCUMENT_FIELDS
from schemas.files import FileRecord
from schemas.record import CaseRecord, DocumentRecord, PageRecord

SHOWN_RAW = {"id_number"}
"""Fields whose value is masked."""


class Leaf(NamedTuple):
    """A page in its place: where it is, how well it reads, and why it stands here."""

    spot: Spot
    page: PageRecord


class Paper(NamedTuple):
    """A document: its fields as label, value and places; its pages."""

    document: DocumentRecord
    fields: list[tuple[str, str, list[Spot], bool]]
    leaves: list[Leaf]


def documents(record: CaseRecord) -> list[Paper]:
    """The documents in the record's order, then what lies in none (blank, doubled, unassigned pages) as one more."""
    leaves = _leaves(record)
    return [
        Paper(document, _fields(number, document, record), [leaf for leaf in leaves if leaf.page.place == document.id])
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
    return [Leaf(Spot(numbers[each.file], each.page, "", f"第{each.page}页"), each) for each in record.pages]


def _fields(number: int, document: DocumentRecord, record: CaseRecord) -> list[tuple[str, str, list[Spot], bool]]:
    found = []
    for name, value in document.fields.items():
        if value in (None, "", [], ()) or isinstance(value, bool):
            continue
        places = spots(record.provenance.get(f"/documents/{number}/fields/{name}", ()), record)
        found.append((DOCUMENT_FIELDS.get(name, name), _plain(value), places, name in SHOWN_RAW))
    return found


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
