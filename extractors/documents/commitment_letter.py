"""承诺书: the applicant's declaration that all is true, signed and dated."""

import re
from collections.abc import Sequence

from extractors.forms.closing import issued_on
from extractors.forms.dated import dated
from extractors.forms.sections import whole
from extractors.forms.slots import signed
from extractors.writing.pairs import Pair
from extractors.writing.prose import prose
from extractors.writing.strips import Span, field
from schemas.document import Document
from schemas.field import NOT_FOUND, Field
from schemas.geometry import overlap
from schemas.page import Sheet
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

_HOLDER = re.compile(r"本人\(?(?P<name>[\u4e00-\u9fff·]{2,8}?)\)?[,(]")


def read(document: Document, sheets: Sequence[Sheet], profile: Profile) -> Document:
    """The document with ``issued_on``, ``signed`` and, where a name can be read, ``holder``."""
    part = whole(sheets, profile)
    day = dated(part)
    fields = {"issued_on": day if day.present else issued_on(part), "signed": signed(part), "holder": _holder(sheets, profile)}
    kept = {name: made for name, made in fields.items() if made.state != "not_found"}
    return document.model_copy(update={"fields": kept})


def _is_written(span: Span) -> bool:
    """Whether the words are pen strokes: a signature, which is read by guesswork and states no name."""
    inks = [mark.box for mark in span.strip.sheet.page.marks if mark.kind == "ink"]
    return span.box is not None and any(overlap(span.box, ink) > 0.5 for ink in inks)


def _is_signed(pair: Pair) -> bool:
    """Whether the label asks for a signature, on a picture of the page: what stands behind it is one."""
    return pair.sheet.page.kind == "scan" and "签" in pair.label.span.text


def _holder(sheets: Sequence[Sheet], profile: Profile) -> Field:
    part = whole(sheets, profile)
    for pair in part.of("applicant_name", "signature", "name"):
        for span in [] if _is_signed(pair) else pair.value:
            name = re.split(r"[\s\d]", span.text.strip())[0]
            if looks_like_name(name) and not _is_written(span):
                return field([span], value=name)
    text = prose(sheets)
    match = _HOLDER.search(text.text)
    return text.field(match.start("name"), match.end("name")) if match and looks_like_name(match["name"]) else NOT_FOUND
