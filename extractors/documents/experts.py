"""The recommending experts of the 举荐表 (Article 4): one block each, in the order of the form, empty ones included."""

from collections.abc import Sequence

from extractors.blocks import best, first, slot
from extractors.opinions import opinion
from extractors.sections import Section, is_signer
from extractors.slots import dated, signed
from schemas.document import Block
from schemas.field import Field
from schemas.profile import Profile

PLAIN = ("employer", "position", "specialty", "phone")


def experts(parts: Sequence[Section], profile: Profile) -> list[Block]:
    """The ``expert`` blocks of these sections."""
    return [expert(part, profile) for part in parts]


def expert(part: Section, profile: Profile) -> Block:
    """One expert. `title` is as written; whether it is of full rank is told where the case is put together."""
    fields = {name: slot(part, name, profile.titles) for name in PLAIN}
    fields["employer"] = first([fields["employer"], best(part.of("organisation"), "employer")])
    fields["name"] = name(part)
    fields["title"] = first([slot(part, "title", profile.titles), best(part.of("current_title"), "title")])
    fields["opinion"] = opinion(part, "opinion")
    fields["signed"] = signed(part)
    fields["signed_on"] = dated(part, part.of("opinion"))
    return Block(kind="expert", fields=fields, pages=part.pages)


def name(part: Section) -> Field:
    """The recommender's name; a label that may as well stand before the signature counts only where no other is printed."""
    slots = part.of("name")
    sure = [pair for pair in slots if not is_signer(pair)] or slots[:1]
    return best(sure, "name")
