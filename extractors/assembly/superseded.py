"""Superseded: what a later delivery sends again takes the place of the earlier paper, which is held but no longer judged.

A paper that a dossier has once (公示证明, 推荐意见 …) is replaced by its successor; a certificate by one of the same number or
title; a form as far as the new one says the same things again: the second expert's page renews the second expert only.
What is new takes the old one's place in the order, so that the second expert stays the second.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemas.document import Block, BlockKind, Document, DocumentType
from schemas.files import Delivered
from schemas.geometry import PageRef
from schemas.terms import organisations
from schemas.terms.persons import same_name
from schemas.terms.text import fold, similar

ONCE: tuple[DocumentType, ...] = ("publicity_certificate", "employer_opinion", "commitment_letter", "material_list")
FORMS: tuple[DocumentType, ...] = ("recommendation_form", "application_form")
OF_A_PERSON: tuple[DocumentType, ...] = ("labour_contract", "employment_certificate", "social_insurance_record")
SAID_BY: Mapping[DocumentType, BlockKind] = {"publicity_certificate": "publicity", "employer_opinion": "opinion"}
"""A new paper of its own outranks what older papers say of the same in passing."""
TITLES_ALIKE = 0.85
"""Likeness of two titles that are one: a reading error or two apart, not another work."""


class Standing(NamedTuple):
    """The documents that count, in order, and those that later ones have replaced."""

    documents: tuple[Document, ...]
    superseded: tuple[Document, ...]


def standing(documents: Sequence[Document], delivered: Iterable[Delivered]) -> Standing:
    """Sort out what a later round replaced. In the first round everything stands."""
    rounds = {each.path: each.round for each in delivered}
    arrived = {document.id: max((_round(page, rounds) for page in document.pages), default=1) for document in documents}
    held: list[Document] = []
    gone: list[Document] = []
    for document in sorted(documents, key=lambda each: arrived[each.id]):
        older = [each for each in held if arrived[each.id] < arrived[document.id]]
        replaced = [each for each in older if _replaces(document, each)]
        gone += replaced
        _put(document, replaced, held)
        _renew(document.id, [each.id for each in older if each not in replaced], held)
    return Standing(tuple(held), tuple(gone))


def _round(page: PageRef, rounds: Mapping[str, int]) -> int:
    """The round in which the page's file, or the archive that it came in, arrived."""
    inside = (number for path, number in rounds.items() if page.file.startswith(f"{path}!/"))
    return rounds.get(page.file, 0) or max(inside, default=1)


def _put(document: Document, replaced: Sequence[Document], held: list[Document]) -> None:
    """Into the place of the first that it replaces, else to the end."""
    at = held.index(replaced[0]) if replaced else len(held)
    held.insert(at, document)
    held[:] = [each for each in held if each not in replaced]


def _replaces(new: Document, old: Document) -> bool:
    """Whether nothing of the old paper is left to count."""
    if new.type != old.type:
        return False
    if new.type in FORMS:
        return _in_common(new, old) and all(block.empty or _counterpart(block, new) is not None for block in old.blocks)
    return new.type in ONCE or _same_paper(new, old)


def _same_paper(new: Document, old: Document) -> bool:
    """Whether both are one certificate, work or contract: its number, its title and day, or the person it is made out to."""
    number, title = (new["number"], old["number"]), (new["title"], old["title"])
    if all(field.present for field in number):
        return fold(str(number[0].value)) == fold(str(number[1].value))
    if all(field.present for field in title):
        days = [str(d["issued_on"].value) for d in (new, old) if d["issued_on"].present]
        same_day = len(days) == 2 and days[0] == days[1]
        alike = fold(str(title[0].value)) == fold(str(title[1].value))
        return (same_day or (alike and len(days) < 2)) and similar(str(title[0].value), str(title[1].value)) >= TITLES_ALIKE
    person = [d["employee"] if d["employee"].present else d["holder"] for d in (new, old)]
    return new.type in OF_A_PERSON and all(p.present for p in person) and same_name(str(person[0].value), str(person[1].value))


def _renew(new_id: str, older: Sequence[str], held: list[Document]) -> None:
    """Blocks of older papers that the new one says again give way to it."""
    for old_id in older:
        at, new_at = (next(i for i, each in enumerate(held) if each.id == id) for id in (old_id, new_id))
        old, new = held[at], held[new_at]
        kept = tuple(block for block in old.blocks if block.kind != SAID_BY.get(new.type))
        if old.type == new.type and old.type in FORMS and _in_common(new, old):
            kept, rest = _exchanged(kept, new)
            held[new_at] = new.model_copy(update={"blocks": rest})
        if kept != old.blocks:
            held[at] = old.model_copy(update={"blocks": kept})


def _exchanged(blocks: Sequence[Block], new: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The old form's blocks with the new ones in their places, and what else the new form says."""
    rest = list(new.blocks)
    kept = []
    for block in blocks:
        found = next((each for each in rest if _same_block(each, block)), None)
        if found is not None:
            rest = [each for each in rest if each is not found]
        kept.append(found.model_copy(update={"document": new.id}) if found is not None else block)
    return tuple(kept), tuple(rest)


def _in_common(new: Document, old: Document) -> bool:
    """Whether the new form speaks of what the old one speaks of: an expert, the "+1", an achievement; the applicant alone
    only where neither is about a recommender, for every expert's page names the applicant.
    """
    told = [b for b in old.blocks if b.kind in ("expert", "plus_one", "achievement") and _counterpart(b, new) is not None]
    if told:
        return True
    whose = {block.kind for document in (new, old) for block in document.blocks if not block.empty}
    shared = {b.kind for b in old.blocks if not b.empty} & {b.kind for b in new.blocks if not b.empty}
    return not whose & {"expert", "plus_one"} and bool(shared & {"applicant", "application"})


def _counterpart(block: Block, new: Document) -> Block | None:
    return next((each for each in new.blocks if _same_block(each, block)), None)


def _same_block(new: Block, old: Block) -> bool:
    if new.kind != old.kind or new.empty:
        return False
    if new.kind == "expert":
        return _same_person(new, old)
    if new.kind in ("achievement", "list_item"):
        titles = new["title"], old["title"]
        return all(t.present for t in titles) and similar(str(titles[0].value), str(titles[1].value)) >= TITLES_ALIKE
    return True


def _same_person(new: Block, old: Block) -> bool:
    """By name; where one has none, by telephone, or by employer and title."""
    if new["name"].present and old["name"].present:
        return same_name(str(new["name"].value), str(old["name"].value))

    def both(name: str) -> bool:
        return new[name].present and old[name].present

    if both("phone") and fold(str(new["phone"].value)) == fold(str(old["phone"].value)):
        return True
    at_one = both("employer") and organisations.same(str(new["employer"].value), str(old["employer"].value)) == "same"
    return at_one and both("title") and fold(str(new["title"].value)) == fold(str(old["title"].value))
