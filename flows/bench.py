"""The bench at which the line works: killable children for whatever touches hostile bytes, the store for what is kept.

A child that hangs or dies costs its file or its page, which then says so in its record. What a child fails to understand
or to judge, and what this machine cannot do, costs the dossier: that is our fault and never becomes the applicant's.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from extractors.second_voice import CropAnswer, CropRequest
from flows.intake import NotProcessedError, original
from flows.line import Made, Matter, Understood
from flows.readings import Reading, Shelf, pack, unread
from flows.trouble import MACHINE
from flows.voice import ask
from infra.settings import Settings
from infra.store import Store
from infra.workers import Failure, Outcome, Pool
from schemas.base import Value
from schemas.files import Delivered, FileError, FileRecord, Limits, Opened, PageSource

log = logging.getLogger("jujian.bench")

V = TypeVar("V", bound=Value)

STEPS = "flows.steps:"
"""Where the steps are; only the children load them and all that they need."""

READING = "reading"
"""The room of the children that read pages: the reader's engines and what understanding loads are too much for one child."""

LINES_A_RUN = 40
"""Starting the second reader takes as long as it takes to read so many lines."""

FILE_ERRORS = {
    "timeout": FileError(code="timeout", message="打开文件超过时限，未能读取；请另存为普通的 PDF 文件后重新提交。"),
    "memory": FileError(code="limit", message="打开文件所需内存超过上限，未能读取；请拆分或压缩后重新提交。"),
    "crashed": FileError(code="crashed", message="文件使读取程序异常终止，未能读取；请另存为普通的 PDF 文件后重新提交。"),
}
OURS = {"OSError", "FileNotFoundError", "PermissionError", "ImportError", "ModuleNotFoundError"}
"""Exceptions that say something of this machine and nothing of the file."""


class Progress(Protocol):
    """Who wants to know how far the work is. Called from several threads."""

    def pages(self, count: int) -> None:
        """So many more pages are to be read."""

    def page(self) -> None:
        """One of them is read."""


class Shop(NamedTuple):
    """What all dossiers of a batch share. `profile` is the id or path by which the children load it as well;
    `reader` and `voice` are the versions of the two readers, under which their readings are kept.
    """

    pool: Pool
    store: Store
    settings: Settings
    profile: str
    reader: str
    voice: str
    progress: Progress


