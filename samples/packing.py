"""Turns papers into files as applicants hand them in: born digital, scanned, photographed, bound, zipped with old names."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from samples import broken, wear
from samples.forms import Press
from samples.papers import Paper
from samples.wear import Page
from samples.word import docx

Sheet = tuple[Paper, ...]
"""The papers that lie on one page of a file; none: a blank page."""
_OLD_DATE = (2026, 1, 1, 8, 0, 0)


@dataclass
class File:
    """One file as delivered, and what is true of it."""

    path: str
    data: bytes
    status: str = "read"
    pages: int = 0
    flow: bool = False
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Delivery:
    """What goes in: the files, and where each paper lies (paper id → file and pages)."""

    files: list[File] = field(default_factory=list)
    parts: dict[str, list[tuple[str, list[int]]]] = field(default_factory=dict)
    blank: list[tuple[str, int]] = field(default_factory=list)
    grey: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    @property
    def pages(self) -> int:
        """All pages of all files that can be read."""
        return sum(file.pages for file in self.files if not file.more.get("exempt"))


class Packer:
    """Puts papers into a delivery, one by one, each in the way it is told."""

    def __init__(self, rng: Random, press: Press) -> None:
        self.rng, self.press = rng, press
        self.delivery = Delivery()

    def printed(self, paper: Paper) -> bytes:
        """The paper as a born-digital PDF."""
        return self.press.pdf(paper.template, paper.data, paper.marks)

    def pdf(self, paper: Paper, path: str) -> None:
        """As it left the word processor."""
        data = self.printed(paper)
        self._add(path, data, [(paper, len(wear.pages(data, 20)))])

    def word(self, paper: Paper, path: str) -> None:
        """As a Word file; it counts as one page."""
        self.delivery.files.append(File(path, docx(paper), pages=1, flow=True))
        self.delivery.parts[paper.id] = [(path, [1])]

    def scan(self, papers: Sequence[Paper], path: str, *, grey: bool = False, turned: bool = False, blanks: bool = False) -> None:
        """One scanned PDF of one paper or of several bound together, blank backs and sheets on their side included."""
        sheets: list[Page] = []
        said: list[tuple[Paper, int]] = []
        for paper in papers:
            fresh = [self._sheet(page, grey, turned) for page in wear.pages(self.printed(paper))]
            sheets += fresh
            said.append((paper, len(fresh)))
            if blanks and self.rng.random() < 0.5:
                said.append((paper, 0))
                sheets.append(wear.scan(fresh[-1] * 0 + 250, self.rng, grey=grey))
        if grey:
            self.delivery.grey |= {paper.id for paper in papers}
        self._add(path, broken.scanned_pdf(sheets), said)

    def _sheet(self, page: Page, grey: bool, turned: bool) -> Page:
        said = wear.scan(page, self.rng, grey=grey)
        return wear.turned_quarter(said, self.rng.choice((1, 2, 3))) if turned and self.rng.random() < 0.3 else said

    def photos(self, paper: Paper, stem: str) -> None:
        """A phone's picture of every page: ``stem.jpg``, ``stem(2).jpg`` …"""
        for number, page in enumerate(wear.pages(self.printed(paper)), 1):
            path = f"{stem}.jpg" if number == 1 else f"{stem}({number}).jpg"
            self.picture(paper, path, wear.jpeg(wear.photo(page, self.rng)))

    def image(self, paper: Paper, path: str) -> None:
        """A screenshot (PNG) of every page."""
        for number, page in enumerate(wear.pages(self.printed(paper), 110), 1):
            stem, _, kind = path.rpartition(".")
            self.picture(paper, path if number == 1 else f"{stem}({number}).{kind}", wear.png(page))

    def fax(self, papers: Sequence[Paper], path: str) -> None:
        """One black and white TIFF of all these."""
        sheets = [[wear.fax(page, self.rng) for page in wear.pages(self.printed(paper))] for paper in papers]
        self.delivery.grey |= {paper.id for paper in papers}
        flat = [sheet for group in sheets for sheet in group]
        self._add(path, wear.tiff(flat), [(paper, len(group)) for paper, group in zip(papers, sheets, strict=True)])

    def blurred(self, paper: Paper, path: str) -> None:
        """A scan out of focus, which nobody can read."""
        self.delivery.unreadable.add(paper.id)
        sheets = [wear.unreadable(page) for page in wear.pages(self.printed(paper))]
        self._add(path, broken.scanned_pdf(sheets), [(paper, len(sheets))])

    def extra(self, path: str, data: bytes, status: str, pages: int = 0, **more: Any) -> None:
        """A file that holds none of the papers."""
        self.delivery.files.append(File(path, data, status, pages, more=more))

    def picture(self, paper: Paper, path: str, data: bytes) -> None:
        """One more picture of a paper, in a file of its own."""
        self.delivery.files.append(File(path, data, pages=1))
        self.delivery.parts.setdefault(paper.id, []).append((path, [1]))

    def laid(self, path: str, data: bytes, sheets: Sequence[Sheet]) -> None:
        """A file that is made already. `sheets` say of each page what lies on it."""
        for number, papers in enumerate(sheets, 1):
            for paper in papers:
                at = self.delivery.parts.setdefault(paper.id, [(path, [])])
                at[0][1].append(number)
            if not papers:
                self.delivery.blank.append((path, number))
        self.delivery.files.append(File(path, data, pages=len(sheets)))

    def _add(self, path: str, data: bytes, said: Iterable[tuple[Paper, int]]) -> None:
        """Records the file and on which of its pages each paper lies; a count of 0 stands for a blank page."""
        at = 0
        for paper, count in said:
            if count == 0:
                at += 1
                self.delivery.blank.append((path, at))
                continue
            self.delivery.parts[paper.id] = [(path, list(range(at + 1, at + count + 1)))]
            at += count
        self.delivery.files.append(File(path, data, pages=at))


def write_folder(delivery: Delivery, folder: Path, sidecar: bytes) -> None:
    """The files in a folder, and beside them what the submitting system knows."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in nested(delivery.files):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    (folder / "_dossier.json").write_bytes(sidecar)


def nested(files: Iterable[File]) -> list[File]:
    """The files as they lie side by side: those of an archive inside (``a.zip!/b.pdf``) as that archive."""
    outer: list[File] = []
    inner: dict[str, list[File]] = {}
    for file in files:
        archive, _, inside = file.path.partition("!/")
        if inside:
            inner.setdefault(archive, []).append(File(inside, file.data))
        else:
            outer.append(file)
    return outer + [File(archive, zipped(members)) for archive, members in inner.items()]


def zipped(files: Iterable[File], *, encoding: str = "gb18030") -> bytes:
    """An archive whose names are in the encoding of a Chinese Windows, without the flag that would say UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in nested(files):
            info = _OldName(file.path, _OLD_DATE)
            info.encoding = encoding
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.data)
    return buffer.getvalue()


class _OldName(zipfile.ZipInfo):
    """An entry whose name is written as bytes of another encoding."""

    encoding: str

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802, the name is zipfile's
        return self.filename.encode(self.encoding), self.flag_bits & ~0x800
