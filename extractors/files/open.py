"""Opening one delivered file: what it is, by its bytes; its pages, or why it is refused; an archive's members likewise."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from extractors.files import (
    archives,
    attached,
    images,
    junk,
    mail,
    ofd,
    ofd_signed,
    office,
    packed,
    pdf,
    pdf_signed,
    sheets,
    text,
    word,
)
from extractors.files.budget import Budget
from extractors.files.members import Member
from extractors.files.pages import sources, with_scans
from extractors.files.refusal import Refusal, damaged, locked, ours, too_much, unsupported
from extractors.files.sniff import Sniffed, sniff
from schemas.files import Delivered, FileRecord, Limits, Opened, PageSource, Signature

_EMPTY = "文件内容为空（0 字节），请重新提交完整的文件；存放在云盘中的文件，请先下载到本机。"
BETWEEN = "!/"  # archive.zip!/inner/name.pdf
_CONTAINERS = ("zip", "tar", "packed", "mail", "outlook")


class _Item(NamedTuple):
    """A file to open: its path in the dossier, its bytes, and how many archives it lies in."""

    path: str
    sha256: str
    size: int
    local: Path
    depth: int


class _Room(NamedTuple):
    """Where unpacked and converted files go, and what may still be spent."""

    scratch: Path
    limits: Limits
    budget: Budget


def open_file(delivered: Delivered, local: Path, scratch: Path, limits: Limits) -> Opened:
    """What became of one delivered file: its record, those of an archive's members, and the pages that can be read.

    `local` holds the bytes of `delivered`; unpacked members and converted files are laid down in `scratch` (which must
    exist) under their SHA-256, and are what `PageSource.local` points at. Whatever the bytes are, the answer is a record;
    only failures of this machine (`OSError`: a full disk, a missing file) are raised.
    """
    room = _Room(scratch, limits, Budget(limits))
    return _open(_Item(delivered.path, delivered.sha256, delivered.size, local, 0), room)


def _open(item: _Item, room: _Room) -> Opened:
    sniffed = Sniffed("refused", "application/octet-stream")
    try:
        if item.size == 0:
            sniffed = Sniffed("refused", "application/x-empty")
            raise junk.junk(item.path) or Refusal(
                "empty", "文件内容为空（0 字节），请重新提交完整的文件；存放在云盘中的文件，请先下载到本机。"
            )
        if item.size > room.limits.file_bytes:
            raise too_much("文件", f" {room.limits.file_bytes // 1_000_000} MB")
        sniffed = sniff(item.local, item.path)
        if sniffed.kind in _CONTAINERS:
            return _open_archive(item, sniffed, room)
        pages = _pages(item, sniffed, room)
        if sniffed.kind in ("pdf", "ofd"):
            return _with_attached(item, sniffed, pages, room)
        return Opened(files=(_record(item, sniffed, len(pages)),), pages=pages)
    except Refusal as refusal:
        return Opened(files=(_record(item, sniffed, refusal=refusal),))


def _record(
    item: _Item, sniffed: Sniffed, pages: int = 0, refusal: Refusal | None = None, signatures: tuple[Signature, ...] = ()
) -> FileRecord:
    return FileRecord(
        path=item.path, sha256=item.sha256, size=item.size, media_type=sniffed.media_type, pages=pages, signatures=signatures,
        status="read" if refusal is None else refusal.status, error=None if refusal is None else refusal.error,
    )  # fmt: skip


def _pages(item: _Item, sniffed: Sniffed, room: _Room) -> tuple[PageSource, ...]:
    """The pages of one file that is no archive. Raises `Refusal`."""
    if sniffed.kind in ("refused", "damaged", "text") and (refusal := junk.junk(item.path)) is not None:
        raise refusal
    if sniffed.kind == "damaged":
        raise damaged()
    if sniffed.kind == "refused":
        raise _not_read(sniffed)
    with _parsing():
        return _read(item, sniffed, room)


@contextmanager
def _parsing() -> Iterator[None]:
    """Parsers of hostile bytes raise whatever they like; whatever it is, the file cannot be read. Raises `Refusal`."""
    try:
        yield
    except Refusal:
        raise
    except MemoryError:
        raise too_much("文件", "内存") from None
    except Exception as error:
        if ours(error):
            raise
        raise damaged() from None


def _not_read(sniffed: Sniffed) -> Refusal:
    if sniffed.locked:
        return locked(sniffed.what)
    return Refusal("unsupported", sniffed.says) if sniffed.says else unsupported(sniffed.what, sniffed.instead)


def _read(item: _Item, sniffed: Sniffed, room: _Room) -> tuple[PageSource, ...]:
    """Raises `Refusal`, or whatever the parser of this kind raises."""
    limits, local = room.limits, item.local
    if sniffed.kind == "pdf":
        return sources(item.path, item.sha256, "pdf", local, _few(pdf.count_pages(local), limits))
    if sniffed.kind == "image":
        return sources(item.path, item.sha256, "image", local, _few(images.count_pages(local, limits.image_pixels), limits))
    if sniffed.kind == "text":
        text.check(local, limits)
        return sources(item.path, item.sha256, "flow", local)
    if sniffed.kind == "sheet":
        return sources(item.path, item.sha256, "flow", local, _few(sheets.count_sheets(local), limits))
    if sniffed.kind == "ofd":
        local = ofd.to_pdf(local, item.sha256, room.scratch, limits)
        return sources(item.path, item.sha256, "pdf", local, _few(pdf.count_pages(local), limits))
    if sniffed.kind == "slides":
        local = office.to_pdf(local, item.sha256, sniffed.suffix, room.scratch)
        return sources(item.path, item.sha256, "pdf", local, _few(pdf.count_pages(local), limits))
    if sniffed.kind == "convert":
        local = office.to_docx(local, item.sha256, sniffed.suffix, room.scratch)
    return _word(item, local, room)


def _word(item: _Item, local: Path, room: _Room) -> tuple[PageSource, ...]:
    """The flow of a word-processor file, and the scans pasted into it. Raises as `_read` does."""
    seen = word.look_through(local, room.limits)
    if not seen.scans:
        return sources(item.path, item.sha256, "flow", local)
    _few(len(seen.scans) + 1, room.limits)
    held = [room.budget.store(BytesIO(data).read, 0, room.scratch)[0] for data in word.scans(local, seen.scans, room.limits)]
    return with_scans(item.path, item.sha256, local if seen.says else None, held)


def _few(pages: int, limits: Limits) -> int:
    if pages > limits.pages_per_file:
        raise too_much("文件页数", f" {limits.pages_per_file} 页")
    return pages


def _open_archive(item: _Item, sniffed: Sniffed, room: _Room) -> Opened:
    """The archive's own record first, then its members' in the archive's order."""
    if item.depth >= room.limits.archive_depth:
        raise _too_deep(room.limits)
    inside = _inside(item, _members(item, sniffed, room), room)
    refusal = inside.refusal
    if not inside.files and refusal is None:
        refusal = Refusal("empty", "压缩包内没有文件，请重新提交。")
    return Opened(files=(_record(item, sniffed, refusal=refusal), *inside.files), pages=inside.pages)


