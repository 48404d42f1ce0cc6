"""Divide: which pages belong together, what each document is, and which pages are blank or copies."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.division.classify import Kind, classify, kinds
from extractors.division.frames import unframed
from extractors.division.headings import Heading, headings
from extractors.division.leaves import Leaf, cut, regions
from extractors.division.pieces import JOIN, Draft, Piece, kind_of, piece, pull
from extractors.division.spares import copies, is_blank
from extractors.division.spread import pages_of
from extractors.division.traits import traits
from schemas.base import Value
from schemas.document import Document, PagePlacement, Side
from schemas.geometry import WHOLE, PageRef
from schemas.page import Line, Sheet
from schemas.profile import Profile
from schemas.terms.persons import same_name

_ANNEX = re.compile(r"附(?:件|表|录)?[\d一二三四五六七八九十]{0,2}[:.]?")
_CERTIFICATE = ("证书", "荣誉证书", "奖状")
COVER = 120
"""How many characters the cover of a work has at most."""
SURE = 6.0
"""The score from which a certificate of one sheet is told without a title."""


class Division(Value):
    """The documents, not yet with fields, and where every page went: into exactly one place.

    A sheet on which two certificates or pages of two documents were copied is a page of both; its placement names the first.
    """

    documents: tuple[Document, ...]
    placements: tuple[PagePlacement, ...]


def divide(sheets: Sequence[Sheet], profile: Profile) -> Division:
    """The pages of a dossier, file by file in order, as documents (ids d1, d2 … in the order of their first pages)."""
    known = kinds(profile.documents)
    twins = copies(sheets)
    blank = {position for position, sheet in enumerate(sheets) if is_blank(sheet.page)}
    kept = [position for position in range(len(sheets)) if position not in twins and position not in blank]
    pieces = _neighbours([piece(n, leaf, known) for n, leaf in enumerate(_leaves(sheets, kept, known))])
    drafts, lost = _drafts(_without_foreign_folios(pieces), known)
    ordered = sorted(drafts, key=lambda draft: min(draft.orders))
    documents = tuple(_document(f"d{n}", draft) for n, draft in enumerate(ordered, 1))
    placed = _placed(ordered) | {p.leaf.sheet.ref: ("unassigned", "页面无法辨认，未能归入任何材料") for p in lost}
    placed |= {sheets[position].ref: ("blank", "空白页") for position in blank}
    placed |= {sheets[copy].ref: ("duplicate", _same_as(sheets[original])) for copy, original in twins.items()}
    return Division(documents=documents, placements=tuple(_placement(sheet.ref, *placed[sheet.ref]) for sheet in sheets))


def _leaves(sheets: Sequence[Sheet], kept: Sequence[int], known: Sequence[Kind]) -> list[Leaf]:
    """Every page as one leaf, or as several where it is a sheet of two pages or several certificates were copied on it."""
    return [
        leaf
        for position in kept
        for side, page in pages_of(sheets[position])
        for leaf in ([Leaf(unframed(page), side=side)] if side else _split(unframed(page), known))
    ]


def _split(sheet: Sheet, known: Sequence[Kind]) -> list[Leaf]:
    """The certificates on a page: each begins with a large title of its own and is told by its own words."""
    whole = [Leaf(sheet)]
    parts = regions(_certificate_heads(sheet, known))
    if len(parts) < 2:
        return whole
    leaves = [Leaf(cut(sheet, part), part) for part in parts]
    verdicts = [classify(headings(leaf.page), traits(leaf.page).text, known) for leaf in leaves]
    sound = all(verdict.title and verdict.score >= SURE + 4 for verdict in verdicts)
    certificates = {kind.type for kind in known if kind.certificate}
    return leaves if sound and all(verdict.type in certificates for verdict in verdicts) else whole


def _certificate_heads(sheet: Sheet, known: Sequence[Kind]) -> list[Line]:
    """The first line of each large title of a certificate, one for each title (a title of two rows is one)."""
    titled = [kind for kind in known if kind.certificate and kind.sheets != "sides"]
    found = [h for h in headings(sheet.page) if h.size >= 1.1 and _is_title(h, titled)]
    heads: list[Line] = []
    for heading in sorted(found, key=lambda h: h.line.box[1]):
        if all(abs(heading.line.box[1] - head.box[1]) > 0.12 or abs(heading.line.box[0] - head.box[0]) > 0.3 for head in heads):
            heads.append(heading.line)
    return heads


def _is_title(heading: Heading, titled: Sequence[Kind]) -> bool:
    return any(phrase in heading.text for kind in titled for phrase, weight in kind.titles.items() if weight >= 8)


def _neighbours(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the places of those before and after them in the same file."""
    linked = []
    for here in pieces:
        before = here.order - 1 if here.order and pieces[here.order - 1].file == here.file else None
        after = here.order + 1 if here.order + 1 < len(pieces) and pieces[here.order + 1].file == here.file else None
        linked.append(Piece(**{**vars(here), "before": before, "after": after}))
    return linked


