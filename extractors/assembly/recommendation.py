"""The experts and the "+1" of a case, out of all the recommendation papers of a dossier."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.case import Expert, PlusOne
from schemas.document import Block, Document
from schemas.field import NOT_FOUND, Field
from schemas.profile import Profile
from schemas.terms import organisations
from schemas.terms.persons import same_name
from schemas.terms.titles import level_of

_EXPERT = tuple(name for name in Expert.model_fields if name not in ("title_level", "signature", "document"))
_OF_PERSON = ("title", "employer", "position", "specialty", "phone")
_PLUS_ONE = tuple(name for name in PlusOne.model_fields if name not in ("organisation_type", "signature", "document"))


def experts(documents: Sequence[Document], profile: Profile) -> tuple[Expert, ...]:
    """Every expert of every form, in their order. A person who is listed twice is listed twice: the rules judge that.

    A printed block that nobody filled in is no expert (Article 4 counts recommenders, not slots).
    """
    every = [(document, block) for document in documents for block in document.of_kind("expert") if not untouched(block)]
    named = [block for _, block in every if block["name"].present]
    if len(named) >= int(profile.setting("experts.min_count", 3)):
        every = [pair for pair in every if not _is_said_again(pair[1], named)]
    mixed = {document.id for document, block in every if _is_mixed_up(block, profile)}
    held = [(document, _doubted(block) if document.id in mixed else block) for document, block in joined(every)]
    return tuple(
        Expert(
            **{name: block[name] for name in _EXPERT},
            title_level=title_level(block["title"], profile.titles),
            signature=block["signature"].value,
            document=block.document or document.id,
        )
        for document, block in held
    )


def _is_said_again(block: Block, named: Sequence[Block]) -> bool:
    """Whether a block without a name, an opinion or a signature repeats the title and the employer of one who has a name. It
    counts only beside as many named experts as are needed: a colleague whose name was left out may be just like that.
    """
    own = (block["title"].value, block["employer"].value)
    if block["name"].present or block["opinion"].present or block["signed"].value is True or not all(own):
        return False
    return any((other["title"].value, other["employer"].value) == own for other in named)


def _is_mixed_up(block: Block, profile: Profile) -> bool:
    """Whether the rows of a form were read across one another: a title or a telephone number stands where a name should."""
    name = str(block["name"].value or "")
    return level_of(name, profile.titles) != "unknown" or bool(re.fullmatch(r"[\d\- ]{7,}", name))


def _doubted(block: Block) -> Block:
    """The block of a form that was read amiss: of what it seems to lack nobody can say that it is not there."""
    lost = {name: block[name].model_copy(update={"state": "unreadable"}) for name in _EXPERT if not block[name].present}
    return block.model_copy(update={"fields": {**block.fields, **lost}})


def joined(held: Sequence[tuple[Document, Block]]) -> list[tuple[Document, Block]]:
    """A list of experts and the pages of their opinions are one form, though they came as two documents: an entry that has no
    place for an opinion is taken together with the block of the same name that has one, the rest in order, if as many
    opinions say nothing of their people as there are people without one.
    """
    entries = [n for n, (_, block) in enumerate(held) if not _has_opinion(block)]
    twins: dict[int, int] = {}
    for entry in entries:
        twin = next((n for n in range(len(held)) if n not in twins.values() and _is_entry_of(held[entry][1], held[n][1])), None)
        twins |= {} if twin is None else {entry: twin}
    single = [n for n in entries if n not in twins]
    bare = [n for n, (_, block) in enumerate(held) if n not in twins.values() and _is_bare(block)]
    twins |= dict(zip(single, bare, strict=True)) if len(single) == len(bare) else {}
    whole = {n: (held[twin][0], _completed(held[twin][1], held[n][1])) for n, twin in twins.items()}
    return [whole.get(n, pair) for n, pair in enumerate(held) if n not in twins.values()]


def _is_bare(block: Block) -> bool:
    """Whether a block holds an opinion and nothing of the person but a signature."""
    return _has_opinion(block) and not any(block[name].present for name in _OF_PERSON)


def _has_opinion(block: Block) -> bool:
    return block["opinion"].state != "not_found"


def _is_entry_of(entry: Block, block: Block) -> bool:
    named = entry["name"].present and block["name"].present
    apart = not _has_opinion(entry) and _has_opinion(block)
    return apart and named and same_name(str(entry["name"].value), str(block["name"].value))


def _completed(block: Block, entry: Block) -> Block:
    """The block with the name of the list and what only the list says; signature and date are the block's own."""
    only = {name: said for name, said in entry.fields.items() if name not in ("signed", "signed_on") and not block[name].present}
    only |= {"name": entry["name"]} if entry["name"].present else {}
    return block.model_copy(update={"fields": {**block.fields, **only}})


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
        document=block.document or document.id,
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
