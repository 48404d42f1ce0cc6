"""Refile: pages that a person puts elsewhere. The machine's own division is what it starts from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from extractors.divide import Division
from extractors.division.classify import kinds
from extractors.division.frames import unframed
from extractors.division.headings import headings
from schemas.document import Document, DocumentType, PagePlacement, PlaceKind
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.placing import Placing
from schemas.profile import Profile

REASONS = {
    "new": "人工另起一份材料", "with": "人工归入", "blank": "人工认定为空白页", "duplicate": "人工认定为重复页",
    "unassigned": "人工认定不归入任何材料",
}  # fmt: skip
_ALSO = re.compile(r"(?<=同页另有)d\d+")


@dataclass(frozen=True)
class _Draft:
    """A document in the making; `made` is the machine's own that it comes from."""

    type: DocumentType
    pages: tuple[PageRef, ...]
    made: Document | None = None

    @property
    def untouched(self) -> bool:
        return self.made is not None and self.pages == self.made.pages


def refile(division: Division, placings: Sequence[Placing], sheets: Sequence[Sheet], profile: Profile) -> Division:
    """The division with each placing applied in turn to what those before it left; of unknown pages nothing is said.

    A document that was made or altered has no fields yet; ids are in the order of first pages again.
    """
    order = {sheet.ref: number for number, sheet in enumerate(sheets)}
    drafts = [_Draft(document.type, document.pages, document) for document in division.documents]
    why = {placement.ref: placement.reason for placement in division.placements}
    spare = {each.ref: each.place for each in division.placements if each.place in get_args(PlaceKind)}
    for placing in placings:
        moved = _moved(placing, drafts)
        home = next((n for n, draft in enumerate(drafts) if placing.other in draft.pages), None)
        if placing.ref not in order or (placing.to == "with" and (home is None or placing.other in moved)):
            continue
        drafts = [_without(draft, moved) for draft in drafts]
        if placing.to == "new":
            drafts.append(_Draft(placing.type or "other", moved))
        elif placing.to == "with" and home is not None:
            drafts[home] = _with(drafts[home], moved, order)
        spare = {ref: place for ref, place in spare.items() if ref not in moved}
        spare |= dict.fromkeys(moved, placing.to) if placing.to in get_args(PlaceKind) else {}
        why |= dict.fromkeys(moved, REASONS[placing.to])
        drafts = [draft for draft in drafts if draft.pages]
    return _division(sorted(drafts, key=lambda draft: min(order[ref] for ref in draft.pages)), spare, why, sheets, profile)


def _moved(placing: Placing, drafts: Iterable[_Draft]) -> tuple[PageRef, ...]:
    """The page, and with the rest those after it in the document that it is in."""
    pages = next((draft.pages for draft in drafts if placing.ref in draft.pages), (placing.ref,))
    return pages[pages.index(placing.ref) :] if placing.rest else (placing.ref,)


def _without(draft: _Draft, moved: Sequence[PageRef]) -> _Draft:
    return _Draft(draft.type, tuple(ref for ref in draft.pages if ref not in moved), draft.made)


def _with(draft: _Draft, moved: Sequence[PageRef], order: Mapping[PageRef, int]) -> _Draft:
    """The first page stays the first; the others come where they lie in the dossier."""
    after = (n for n, ref in enumerate(draft.pages) if n and order[ref] > order[moved[0]])
    at = next(after, len(draft.pages))
    return _Draft(draft.type, (*draft.pages[:at], *moved, *draft.pages[at:]), draft.made)


def _division(
    drafts: Sequence[_Draft],
    spare: Mapping[PageRef, str],
    why: Mapping[PageRef, str],
    sheets: Sequence[Sheet],
    profile: Profile,
) -> Division:
    """With ids in order, which the reasons name as well where a sheet is of two documents."""
    ids = {draft.made.id: f"d{n}" for n, draft in enumerate(drafts, 1) if draft.made}
    why = {ref: _ALSO.sub(lambda found: ids.get(found[0], found[0]), reason) for ref, reason in why.items()}
    held = {sheet.ref: sheet for sheet in sheets}
    place: dict[PageRef, str] = dict(spare)
    for n, draft in enumerate(drafts, 1):
        for ref in draft.pages:
            place.setdefault(ref, f"d{n}")
    return Division(
        documents=tuple(_document(f"d{n}", draft, why, held, profile) for n, draft in enumerate(drafts, 1)),
        placements=tuple(PagePlacement(ref=each.ref, place=place[each.ref], reason=why[each.ref]) for each in sheets),
    )


def _document(id: str, draft: _Draft, why: Mapping[PageRef, str], held: Mapping[PageRef, Sheet], profile: Profile) -> Document:
    """The machine's own with another id, else one that is yet to be read."""
    if draft.made and draft.untouched:
        return draft.made.model_copy(update={"id": id})
    first, made = draft.pages[0], draft.made
    return Document(
        id=id,
        type=draft.type,
        title=made.title if made and made.pages[0] == first else _title(held[first], draft.type, profile),
        confidence=made.confidence if made else 1.0,
        pages=draft.pages,
        reasons=tuple(f"《{ref.file.rsplit('/', 1)[-1]}》第{ref.page}页：{why[ref]}" for ref in draft.pages),
    )


def _title(sheet: Sheet, type: DocumentType, profile: Profile) -> str:
    """What stands as the title: a heading that such papers have, else the largest print."""
    found = headings(unframed(sheet).page)
    phrases = [phrase for kind in kinds(profile.documents) if kind.type == type for phrase in kind.titles]
    told = [heading for heading in found if any(phrase in heading.text for phrase in phrases)]
    large = sorted((heading for heading in found if heading.large), key=lambda heading: -heading.size)
    return next((heading.raw for heading in (*told, *large)), "")