class Bench:
    """The stages of one dossier, done by the shop's children. `folder` is the dossier's own scratch folder.

    `sound` turns false where a file or page was given up for want of time or memory, or with a crash: another day may
    do better.
    """

    def __init__(self, shop: Shop, case_id: str, folder: Path) -> None:
        self._shop = shop
        self._case = case_id
        self._folder = folder
        self.sound = True
        self._shelf = Shelf(shop.store)
        self._erred: set[str] = set()

    def open(self, files: Sequence[Delivered]) -> Opened:
        """All delivered files, in order; those of an archive behind it."""
        waiting = [self._submit("open_one", file, self._fetched(file), self._folder, Limits(), first=True) for file in files]
        opened = [self._opened(file, future.result()) for file, future in zip(files, waiting, strict=True)]
        return Opened(
            files=tuple(file for each in opened for file in each.files),
            pages=tuple(page for each in opened for page in each.pages),
        )

    def read(self, pages: Sequence[PageSource]) -> tuple[Reading, ...]:
        """All pages, packed; what is stored is taken from there, and the same page is read once."""
        self._shop.progress.pages(len(pages))
        waiting: dict[str, bytes | Future[Outcome]] = {}
        for page in pages:
            if page.key not in waiting:
                waiting[page.key] = self._shelf.get(page.key, self._shop.reader) or self._submit("read_one", page, room=READING)
        readings = tuple(Reading(page.ref, self._settled(page, waiting)) for page in pages)
        if waiting and self._erred == waiting.keys():
            raise NotProcessedError(*MACHINE)
        return readings

    def understand(self, readings: tuple[Reading, ...]) -> Understood:
        return self._pure(Understood, "understand", readings, self._shop.profile)

    def ask(self, requests: Sequence[CropRequest], pages: Sequence[PageSource]) -> tuple[CropAnswer, ...]:
        """What the second reader says of these lines; nothing where it is not installed."""
        shop = self._shop
        if not shop.voice:
            return ()
        submit = partial(shop.pool.submit, STEPS + "answer", seconds=shop.settings.dossier_seconds, first=True)
        given_up = partial(self._given_up, "a second reading")
        runs = min(shop.settings.workers, 1 + len(requests) // LINES_A_RUN)
        return ask(requests, pages, runs, self._shelf, shop.voice, submit, given_up)

    def conclude(
        self,
        matter: Matter,
        files: tuple[FileRecord, ...],
        readings: tuple[Reading, ...],
        understood: Understood,
        answers: tuple[CropAnswer, ...],
    ) -> Made:
        return self._pure(Made, "conclude", matter, files, readings, understood, answers, self._shop.profile)

    def judge(self, matter: Matter, made: Made) -> Made:
        """The same case judged by what is now known of others."""
        return self._pure(Made, "judge", matter, made.kept, self._shop.profile).model_copy(update={"grounds": made.grounds})

    def forget(self) -> None:
        """Keep nothing of what was read: the dossier is in quarantine."""
        self._shelf.clear()

    def _submit(self, step: str, *args: Any, first: bool = False, room: str = "") -> Future[Outcome]:
        seconds = self._shop.settings.file_seconds if first else self._shop.settings.page_seconds
        return self._shop.pool.submit(STEPS + step, *args, seconds=seconds, first=first, room=room)

    def _pure(self, kind: type[V], step: str, *args: Any) -> V:
        outcome = self._shop.pool.run(STEPS + step, *args, seconds=self._shop.settings.dossier_seconds)
        if isinstance(outcome, Failure):
            log.error("case %s: %s failed (%s %s)", self._case, step, outcome.code, outcome.detail)
            raise NotProcessedError(f"{step}_failed", "程序内部处理失败，卷宗材料未受影响；请将运行日志交技术人员。")
        return kind.model_validate_json(outcome)

    def _fetched(self, file: Delivered) -> Path:
        """A copy of the original that a child may open."""
        local = self._folder / file.sha256
        if not local.exists():
            self._shop.store.fetch(original(file.sha256), local)
        return local

    def _opened(self, file: Delivered, outcome: Outcome) -> Opened:
        if isinstance(outcome, bytes):
            return Opened.model_validate_json(outcome)
        self._given_up("a file", outcome)
        error = FILE_ERRORS.get(outcome.code, FILE_ERRORS["crashed"])
        media = "application/octet-stream"
        record = FileRecord(
            path=file.path, sha256=file.sha256, size=file.size, media_type=media, pages=0, status="unreadable", error=error
        )
        return Opened(files=(record,))

    def _settled(self, page: PageSource, waiting: dict[str, bytes | Future[Outcome]]) -> bytes:
        """The page's reading, kept as soon as it is there."""
        there = waiting[page.key]
        reading = there if isinstance(there, bytes) else self._finished(page, there.result())
        waiting[page.key] = reading
        self._shop.progress.page()
        return reading

    def _finished(self, page: PageSource, outcome: Outcome) -> bytes:
        """A page that was given up says so, and is not kept."""
        if isinstance(outcome, Failure):
            self._given_up("a page", outcome)
            self._erred |= {page.key} if outcome.code == "error" else set()
            return pack(unread(page, self._shop.reader, outcome.code))
        self._shelf.put(page.key, self._shop.reader, outcome)
        return outcome

    def _given_up(self, what: str, failure: Failure) -> None:
        """Raises `NotProcessedError` where it was not the file's fault."""
        self.sound = False
        log.warning("case %s: %s was given up (%s %s)", self._case, what, failure.code, failure.detail)
        if failure.detail.partition(" ")[0] in OURS:
            raise NotProcessedError(
                "machine_trouble", "本机环境异常（磁盘空间、组件或模型），请运行 jujian doctor 检查后重新处理。"
            )
