"""The applicant's list of materials against the documents: which document answers which row (FIL-09)."""

import re
from collections.abc import Mapping, Sequence

from extractors.assembly.match_evidence import bare, contained
from schemas.case import TocEntry
from schemas.document import Document
from schemas.field import Field
from schemas.profile import Profile
from schemas.terms.text import fold

NAMED = 0.6
"""From which likeness the title in brackets (专利证书（题名）) names a document."""
PLAINLY = 0.95
"""From which likeness it names one of another type, which calls itself what the item says, where none of the type is."""
_BRACKETS = re.compile(r"[(《“\"](?P<title>[^)]{2,}?)[)》”\"]*$")


def contents(rows: Sequence[tuple[str, Field]], documents: Sequence[Document], profile: Profile) -> tuple[TocEntry, ...]:
    """The rows ``(no, title)`` with the ids of the documents that answer them, by type and title."""
    others = [document for document in documents if document.type != "material_list"]
    return tuple(TocEntry(no=no, title=title, documents=_answers(str(title.value or ""), others, profile)) for no, title in rows)


def _answers(item: str, documents: Sequence[Document], profile: Profile) -> tuple[str, ...]:
    types = types_named(item, profile.forms["materials"])
    of_type = [document for document in documents if document.type in types]
    title = _title_in(item)
    if title:
        fitting = tuple(document.id for document in of_type if _names(title, document) >= NAMED)
        return fitting or tuple(d.id for d in documents if _names(title, d) >= PLAINLY and _calls_itself(item, d))
    if of_type:
        return tuple(document.id for document in of_type)
    name = bare(item)
    return tuple(
        d.id for d in documents if len(name) >= 4 and (contained(name, bare(d.title)) >= 0.9 or contained(name, _head(d)) >= 0.95)
    )


def types_named(item: str, materials: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The types of document that an item of the list may mean: those with the longest wording found in it."""
    folded = fold(item)
    for text in (re.split(r"[(《\"]", folded, maxsplit=1)[0], re.sub(r"\(.*?\)", "", folded), folded):
        found = _named_in(text, materials)
        if found:
            return found
    return ()


def _named_in(text: str, materials: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found = [(len(fold(word)), type) for type, words in materials.items() for word in words if fold(word) in text]
    longest = max((length for length, _ in found), default=0)
    return tuple(type for length, type in found if length == longest)


def _title_in(item: str) -> str:
    match = _BRACKETS.search(fold(item))
    return bare(match["title"]) if match else ""


def _names(title: str, document: Document) -> float:
    return max(contained(title, bare(str(document["title"].value or ""))), contained(title, bare(document.text)))


def _calls_itself(item: str, document: Document) -> bool:
    """Whether the document's head has the name that the item has before its brackets (专利受理通知书)."""
    return contained(bare(re.split(r"[(（《“]", item, maxsplit=1)[0]), _head(document)) >= PLAINLY


def _head(document: Document) -> str:
    return bare(document.text[:200])
