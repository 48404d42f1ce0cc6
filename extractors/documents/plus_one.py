"""The "+1": the one responsible principal who recommends by name (Article 4, items 1 to 4)."""

from extractors.documents.experts import name
from extractors.forms.blocks import best, first, slot
from extractors.forms.dated import dated
from extractors.forms.opinions import opinion
from extractors.forms.sections import Section
from extractors.forms.slots import sealed, signature, signed
from schemas.document import Block
from schemas.profile import Profile


def plus_one(part: Section, profile: Profile) -> Block:
    """One "+1" block: organisation, name, position, phone, opinion, signature, seal, date."""
    seen, lettering = sealed(part)
    fields = {
        "organisation": first([best(part.of("organisation"), "organisation"), slot(part, "employer", profile.titles)]),
        "name": name(part, profile.titles),
        "position": slot(part, "position", profile.titles),
        "phone": slot(part, "phone", profile.titles),
        "opinion": opinion(part, "opinion", "employer_opinion"),
        "signed": signed(part),
        "signature": signature(part),
        "sealed": seen,
        "seal_text": lettering,
        "signed_on": dated(part, part.of("opinion", "employer_opinion")),
    }
    return Block(kind="plus_one", fields=fields, pages=part.pages)