def _with_attached(item: _Item, sniffed: Sniffed, pages: tuple[PageSource, ...], room: _Room) -> Opened:
    """A PDF or OFD and the files within it. The sheet that stands before a portfolio is no page: it says nothing of anyone."""
    if sniffed.kind == "pdf":
        members = attached.attached_files(item.local, room.budget, room.scratch)
    else:
        members = ofd.attached_files(item.local, room.limits, room.budget, room.scratch)
    inside = _inside(item, members, room)
    if inside.files and sniffed.kind == "pdf" and attached.is_cover(item.local):
        pages = ()
    record = _record(item, sniffed, len(pages), inside.refusal, _signatures(item, sniffed, room))
    return Opened(files=(record, *map(_data_left_out, inside.files)), pages=(*pages, *inside.pages))


def _signatures(item: _Item, sniffed: Sniffed, room: _Room) -> tuple[Signature, ...]:
    """Those of a PDF or OFD; where they make no sense, one of which nothing can be said."""
    try:
        with _parsing():
            return pdf_signed.signatures(item.local) if sniffed.kind == "pdf" else ofd_signed.signatures(item.local, room.limits)
    except Refusal:
        return (Signature(kind="signature", state="unverifiable"),)


def _data_left_out(file: FileRecord) -> FileRecord:
    """XML within a PDF or OFD (of an invoice, an electronic certificate) repeats for machines what its pages say."""
    if file.media_type != "application/xml" or file.status != "unsupported":
        return file
    refusal = Refusal("system_file", "文件内嵌的数据文件，供系统自动读取，不属于申报材料，无需提交。")
    return file.model_copy(update={"status": refusal.status, "error": refusal.error})


class _Inside(NamedTuple):
    """What lies in a file: the records and pages, and why not all of it could be read."""

    files: tuple[FileRecord, ...]
    pages: tuple[PageSource, ...]
    refusal: Refusal | None


def _inside(item: _Item, members: Iterable[Member], room: _Room) -> _Inside:
    """Opens the members of a file, each under a name of its own."""
    opened: list[Opened] = []
    refusal: Refusal | None = None
    taken: set[str] = set()
    try:
        with _parsing():
            for member in members:
                name = _unique(member.name, taken)
                opened.append(_open_member(item, member, f"{item.path}{BETWEEN}{name}", room))
    except Refusal as raised:
        refusal = raised
    return _Inside(tuple(f for each in opened for f in each.files), tuple(p for each in opened for p in each.pages), refusal)


def _too_deep(limits: Limits) -> Refusal:
    return too_much("压缩包嵌套", f" {limits.archive_depth} 层")


def _members(item: _Item, sniffed: Sniffed, room: _Room) -> Iterator[Member]:
    if sniffed.kind == "zip":
        return archives.zip_members(item.local, room.budget, room.scratch)
    if sniffed.kind == "packed":
        return packed.packed_members(item.local, room.budget, room.scratch)
    if sniffed.kind in ("mail", "outlook"):
        return mail.mail_members(item.local, sniffed.kind == "outlook", room.budget, room.scratch)
    compressed = sniffed.media_type != "application/x-tar"
    return archives.tar_members(item.local, room.budget, room.scratch, compressed)


def _open_member(archive: _Item, member: Member, path: str, room: _Room) -> Opened:
    item = _Item(path, member.sha256, member.size, member.local or archive.local, archive.depth + 1)
    refusal = member.refusal
    if item.depth > room.limits.archive_depth:
        refusal = _too_deep(room.limits)
    if refusal is None:
        return _open(item, room)
    refusal = junk.junk(path) or refusal
    return Opened(files=(_record(item, Sniffed("refused", "application/octet-stream"), refusal=refusal),))


def _unique(name: str, taken: set[str]) -> str:
    """The name, or with a number where an earlier member has it."""
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}#{number}", number + 1
    taken.add(unique)
    return unique
