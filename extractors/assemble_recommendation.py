"""The experts and the "+1" of a case, out of all the recommendation papers of a dossier."""

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.case import Expert, PlusOne
from schemas.document import Block, Document
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms import organisations
from schemas.terms.titles import level_of

_EXPERT = tuple(name for name in Expert.model_fields if name not in ("title_level", "signature", "document"))
_PLUS_ONE = tuple(name for name in PlusOne.model_fields if name not in ("organisation_type", "signature", "document"))


def experts(documents: Sequence[Document], profile: Profile) -> tuple[Expert, ...]:
    """Every expert of every form, in their order. A person who is listed twice is listed twice: the rules judge that.

    A printed block that nobody filled in is no expert (Article 4 counts recommenders, not slots).
    """
    held = [(document, block) for document in documents for block in document.of_kind("expert") if not untouched(block)]
    return tuple(
        Expert(
            **{name: block[name] for name in _EXPERT},
            title_level=title_level(block["title"], profile.titles),
            signature=block["signature"].value,
            document=document.id,
        )
        for document, block in held
    )


def plus_one(documents: Sequence[Document]) -> PlusOne | None:
    """The "+1": of several blocks the fullest; None where there is none, or only an empty one."""
    held = [(document, block) for document in documents for block in document.of_kind("plus_one") if not untouched(block)]
    if not held:
        return None
    document, block = max(held, key=lambda pair: sum(field.present for field in pair[1].fields.values()))
    return PlusOne(
        **{name: block[name] for name in _PLUS_ONE},
        organisation_type=organisation_type(block["organisation"]),
        signature=block["signature"].value,
        document=document.id,
    )


def untouched(block: Block) -> bool:
    """Whether nothing was written into the block, as far as its page can be read."""
    return block.empty and not any(field.state == "unreadable" and field.raw for field in block.fields.values())


def title_level(title: Field, titles: Mapping[str, Any]) -> Field:
    """full, deputy, mid, junior or unknown by the lists of titles; unknown where none is written."""
    if not title.present:
        return Field(value="unknown", state="read", places=title.places, confidence=title.confidence, method=title.method)
    return title.model_copy(update={"value": level_of(str(title.value), titles)})


def organisation_type(organisation: Field) -> Field:
    """What kind of body the "+1" speaks for, by its name."""
    return (
        organisation.model_copy(update={"value": organisations.kind(str(organisation.value))})
        if organisation.present
        else NOT_FOUND
    )
