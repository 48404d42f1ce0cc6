"""Lists of awards: the row that is the applicant's says what the paper says of the award."""

from collections.abc import Sequence

from extractors.assembly.match_evidence import bare
from schemas.document import Block, Document
from schemas.field import Field
from schemas.terms.persons import same_name
from schemas.terms.text import similar

TITLED = 0.86
"""From which likeness of titles a row without the applicant's name is that of a listed achievement."""


def told(documents: Sequence[Document], applicant: Field, achievements: Sequence[Block]) -> tuple[Document, ...]:
    """The documents; lists of awards with the applicant's rows alone, and the fields of the first of them. Rows are the
    applicant's by name, else by the title of an achievement. A list without any keeps all its rows.
    """
    name = str(applicant.value) if applicant.present else ""
    titles = [bare(str(block["title"].value)) for block in achievements if block["title"].present]
    return tuple(_told(document, name, titles) if document.of_kind("award") else document for document in documents)


def _told(document: Document, name: str, titles: Sequence[str]) -> Document:
    rows = document.of_kind("award")
    own = [row for row in rows if name and any(same_name(name, winner) for winner in row["holders"].value or ())]
    own = own or [row for row in rows if _is_titled(row, titles)]
    if not own:
        return document
    others = tuple(block for block in document.blocks if block.kind != "award")
    return document.model_copy(update={"blocks": (*others, *own), "fields": {**document.fields, **own[0].fields}})


def _is_titled(row: Block, titles: Sequence[str]) -> bool:
    title = bare(str(row["title"].value)) if row["title"].present else ""
    return bool(title) and any(similar(title, other) >= TITLED for other in titles)
