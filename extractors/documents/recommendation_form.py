"""举荐表: the applicant, the experts and the "+1", in whatever layout; a table of achievements and the employer's review where
they are printed there too.
"""

from collections.abc import Sequence

from extractors.documents.achievements import achievements
from extractors.documents.applicant import applicant, application
from extractors.documents.application_form import reviews
from extractors.documents.experts import expert
from extractors.documents.letters import is_letter, letter
from extractors.documents.loose import loose_text
from extractors.documents.plus_one import plus_one
from extractors.forms.remarks import rejoined
from extractors.forms.sections import OPEN, RECOMMENDERS, Section, group, sections
from schemas.document import Block, Document
from schemas.page import Sheet
from schemas.profile import Profile


def recommender(part: Section, profile: Profile) -> Block:
    """The block of one who recommends, by a form or by a letter."""
    if part.kind == "letter" or is_letter(part):
        return letter(part, profile)
    return expert(part, profile) if part.kind == "expert" else plus_one(part, profile)


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with its blocks; `holder` is the person recommended."""
    parts = rejoined(sections(sheets, profile))
    kinds = group(parts)
    own = kinds.get("applicant", []) + kinds.get(OPEN, [])
    blocks: list[Block] = [applicant(own, profile, parts), application(own, profile)]
    blocks += [recommender(part, profile) for part in parts if part.kind in RECOMMENDERS and (part.pairs or part.free())]
    blocks += achievements(sheets, (), profile)
    more, tags = reviews(kinds, profile)
    every = (*blocks, *more)
    update = {"blocks": every, "loose": loose_text(sheets, every), "fields": {"holder": blocks[0]["name"]}}
    return document.model_copy(update=update | {"tags": (*document.tags, *tags)})
