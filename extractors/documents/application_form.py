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
    for part in kinds.get("preliminary_review", []):
        examined, (below, facts) = examined_block(part), _opinion_below(part, profile, "employer_opinion")
        blocks, tags = [*blocks, examined, *below], (*tags, *stated(str(examined["text"].value or ""), profile), *facts)
    for part in kinds.get("publicity", []):
        below, facts = _opinion_below(part, profile, "opinion", "employer_opinion")
        blocks, tags = [*blocks, *below], (*tags, *facts)
    blocks += [publicity_block(part, profile) for part in kinds.get("publicity", [])]
    return blocks, tags


def _opinion_below(part: Section, profile: Profile, *names: str) -> tuple[list[Block], tuple[str, ...]]:
    """The employer's opinion that stands below another part of its review in one corner of a form, under a label of `names`, with
    its tags; what the corner itself says is told better by its own block.
    """
    opined, facts = review_blocks(part, profile) if part.of(*names) else ([], ())
    return [block for block in opined if block.kind != part.kind], facts
