"""举荐表: the applicant, the experts and the "+1", in whatever layout; the employer's review where it is printed there too."""

from collections.abc import Sequence

from extractors.documents.applicant import applicant, application
from extractors.documents.application_form import reviews
from extractors.documents.experts import experts
from extractors.documents.letters import letters
from extractors.documents.plus_one import plus_ones
from extractors.remarks import rejoined
from extractors.sections import OPEN, group, sections
from schemas.document import Block, Document
from schemas.page import Sheet
from schemas.profile import Profile


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with its blocks; `holder` is the person recommended."""
    parts = rejoined(sections(sheets, profile))
    kinds = group(parts)
    own = kinds.get("applicant", []) + kinds.get(OPEN, [])
    blocks: list[Block] = [applicant(own, profile, parts), application(own, profile)]
    blocks += experts(kinds.get("expert", []), profile)
    blocks += letters(kinds.get("letter", []), profile)
    blocks += plus_ones(kinds.get("plus_one", []), profile)
    more, tags = reviews(kinds, profile)
    update = {"blocks": (*blocks, *more), "fields": {"holder": blocks[0]["name"]}, "tags": (*document.tags, *tags)}
    return document.model_copy(update=update)
