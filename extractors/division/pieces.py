"""Pieces: the leaves of a dossier with what division knows of each, and how strongly a leaf is drawn to a document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from extractors.division.classify import Kind, Verdict, classify
from extractors.division.headings import Heading, headings
from extractors.division.leaves import Leaf
from extractors.division.traits import Folio, Traits, holder, traits
from schemas.document import DocumentType
from schemas.terms.persons import looks_like_name, same_name
from schemas.terms.text import distance, is_han

JOIN = 2.5
"""The pull from which a leaf belongs to a document."""
NEVER = -10.0
NEAR = 2.0
"""The score from which a page's words are near those of a type."""
WEAK = 6.0
"""Under which score, and without a heading of its own, a page does not know its type well enough to refuse its neighbours."""
_NUMBERED = re.compile(r"(.{3,}?)\s*[(（]\d{1,3}[)）]")
_ISBN = re.compile(r"(?<=isbn)97[89]-?(?:\d-?){9}[\dx](?![0-9a-z])")
WORDS = 3
"""The characters from which a page can be said to have been read at all."""


@dataclass(frozen=True)
class Piece:
    """A leaf as division sees it. `order` is its place in the dossier, `before` and `after` those of its neighbours in the
    file that are not blank. `readable` is False for a page of which nothing was made out.
    """

    order: int
    leaf: Leaf
    verdict: Verdict
    traits: Traits
    headings: tuple[Heading, ...]
    holder: str
    side: str
    readable: bool
    before: int | None = None
    after: int | None = None

    @property
    def type(self) -> DocumentType:
        """Its own type, by its own words."""
        return self.verdict.type

    @property
    def file(self) -> str:
        """The file it came in."""
        return self.leaf.sheet.ref.file


@dataclass
class Draft:
    """A document in the making: the pieces it has, and why each was put there."""

    type: DocumentType
    pieces: list[Piece] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    pulls: list[float] = field(default_factory=list)

    def add(self, piece: Piece, reason: str, pull: float) -> None:
        """Puts a piece in."""
        self.pieces.append(piece)
        self.reasons.append(reason)
        self.pulls.append(pull)

    @property
    def holders(self) -> list[str]:
        """Whose it is, as far as its pieces say."""
        return [piece.holder for piece in self.pieces if piece.holder]

    @property
    def folios(self) -> list[Folio]:
        """The printed page numbers that say out of how many."""
        return [piece.traits.folio for piece in self.pieces if piece.traits.folio and piece.traits.folio.total]

    @property
    def orders(self) -> set[int]:
        """The places of its pieces in the dossier."""
        return {piece.order for piece in self.pieces}


def piece(order: int, leaf: Leaf, known: Sequence[Kind]) -> Piece:
    """The leaf with its headings, traits, type, holder and (of a card) side."""
    found, held = headings(leaf.page), traits(leaf.page)
    verdict = classify(found, held.text, known)
    kind = kind_of(verdict.type, known)
    readable = leaf.page.quality != "unreadable" and len(held.text) >= WORDS
    side = _side(held.text) if kind and kind.sheets == "sides" else ""
    return Piece(order, leaf, verdict, held, found, holder(leaf.sheet, kind.holder) if kind else "", side, readable)


def kind_of(type: str, known: Sequence[Kind]) -> Kind | None:
    """What the profile says of a type."""
    return next((kind for kind in known if kind.type == type), None)


def _side(text: str) -> str:
    """The sides of a card that a page shows: its front has the person, its back who issued it and for how long."""
    flat = text.replace("\n", "")
    front = "号码" in flat and any(word in flat for word in ("姓名", "住址", "出生", "性别", "公民身份"))
    back = "签发机关" in flat or ("有效期限" in flat and not front)  # a permit has its term beside the person
    return ("front" if front else "") + ("back" if back else "")


def pull(piece: Piece, draft: Draft, kind: Kind | None, rivals: int) -> tuple[float, str]:
    """How strongly a piece is drawn to a document, and by what most. `rivals` is how many documents of the type there are."""
    pulls = {
        **_by_type(piece, draft, kind, rivals),
        **_by_folio(piece, draft),
        **_by_place(piece, draft),
        **_by_identity(piece, draft),
        **_by_shape(piece, draft, kind),
    }
    strongest = max(pulls, key=lambda reason: pulls[reason]) if pulls else ""
    return sum(pulls.values()), strongest


def _by_type(piece: Piece, draft: Draft, kind: Kind | None, rivals: int) -> Mapping[str, float]:
    if piece.type == draft.type != "other":
        return {"内容同属一类": 2.0, "此类材料仅此一份": 1.0 if rivals == 1 else 0.0}
    if kind and piece.type in kind.holds and not piece.verdict.firm:
        return {"表中一栏": 1.0}
    here = piece.verdict.scores.get(draft.type, 0.0)
    weak = piece.verdict.score < WEAK and not (piece.verdict.title or piece.verdict.part or _has_title(piece))
    if piece.type != "other" and not weak and here < 0.5 * piece.verdict.score:
        return {"内容不属一类": -4.0}
    return {"内容相近": 1.0 if here >= NEAR else 0.0}