def _without_foreign_folios(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the page numbers of a whole binder: those whose «共 N 页» is shared by documents of several titles."""
    titled: dict[int, set[str]] = {}
    for here in pieces:
        if here.traits.folio and here.traits.folio.total and here.verdict.title:
            titled.setdefault(here.traits.folio.total, set()).add(here.type)
    seen = Counter((p.traits.folio.number, p.traits.folio.total) for p in pieces if p.traits.folio and p.traits.folio.total)
    foreign = {
        total for total, types in titled.items() if len(types) > 1 and all(n == 1 for (_, t), n in seen.items() if t == total)
    }
    return [
        Piece(**{**vars(here), "traits": type(here.traits)(**{**vars(here.traits), "folio": None})})
        if here.traits.folio and here.traits.folio.total in foreign and here.traits.folio.total > 1
        else here
        for here in pieces
    ]


def _drafts(pieces: Sequence[Piece], known: Sequence[Kind]) -> tuple[list[Draft], list[Piece]]:
    """Documents from pieces: first those that begin, then to each the pieces it draws; what is left stands alone.

    Returns the documents, and the pages that cannot be read and belong nowhere.
    """
    drafts: list[Draft] = []
    rest: list[Piece] = []
    for here in pieces:
        if _begins(here, pieces, known):
            drafts.append(_begun(here))
        else:
            rest.append(here)
    lost: list[Piece] = []
    for here in rest:
        if not _join(here, drafts, known):
            if here.readable:
                drafts.append(_begun(here))
            else:
                lost.append(here)
    return _merged(drafts, known), [here for here in lost if not _join(here, drafts, known)]


def _begun(here: Piece) -> Draft:
    draft = Draft(here.type)
    title = here.verdict.title or here.verdict.part
    shown = next((h.raw for h in here.headings if title and title in h.text), "")
    reason = f"标题“{shown}”" if shown else "按内容判断" if here.type != "other" else "未能判断类别"
    draft.add(here, reason, JOIN)
    return draft


def _begins(here: Piece, pieces: Sequence[Piece], known: Sequence[Kind]) -> bool:
    """Whether a document begins with this piece."""
    kind = kind_of(here.type, known)
    folio = here.traits.folio
    if kind is None or not here.readable or (folio and folio.total and folio.number > 1):
        return False
    if kind.sheets == "sides":
        return "front" in here.side or bool(here.verdict.title and not here.side)
    previous = pieces[here.before] if here.before is not None else None
    if _is_cover(here, kind) and not (previous and _same_print(here, previous)):
        return True
    if previous and previous.type == here.type and (_continues(here, previous) or _is_later_part(here) or _is_annex(here, kind)):
        return False
    if any(here.type in other.holds for other in known) and not here.verdict.firm:
        return False
    if here.verdict.title or (kind.certificate and _is_certificate(here)):
        return True
    return (kind.sheets == "one" and here.verdict.score >= SURE) or here.verdict.opens


def _continues(here: Piece, previous: Piece) -> bool:
    """Whether a page goes on where the one before it of the same type ends: the same running head and person, or an inner page
    behind a cover that has nothing but its title.
    """
    if here.holder and previous.holder and not same_name(here.holder, previous.holder):
        return False
    repeated = (
        here.verdict.title and here.verdict.title == previous.verdict.title and bool(here.traits.codes & previous.traits.codes)
    )
    cover = bool(previous.verdict.title) and not here.verdict.title and len(previous.traits.text) <= 60
    return bool(repeated) or cover or len(here.traits.running & previous.traits.running) >= 2


def _is_later_part(here: Piece) -> bool:
    """Whether a page begins with the heading of a later part (译文, 参考文献), whatever title stands under it."""
    return bool(here.verdict.part) and bool(here.headings) and here.verdict.part in here.headings[0].text != here.verdict.title


def _is_cover(here: Piece, kind: Kind) -> bool:
    """Whether a page is the cover of a work: little but large print, and a row that only covers have."""
    rows = here.traits.text.split("\n")
    short = len(here.traits.text) <= COVER and any(heading.large for heading in here.headings)
    return short and not here.verdict.part and any(pattern.search(row) for pattern in kind.covers for row in rows)


def _same_print(here: Piece, previous: Piece) -> bool:
    """Whether two pages bear the same large print: a title page behind its cover."""
    return bool({h.text for h in here.headings if h.large} & {h.text for h in previous.headings if h.large})


def _is_certificate(here: Piece) -> bool:
    """Whether a page calls itself a certificate in large print, and says only in its text of what."""
    return any(heading.large and heading.text in _CERTIFICATE for heading in here.headings)


def _is_annex(here: Piece, kind: Kind) -> bool:
    """Whether a page is headed «附件» and nothing else: the list that the notice before it announces."""
    return kind.sheets == "many" and bool(_ANNEX.fullmatch(here.traits.text.split("\n")[0]))


def _join(here: Piece, drafts: Sequence[Draft], known: Sequence[Kind]) -> bool:
    """Puts the piece into the document that draws it most, if one draws it enough."""
    count = Counter(draft.type for draft in drafts)
    offers = [(pull(here, draft, kind_of(draft.type, known), count[draft.type]), draft) for draft in drafts]
    if not offers:
        return False
    (strength, reason), draft = max(offers, key=lambda offer: offer[0][0])
    if strength < JOIN:
        return False
    draft.add(here, reason, strength)
    return True


def _merged(drafts: Sequence[Draft], known: Sequence[Kind]) -> list[Draft]:
    """Documents of which a dossier has one a person (举荐表, 申报表) made one again, whatever files their pages came in."""
    kept: list[Draft] = []
    for draft in drafts:
        kind = kind_of(draft.type, known)
        home = next((other for other in kept if other.type == draft.type and _one_form(other, draft)), None)
        if kind is None or kind.per != "holder" or home is None:
            kept.append(draft)
            continue
        for here, pulled in zip(draft.pieces, draft.pulls, strict=True):
            home.add(here, "同一人的同一份表", pulled)
    return kept


def _one_form(one: Draft, other: Draft) -> bool:
    names, others = one.holders, other.holders
    return not names or not others or any(same_name(a, b) for a in names for b in others)


def _document(id: str, draft: Draft) -> Document:
    """The document with its pages in reading order: by printed page number where all have one, else its first page and then
    the others as they came.
    """
    numbered = [p.traits.folio.number if p.traits.folio and p.traits.folio.total else None for p in draft.pieces]
    by_number = all(number is not None for number in numbered) and len(set(numbered)) == len(numbered)
    rank = [(numbered[n] if by_number else int(n > 0), p.order) for n, p in enumerate(draft.pieces)]
    order = sorted(range(len(draft.pieces)), key=lambda n: rank[n])
    pieces = [draft.pieces[n] for n in order]
    refs = list(dict.fromkeys(p.leaf.sheet.ref for p in pieces))
    region = pieces[0].leaf.region if len(pieces) == 1 else None
    return Document(
        id=id,
        type=draft.type,
        title=_title(draft),
        confidence=_confidence(draft),
        pages=tuple(refs),
        reasons=tuple(f"{_where(draft.pieces[n])}：{draft.reasons[n]}" for n in order),
        region=None if region == WHOLE else region,
        sides=_sides(refs, pieces),
    )


def _sides(refs: Sequence[PageRef], pieces: Sequence[Piece]) -> tuple[Side | None, ...]:
    """Which of two pages is the document's, sheet by sheet; nothing where it has all that stands on its sheets."""
    own = [{p.leaf.side for p in pieces if p.leaf.sheet.ref == ref} for ref in refs]
    sides = tuple(next(iter(side)) if len(side) == 1 else None for side in own)
    return sides if any(sides) else ()


def _title(draft: Draft) -> str:
    """What stands as the title: the heading that told the type, else the largest print of the first page."""
    first = draft.pieces[0]
    told = [h for h in first.headings if first.verdict.title and first.verdict.title in h.text]
    large = sorted((h for h in first.headings if h.large), key=lambda h: -h.size)
    return (told or large)[0].raw if told or large else ""


def _confidence(draft: Draft) -> float:
    """How sure the type is: that of its surest page, less where a page was drawn to it only weakly."""
    surest = max((p.verdict.confidence for p in draft.pieces if p.type == draft.type), default=0.2)
    weakest = min(draft.pulls)
    return round(surest * (1.0 if weakest >= JOIN + 0.5 or len(draft.pulls) == 1 else 0.9), 3)


def _where(here: Piece) -> str:
    return f"《{here.file.rsplit('/', 1)[-1]}》第{here.leaf.sheet.ref.page}页"


def _placed(drafts: Sequence[Draft]) -> dict[PageRef, tuple[str, str]]:
    placed: dict[PageRef, tuple[str, str]] = {}
    for n, draft in enumerate(drafts, 1):
        for here, reason in zip(draft.pieces, draft.reasons, strict=True):
            ref = here.leaf.sheet.ref
            place, earlier = placed.get(ref, (f"d{n}", ""))
            placed[ref] = (place, f"{earlier}；同页另有d{n}：{reason}" if earlier and place != f"d{n}" else reason)
    return placed


def _same_as(original: Sheet) -> str:
    return f"与《{original.ref.file.rsplit('/', 1)[-1]}》第{original.ref.page}页相同"


def _placement(ref: PageRef, place: str, reason: str) -> PagePlacement:
    return PagePlacement(ref=ref, place=place, reason=reason)
