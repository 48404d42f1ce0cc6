"""The employer's review as blocks: the opinion, the publicity and the preliminary review, on a paper of their own or on a
corner of a form (单位推荐意见栏, 公示情况栏).
"""

import re

from extractors.forms.blocks import best, first
from extractors.forms.closing import issuer
from extractors.forms.dated import dated
from extractors.forms.opinions import body, opinion
from extractors.forms.review import conclusion, period, result, says, tags
from extractors.forms.sections import Section
from extractors.forms.slots import sealed
from extractors.writing.prose import Prose, of_strips
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile

_SENTENCE = re.compile(r"[^.]*(?:初审|履职情况)[^.]*\.?")


def review_blocks(part: Section, profile: Profile) -> tuple[list[Block], tuple[str, ...]]:
    """The ``opinion`` block of a part of a form, the ``publicity`` and ``preliminary_review`` blocks its text states, and
    the tags of the document.
    """
    text = opinion(part, "employer_opinion", "opinion")
    if not text.present:
        text = first([body(part), text])
    if text.state == "not_found":
        return [], ()
    written = str(text.value or "")
    by = first([best(part.of("organisation"), "organisation"), issuer(part)])
    seen, lettering = sealed(part)
    fields = {
        "text": text,
        "conclusion": text.model_copy(update={"value": conclusion(written, profile)}) if text.present else text,
        "sealed": seen,
        "seal_text": lettering,
        "signed_on": dated(part, part.of("employer_opinion", "opinion")),
        "issuer": by,
    }
    blocks = [Block(kind="opinion", fields=fields, pages=part.pages)]
    said = of_strips(entry.strip for entry in part.entries)
    corners = "".join(span.text for pair in part.of("publicity", "preliminary_review") for span in (pair.label.span, *pair.value))
    if says(written + corners, profile.forms["publicity_phrases"]["stated"]):
        blocks += stated_publicity(said, by, profile)
    blocks += preliminary(said, written + corners)
    slots = ("seal_slot",) if part.of("seal") else ()
    return [block.model_copy(update={"pages": part.pages}) for block in blocks], (*tags(written + corners, profile), *slots)


def stated_publicity(text: Prose, by: Field, profile: Profile) -> list[Block]:
    """The ``publicity`` block of a text that tells of it."""
    days = period(text)
    fields = {"issuer": by, "start": days.start, "end": days.end, "result": result(text, profile)}
    return [Block(kind="publicity", fields=fields)]


def preliminary(text: Prose, written: str) -> list[Block]:
    """The ``preliminary_review`` block: the sentence that says that duty and materials were examined."""
    match = _SENTENCE.search(text.text) if "初审" in written or "履职情况" in written else None
    if not match:
        return []
    return [Block(kind="preliminary_review", fields={"text": text.field(match.start(), match.end())})]


def examined_block(part: Section) -> Block:
    """The ``preliminary_review`` block of a form's own corner for it (初审意见)."""
    return Block(kind="preliminary_review", fields={"text": opinion(part, "preliminary_review")}, pages=part.pages)


def publicity_block(part: Section, profile: Profile) -> Block:
    """The ``publicity`` block of a form's own corner for it (公示情况)."""
    said = of_strips(entry.strip for entry in part.entries)
    days = period(said)
    by = first([best(part.of("employer"), "employer"), issuer(part)])
    fields = {"issuer": by, "start": days.start, "end": days.end, "result": result(said, profile)}
    empty = not any(made.present for made in (days.start, days.end, fields["result"]))
    blank = NOT_FOUND.model_copy(update={"state": "blank"})
    return Block(
        kind="publicity", fields={**fields, "start": blank, "end": blank, "result": blank} if empty else fields, pages=part.pages
    )
