"""Placements: a person says where a page belongs. Kept by the bytes of its file, so that it outlives names and re-runs.

A page is named by its place in the record (``/pages/12``) or as ``FILE#N``; what is done with it is one of

    new:TYPE        begins a document of this type        blank, duplicate, unassigned    belongs to none
    with:PAGE       belongs to the document PAGE is in

each with ``+rest`` where the pages after it in its document go the same way. In the ledger the file's SHA-256 stands in
place of its path.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, cast, get_args

from schemas.case import Case
from schemas.decision import Decision, Taken
from schemas.document import DOCUMENT_TYPES, DocumentType, PlaceKind
from schemas.files import FileRecord
from schemas.geometry import PageRef
from schemas.placing import Placing, PlacingKind
from schemas.record import DecisionRecord
from validators.decisions import DecisionError, digest

SPARE: tuple[str, ...] = get_args(PlaceKind)
HOW = "new:材料类别、with:另一页（/pages/序号 或 文件#页码）、blank、duplicate、unassigned；其后各页一并的，末尾加 +rest"
NOWHERE = PageRef(file="", page=0)
_SAID = re.compile(r"(?:(new|with):)?(.+?)(\+rest)?", re.DOTALL)
_RECORDED = re.compile(r"/pages/(\d{1,6})")
_NAMED = re.compile(r"(.+)#(\d{1,6})", re.DOTALL)


class _Said(NamedTuple):
    """A value in its parts: `name` is a type, or names a page."""

    to: PlacingKind
    name: str
    rest: bool

    def __str__(self) -> str:
        return f"{self.to}{':' if self.name else ''}{self.name}{'+rest' if self.rest else ''}"


def take_placement(number: int, wish: Decision, case: Case, at: str, earlier: Sequence[Taken]) -> Taken:
    """The wish, bound to the page's bytes, with where the machine had put the page. Raises `DecisionError`."""
    ref, said = _page(wish.pointer or "", case), _parsed(wish.value)
    if wish.code is not None or ref is None:
        raise DecisionError(f"第{number}条：记录中没有这一页；pointer 写 /pages/序号 或 文件#页码，且不写 code")
    if said is None:
        raise DecisionError(f"第{number}条：value 应为 {HOW}")
    if said.to == "with":
        said = said._replace(name=_kept(_other(number, ref, said, case), case.files))
    pointer = _kept(ref, case.files)
    if _found(pointer, case.files) != ref:
        raise DecisionError(f"第{number}条：该页所在文件与卷宗中另一文件逐字节相同，请对前一文件的同一页作出决定")
    before = next((act.machine for act in earlier if act.decision == "place" and act.pointer == pointer), None)
    words = {"pointer": pointer, "value": str(said), "at": at, "about": digest(pointer)}
    return Taken.model_validate(wish.model_dump() | words | {"machine": before or str(_by_machine(ref, case))})


def placements_in_force(taken: Sequence[Taken], files: Sequence[FileRecord]) -> tuple[Taken, ...]:
    """The acts whose page, and the page it was put with, are among these bytes; in order, for each builds on those before."""
    return tuple(act for act in taken if _resolved(act, files))


def placings(taken: Sequence[Taken], files: Sequence[FileRecord]) -> tuple[Placing, ...]:
    """What these acts say of the pages of these files."""
    return tuple(placing for act in taken if (placing := _resolved(act, files)))


def placement_records(taken: Sequence[Taken], case: Case) -> tuple[DecisionRecord, ...]:
    """The acts as the record of this case shows them: pages by their places in it."""
    numbers = {page.ref: number for number, page in enumerate(case.held_pages)}

    def shown(value: object) -> str | None:
        said = _parsed(value)
        if said is None or said.to != "with":
            return str(said) if said else None
        number = numbers.get(_found(said.name, case.files) or NOWHERE)
        return None if number is None else str(said._replace(name=f"/pages/{number}"))

    return tuple(
        DecisionRecord(
            pointer=f"/pages/{numbers[placing.ref]}", machine=shown(act.machine), human=shown(act.value), by=act.by, at=act.at,
            reason=act.reason,
        )
        for act in taken
        if (placing := _resolved(act, case.files)) and placing.ref in numbers
    )  # fmt: skip


def _other(number: int, ref: PageRef, said: _Said, case: Case) -> PageRef:
    """The page that the first is to stand with: of some document, and not one that moves along. Raises `DecisionError`."""
    other = _page(said.name, case)
    mine, theirs = (next((d.pages for d in case.held_documents if page in d.pages), ()) for page in (ref, other))
    if other is None or not theirs:
        raise DecisionError(f"第{number}条：with 所指的页不在任何一份材料中")
    if other in (mine[mine.index(ref) :] if said.rest and mine else (ref,)):
        raise DecisionError(f"第{number}条：不能把一页归入它自己所在之处")
    return other


def _parsed(value: object) -> _Said | None:
    match = _SAID.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    kind, name, rest = match[1], match[2], bool(match[3])
    if kind is None and name in SPARE:
        return _Said(cast(PlacingKind, name), "", rest)
    known = kind == "with" or (kind == "new" and name in DOCUMENT_TYPES)
    return _Said(cast(PlacingKind, kind), name, rest) if known else None


def _resolved(act: Taken, files: Sequence[FileRecord]) -> Placing | None:
    """The act on the pages of these files; ``None`` where it is of another kind, or has lapsed."""
    ref, said = (_found(act.pointer or "", files), _parsed(act.value)) if act.decision == "place" else (None, None)
    other = _found(said.name, files) if said and said.to == "with" else None
    if ref is None or said is None or (said.to == "with" and other is None):
        return None
    type_ = cast(DocumentType, said.name) if said.to == "new" else None
    return Placing(ref=ref, to=said.to, type=type_, other=other, rest=said.rest)


def _page(name: str, case: Case) -> PageRef | None:
    """The page of this name in the record: ``/pages/12`` or ``FILE#N``."""
    pages = [page.ref for page in case.held_pages]
    if match := _RECORDED.fullmatch(name):
        return pages[int(match[1])] if int(match[1]) < len(pages) else None
    match = _NAMED.fullmatch(name)
    ref = PageRef(file=match[1], page=int(match[2])) if match else NOWHERE
    return ref if ref in pages else None


def _kept(ref: PageRef, files: Sequence[FileRecord]) -> str:
    """The page as the ledger names it."""
    return f"{next(file.sha256 for file in files if file.path == ref.file)}#{ref.page}"


def _found(name: str, files: Sequence[FileRecord]) -> PageRef | None:
    """The page that the ledger names so: of the first file of these bytes."""
    sha256, _, page = name.partition("#")
    path = next((file.path for file in files if file.sha256 == sha256 and file.pages), None)
    return PageRef(file=path, page=int(page)) if path and page else None


def _by_machine(ref: PageRef, case: Case) -> _Said:
    """Where the page is now, said in the same way."""
    place = next(page.placement.place for page in case.held_pages if page.ref == ref)
    document = next((each for each in case.held_documents if each.id == place), None)
    if document is None:
        return _Said(cast(PlacingKind, place), "", False)
    if document.pages[0] == ref:
        return _Said("new", document.type, False)
    return _Said("with", _kept(document.pages[0], case.files), False)
