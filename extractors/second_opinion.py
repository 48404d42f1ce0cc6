"""Second opinion: key phrases say what a document is; what it held once it was read as that may make it doubtful.

A document that bears the title of its type is believed. One that was told by its words alone is doubted where nothing was read in
it that only papers of its type say (`proofs` in the profile's documents.yaml): a lease speaks of 甲方 and 乙方 as a labour
contract does, but names no post. The opinion lowers the confidence and never changes the type: a person says what it is (FIL-06).
"""

from collections.abc import Mapping
from typing import Any

from extractors.division.classify import TITLE, kinds
from schemas.document import Document
from schemas.profile import Profile
from schemas.terms.text import fold

DOUBT = 0.4
"""What is left of a doubted confidence: always less than the limit that is delivered (``confidence.type``, 0.5)."""
REASON = "无此类材料的标题，也未读到此类材料特有的内容，类别存疑"


def second_opinion(document: Document, profile: Profile) -> Document:
    """The document with its fields as it is; or, doubted, with `DOUBT` of its confidence and the reason in its cut list."""
    given = profile.documents.get(document.type, {})
    if not given.get("proofs") or _proved(document, given) or _titled(document, profile):
        return document
    return document.model_copy(
        update={"confidence": round(document.confidence * DOUBT, 3), "reasons": (*document.reasons, REASON)}
    )


def _proved(document: Document, given: Mapping[str, Any]) -> bool:
    """Whether a field, or a block with anything in it, was read that only papers of the type have."""
    read = {name for name, field in document.fields.items() if field.present}
    read |= {block.kind for block in document.blocks if not block.empty}
    return bool(read & set(given["proofs"]))


def _titled(document: Document, profile: Profile) -> bool:
    """Whether its title is one that papers of its type bear, and not a word of it."""
    title = fold(document.title)
    own = next((kind for kind in kinds(profile.documents) if kind.type == document.type), None)
    return own is not None and any(weight >= TITLE and phrase in title for phrase, weight in own.titles.items())
