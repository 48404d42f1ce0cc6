"""申报表: the applicant, what is applied for, the achievements row by row, the signature; the employer's review where it is
printed on the form.
"""

from collections.abc import Sequence

from extractors.documents.achievements import achievements
from extractors.documents.applicant import applicant, application
from extractors.documents.narrative import narrated
from extractors.documents.reviews import examined_block, publicity_block, review_blocks
from extractors.forms.dated import dated
from extractors.forms.review import tags as stated
from extractors.forms.sections import Section, form_lexicon, group, sections
from extractors.forms.slots import signed
from extractors.writing.prose import prose
from schemas.document import Block, Document
from schemas.page import Sheet
from schemas.profile import Profile

REVIEW = ("opinion", "publicity", "preliminary_review")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with its blocks; fields ``holder``, ``signed`` and ``issued_on`` are the applicant's."""
    parts = sections(sheets, profile, form_lexicon(profile, "achievement"))
    kinds = group(parts)
    own = [part for part in parts if part.kind not in REVIEW]
    blocks: list[Block] = [*narrated(applicant(own, profile), application(own, profile), prose(sheets), profile)]
    blocks += achievements(sheets, kinds.get("achievements", []), profile)
    more, tags = reviews(kinds, profile, [part.since(pair) for part in own for pair in part.of("opinion")[:1]])
    closing = next((part for part in reversed(own) if part.of("signature")), None)
    fields = {"holder": blocks[0]["name"]}
    if closing:
        fields |= {"signed": signed(closing), "issued_on": dated(closing)}
    update = {"blocks": (*blocks, *more), "fields": fields, "tags": (*document.tags, *tags)}
    return document.model_copy(update=update)


def reviews(
    kinds: dict[str, list[Section]], profile: Profile, unheaded: Sequence[Section] = ()
) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of the employer's review that a form prints, with their tags; `unheaded` are further parts of a form that
    hold an opinion.
    """
    blocks: list[Block] = []
    tags: tuple[str, ...] = ()
    for part in [*kinds.get("opinion", []), *unheaded]:
        made, facts = review_blocks(part, profile)
        blocks, tags = [*blocks, *made], (*tags, *facts)
    for part in kinds.get("publicity", []):
        opined, facts = review_blocks(part, profile) if part.of("opinion", "employer_opinion") else ([], ())
        blocks += [block for block in opined if block.kind != "publicity"]  # its own corner says that better
        tags = (*tags, *facts)
    for part in kinds.get("preliminary_review", []):
        examined = examined_block(part)
        blocks, tags = [*blocks, examined], (*tags, *stated(str(examined["text"].value or ""), profile))
        opined, facts = review_blocks(part, profile) if part.of("employer_opinion") else ([], ())
        blocks += [block for block in opined if block.kind != "preliminary_review"]
        tags = (*tags, *facts)
    blocks += [publicity_block(part, profile) for part in kinds.get("publicity", [])]
    return blocks, tags
