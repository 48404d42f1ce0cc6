"""A recommending expert of the 举荐表 (Article 4) as a block, an empty one included."""

import re
from collections.abc import Mapping

from extractors.forms.blocks import best, first, slot, split
from extractors.forms.dated import dated
from extractors.forms.opinions import opinion
from extractors.forms.sections import Section, is_signer
from extractors.forms.slots import signature, signed, undated
from extractors.writing.strips import field
from schemas.document import Block
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms.persons import looks_like_name

WRITTEN = 0.6
"""How far a name may be trusted that was read off a signature."""
PLAIN = ("employer", "position", "specialty", "phone")


def expert(part: Section, profile: Profile) -> Block:
    """One expert. `title` is as written; whether it is of full rank is told where the case is put together."""
    fields = {name: slot(part, name, profile.titles) for name in PLAIN}
    fields["employer"] = first([fields["employer"], best(part.of("organisation"), "employer")])
    fields["name"] = name(part, profile.titles)
    fields["title"] = first([slot(part, "title", profile.titles), best(part.of("current_title"), "title")])
    fields["opinion"] = opinion(part, "opinion")
    fields["signed"] = signed(part)
    fields["signature"] = signature(part)
    fields["signed_on"] = dated(part, part.of("opinion"))
    return Block(kind="expert", fields=fields, pages=part.pages)


def name(part: Section, titles: Mapping[str, object]) -> Field:
    """The recommender's name, out of a slot of its own or of one that holds the title as well. A label that may as well stand
    before the signature counts only where no other is printed; where there is none at all, what was read in the signature's
    slot, at the trust of handwriting.
    """
    slots = part.of("name")
    if slots:
        asked = [pair for pair in slots if not is_signer(pair)] or slots[:1]
        found = best(asked, "name")
        shared = next((pair for pair in asked if len(set(pair.label.names)) > 1 and pair.field("name") == found), None)
        return split(shared, "name", titles) if shared and found.present else found
    read = [(pair, span) for pair in part.of("signature") for span in pair.value if looks_like_name(undated(span.text))]
    if not read:
        return NOT_FOUND
    pair, written = read[0]
    trust = 1.0 if len(part.of("signature")) > 1 and not re.search("[签章]", pair.label.span.text) else WRITTEN
    return field([written], value=undated(written.text), trust=trust)
