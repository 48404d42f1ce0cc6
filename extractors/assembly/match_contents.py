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
SHORTENED = 0.7
"""What it is worth that the document's title has all characters of the item's in their order (测头补偿 of 测头动态误差补偿)."""
PLAINLY = 0.95
"""From which likeness it names one of another type, which calls itself what the item says, where none of the type is."""
_REMARK = re.compile(r"正反面|复印件|原件|扫描件|^[共各]?[一二三四五六七八九十\d]+[份页人名张]$|签[字名]|盖章|^专家")
"""What a bracket behind a material says of its copies and its makers is no title; 三页岩 is one."""
_BRACKETS = re.compile(r"[(《“\"](?P<title>[^)]{2,}?)[)》”\"]*$")


def contents(rows: Sequence[tuple[str, Field]], documents: Sequence[Document], profile: Profile) -> tuple[TocEntry, ...]:
    """The rows ``(no, title)`` with the ids of the documents that answer them, by type and title."""
    others = [document for document in documents if document.type != "material_list"]
    found = [TocEntry(no=no, title=title, documents=_answers(str(title.value or ""), others, profile)) for no, title in rows]
    held = {document.id: document for document in others}
    spare = any(_is_spare(document, found, profile) for document in others)
    return tuple(_settled(_doubted(row, spare, profile), found, held, profile) for row in found)


def _is_spare(document: Document, rows: Sequence[TocEntry], profile: Profile) -> bool:
    """Whether no row names a document, nor any of its type; one of no type that has a title is known by that."""
    named = {type for row in rows for type in types_named(str(row.title.value or ""), profile.forms["materials"])}
    nameless = document.type == "other" and bool(document.title)
    return document.type not in named and not nameless and not any(document.id in row.documents for row in rows)


def _doubted(row: TocEntry, spare: bool, profile: Profile) -> TocEntry:
    """A row that nothing answers and whose words tell no type we know may mean a document that no row names: a person says."""
    unknown = not row.documents and not types_named(str(row.title.value or ""), profile.forms["materials"])
    return row.model_copy(update={"doubtful": True}) if unknown and spare else row


def _settled(row: TocEntry, rows: Sequence[TocEntry], held: Mapping[str, Document], profile: Profile) -> TocEntry:
    """A row that is answered only by documents of its kind that another row names in other words, with too few for both
    (项目验收意见 and 成果鉴定证书, and one document in one file): answered by those that call themselves what it says, by none
    where all call themselves what the other says, and doubtful where they do not say.
    """
    materials = profile.forms["materials"]
    item = str(row.title.value or "")
    rivals = [other for other in rows if other.documents == row.documents and other is not row]
    words = {_wording(str(other.title.value or ""), materials) for other in rivals} - {_wording(item, materials)}
    papers = {(id, ref.file) for id in row.documents for ref in held[id].pages}
    if not row.documents or not words or len(rivals) + 1 <= len(papers):
        return row
    if any(_is_called(item, held[id]) for id in row.documents):
        return row
    others = [str(other.title.value or "") for other in rivals]
    if all(any(_is_called(other, held[id]) for other in others) for id in row.documents):
        return row.model_copy(update={"documents": ()})
    return row.model_copy(update={"doubtful": True})


def _is_called(item: str, document: Document) -> bool:
    return _calls_itself(item, document) or contained(bare(item), bare(document.title)) >= NAMED


def _wording(item: str, materials: Mapping[str, Sequence[str]]) -> str:
    """The longest wording of a material that stands in an item."""
    return max((fold(word) for words in materials.values() for word in words if fold(word) in fold(item)), key=len, default="")


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
    remark = match is not None and match.group().startswith("(") and _REMARK.search(match["title"])
    return bare(match["title"]) if match and not remark else ""


def _names(title: str, document: Document) -> float:
    own = iter(bare(str(document["title"].value or document.title)))
    if len(title) >= 4 and all(char in own for char in title):
        return SHORTENED
    return max(contained(title, bare(str(document["title"].value or ""))), contained(title, bare(document.text)))


def _calls_itself(item: str, document: Document) -> bool:
    """Whether the document's head has the name that the item has before its brackets (专利受理通知书)."""
    return contained(bare(re.split(r"[(（《“]", item, maxsplit=1)[0]), _head(document)) >= PLAINLY


def _head(document: Document) -> str:
    return bare(document.text[:200])
