"""Tags: facts of a document that rules read and that are no field — missing pages, a secrecy mark, a seal that is odd."""

import re
from collections.abc import Iterable, Sequence

from extractors.division.traits import traits
from schemas.page import Mark, Page, Sheet
from schemas.terms.text import fold, is_han

_SECRET = re.compile(r"(绝密|机密|秘密)(★|☆|\*|※)?(\d{1,2}(年|个月)|长期|启封)?")
_MARKED = re.compile(r"(绝密|机密|秘密)(★|☆|\*|※)(\d{1,2}(年|个月)|长期|启封)?")
_SPECIAL_SEAL = re.compile(r"(合同|财务|发票|业务|报关|档案|收发|现金|结算)\w{0,2}专?用?章|发票章|财务章|合同章")
_ACCOUNTS_SEAL = re.compile(r"(财务|发票|现金|结算|报关|收发)\w{0,2}专?用?章|发票章|财务章")
_CERTIFIED = re.compile(r"与原件(核对)?(一致|相符|无异)|核对无误|复印件属实")
ENOUGH = 60
"""How many characters a page must have to tell its language by."""
HEAD = 0.2
"""The part of a page, from its top, where a secrecy mark stands."""


def tags_of(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The tags that any document may have."""
    found = [*_missing(sheets)]
    if any(is_secret(sheet.page) for sheet in sheets):
        found.append("secret")
    if _odd_seals(sheets):
        found.append("seal_odd")
    foreign = [_is_foreign(sheet) for sheet in sheets]
    if any(foreign):
        found.append("foreign_language")
        if any(_is_chinese(sheet) for sheet in sheets):
            found.append("translated")
    if any(_CERTIFIED.search(fold(line.text)) for sheet in sheets for line in sheet.page.lines):
        found.append("copy_certified")
    return tuple(found)


def is_secret(page: Page) -> bool:
    """Whether the page bears a mark of secrecy by 保守国家秘密法: «机密★10年» anywhere near its head, or the bare word alone on a
    line there. «内部资料» is none, nor is the word in a sentence.
    """
    for line in page.lines:
        text = fold(line.text)
        if line.box[1] <= HEAD and (_MARKED.match(text) or (_SECRET.fullmatch(text) and len(text) >= 2)):
            return True
    return False


def seal_is_odd(mark: Mark, contract: bool = False) -> bool:
    """Whether a seal is not the round official one: of another shape, or lettered as one for contracts or accounts (印章管理规定
    第十四条). On a `contract` one for contracts or personnel is in its place.
    """
    text = fold(mark.text or "")
    return mark.shape in ("oval", "square") or bool(_ACCOUNTS_SEAL.search(text) or (not contract and _SPECIAL_SEAL.search(text)))


def _odd_seals(sheets: Sequence[Sheet]) -> bool:
    """Whether the only seals on it are ones for accounts, which no certificate is issued with."""
    seals = [mark for sheet in sheets for mark in sheet.page.marks if mark.kind == "seal" and mark.text]
    return bool(seals) and all(_ACCOUNTS_SEAL.search(fold(mark.text or "")) for mark in seals)


def _missing(sheets: Iterable[Sheet]) -> list[str]:
    """«missing_pages:2,5» where the printed page numbers say out of how many, and some are not there.

    Where less than a third of them is there, they number the whole binder and say nothing of the document.
    """
    folios = [folio for sheet in sheets if (folio := traits(sheet.page).folio) and folio.total]
    totals = {folio.total for folio in folios}
    if len(totals) != 1:
        return []
    total = totals.pop() or 0
    unread = sum(1 for sheet in sheets if sheet.page.quality == "unreadable")
    absent = sorted(set(range(1, total + 1)) - {folio.number for folio in folios})
    if len(absent) <= unread or 3 * (total - len(absent)) < total:
        return []
    return [f"missing_pages:{','.join(map(str, absent))}"]


def _is_foreign(sheet: Sheet) -> bool:
    """Whether a page is written in another language: hardly a Han character in a text of some length."""
    text = _text(sheet)
    return len(text) >= ENOUGH and sum(map(is_han, text)) < 0.1 * len(text)


def _is_chinese(sheet: Sheet) -> bool:
    """Whether a page is mostly in Chinese: beside a foreign one, its translation."""
    text = _text(sheet)
    return len(text) >= ENOUGH // 2 and sum(map(is_han, text)) > 0.3 * len(text)


def _text(sheet: Sheet) -> str:
    return "".join(fold(line.text) for line in sheet.page.lines)