def _by_folio(piece: Piece, draft: Draft) -> Mapping[str, float]:
    folio, held = piece.traits.folio, draft.folios
    totals = {other.total for other in held}
    if folio and folio.total and held:
        taken = folio.number in {other.number for other in held}
        if folio.total not in totals or taken:
            return {"页码不符": -6.0}
        near = {folio.number - 1, folio.number + 1} & {other.number for other in held}
        return {f"第{folio.number}页共{folio.total}页，页码相接": 4.0 if near else 3.0}
    complete = bool(held) and len({other.number for other in held}) >= max(other.total or 0 for other in held)
    if complete and max(other.total or 0 for other in held) > 1:
        return {"页码已齐": -3.0}
    last = next((other.traits.folio for other in draft.pieces if other.order == piece.before), None)
    if folio and last and not folio.total and folio.number == last.number + 1:
        return {"页码相接": 2.0}
    return {}


def _by_place(piece: Piece, draft: Draft) -> Mapping[str, float]:
    pulls: dict[str, float] = {}
    if piece.before in draft.orders:
        pulls["接续前页"] = 2.0
    if piece.after in draft.orders:
        pulls["后页同属"] = 1.0
    if any(other.file == piece.file for other in draft.pieces):
        pulls["同一文件"] = 0.5
    elif any(_folder(other.file) == _folder(piece.file) for other in draft.pieces):
        pulls["同一目录"] = 0.25
    stem = _series(piece.file)
    if stem and any(_series(other.file) == stem and other.file != piece.file for other in draft.pieces):
        pulls["文件成组"] = 1.5
    return pulls


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


_PICTURE = re.compile(r"(?:微信|QQ|手机)?(?:图片|照片|截图|扫描件?|影像)[_\- ]*")
"""What phones and scanners call every picture."""


def _series(path: str) -> str:
    """A file's name without what tells the members of a series apart: «劳动合同(2)», «劳动合同_3», «IMG_20250101_7(2)»; nothing
    for the names that cameras number.
    """
    name = PurePosixPath(path).stem
    numbered = _NUMBERED.fullmatch(name)
    stem = numbered[1] if numbered else name.rstrip("0123456789()（）-_ 第页副本")
    return stem if (numbered or any(map(is_han, stem))) and not _PICTURE.fullmatch(stem) else ""


def _by_identity(piece: Piece, draft: Draft) -> Mapping[str, float]:
    pulls: dict[str, float] = {}
    if piece.holder and draft.holders:
        same = any(same_name(piece.holder, other) for other in draft.holders)
        near = any(distance(piece.holder, other, 1) == 1 for other in draft.holders)
        pulls["姓名相同" if same else "姓名相近" if near else "姓名不同"] = 2.0 if same else -1.0 if near else NEVER
    codes = {code for other in draft.pieces for code in other.traits.codes}
    if piece.traits.codes & codes:
        pulls["编号相同"] = 2.0
    books, held = _books(piece), {book for other in draft.pieces for book in _books(other)}
    if books and not books & held and (held or any("标准" in other.verdict.title for other in draft.pieces)):
        pulls["书号不同"] = NEVER
    if any(len(piece.traits.running & other.traits.running) >= 1 for other in draft.pieces):
        pulls["页眉相同"] = 2.5
    flat = piece.traits.text.replace("\n", "")
    if any(len(title) >= 6 and title in flat for title in _titles(draft)):
        pulls["载有同一题名"] = 1.5
    return pulls


def _books(piece: Piece) -> set[str]:
    """The ISBNs on a page, by which one book is told from another, or from a standard, in the same file."""
    return {re.sub("-", "", match.group()) for match in _ISBN.finditer(piece.traits.text)}


def _titles(draft: Draft) -> list[str]:
    """The large print of its first piece, by which a later page may name it (a book's title on its copyright page)."""
    return [heading.text for heading in draft.pieces[0].headings if heading.large] if draft.pieces else []


def _by_shape(piece: Piece, draft: Draft, kind: Kind | None) -> Mapping[str, float]:
    if kind is None:
        return {}
    if kind.sheets == "sides" and piece.side:
        held = "".join(other.side for other in draft.pieces)
        clash = any(side in held for side in ("front", "back") if side in piece.side)
        return {"与另一面重复": NEVER} if clash else {"正反两面": 2.0}
    if piece.type == "other" and piece.readable:
        return {"另有标题": -1.5} if _has_title(piece) else {"起首无标题": 0.5 if kind.sheets == "many" else -1.5}
    return {} if kind.sheets == "many" else {"单页材料": -1.5}


def _has_title(piece: Piece) -> bool:
    """Whether something stands in large print at the head of the page (a signature is large, too, but a name)."""
    return any(h.large and not h.section and h.line.box[1] < 0.3 and not looks_like_name(h.raw) for h in piece.headings)
