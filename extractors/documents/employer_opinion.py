"""单位推荐意见: what the employer (or the association, or the district bureau) concludes, under seal and date."""

import re
from collections.abc import Sequence

from extractors.documents.applicant import application
from extractors.documents.reviews import review_blocks
from extractors.forms.applied import applied_for
from extractors.forms.blocks import best, first
from extractors.forms.sections import whole
from extractors.writing.prose import prose
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.page import Sheet
from schemas.profile import Profile


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with ``opinion`` (and ``publicity``, ``preliminary_review``) blocks; ``level``, ``series``, ``specialty``
    and ``holder`` as fields where the paper states them.
    """
    part = whole(sheets, profile)
    blocks, tags = review_blocks(part, profile)
    opinion = next((block for block in blocks if block.kind == "opinion"), None)
    stated, said = application([part], profile), applied_for(prose(sheets))
    fields = {
        "holder": best(part.of("applicant_name", "name"), "name"),
        "level": stated["level"],
        "series": first([stated["series"], said["series"]]),
        "specialty": first([stated["specialty"], said["specialty"]]),
    }
    if opinion:
        fields["level"] = first([fields["level"], _stated_level(opinion["text"])])
        fields |= {"issuer": opinion["issuer"], "issued_on": opinion["signed_on"]}
    kept = {name: made for name, made in fields.items() if made.state != "not_found"}
    return document.model_copy(update={"blocks": tuple(blocks), "fields": kept, "tags": (*document.tags, *tags)})


def _stated_level(text: Field) -> Field:
    """The level that the opinion itself names, where it names one only."""
    named = set(re.findall(r"[正副]高级?", str(text.value or "")))
    levels = {word[0] for word in named}
    return text.model_copy(update={"value": f"{levels.pop()}高级"}) if len(levels) == 1 else NOT_FOUND
