"""What clerks hand in at the desk: laid down file by file, then put through the line in the background, one after the other.

An upload that is complete lies in the home until its dossiers are done, so that a stopped desk goes on with it.
"""

import logging
import re
import shutil
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import uuid4

from flows.arrival import arrive
from flows.run import Batch, Order
from infra.faults import fault
from infra.private import create_file, make_folder
from infra.settings import Settings
from infra.store import fetchable
from schemas.files import is_archive
from schemas.summary import SummaryRow

log = logging.getLogger("jujian.desk")

MOST_FILES, MOST_BYTES = 2_000, 4_000_000_000
READY = ".ready"
SIDECAR = "_dossier.json"
BROKEN = "处理未能完成，材料已妥存；请联系技术人员查看运行日志。"


class UploadError(ValueError):
    """A file or a dossier that cannot be taken (Chinese)."""


class Upload:
    """One hand-in, and how far it is: what is told of it is read while it runs."""

    def __init__(self, folder: Path, account: str) -> None:
        self.folder, self.account = folder, account
        self.files = self.bytes = 0
        self.total = self.read = self.waiting = 0
        self.state = "open"
        self.rows: tuple[SummaryRow, ...] = ()

    @property
    def id(self) -> str:
        return self.folder.name.removesuffix(READY)

    def dossiers(self, count: int) -> None:
        self.waiting = count

    def dossier(self) -> None:
        """The rows say it at the end."""

    def pages(self, count: int) -> None:
        self.total += count

    def page(self) -> None:
        self.read += 1

    def lay(self, path: str, content: BinaryIO, name: str) -> None:
        """Put one file in its place: in the folder it came in, or, loose, in the dossier `name`. Raises `UploadError`."""
        parts = PurePosixPath(path.replace("\\", "/")).parts
        loose = len(parts) == 1 and not is_archive(path)
        place = "/".join((name, *parts) if loose else parts)
        if loose and not name.strip():
            raise UploadError("散放的文件须写明卷宗名称。")
        if not fetchable(place) or re.search(r"[\x00-\x1f]", place) or place.startswith(".") or parts[-1] == SIDECAR:
            raise UploadError("文件名不能使用，请改名后再上传。")
        self._write(self.folder / place, content)

    def _write(self, to: Path, content: BinaryIO) -> None:
        self.files += 1
        if self.files > MOST_FILES:
            raise UploadError(f"一次最多上传 {MOST_FILES} 个文件，请分次上传。")
        make_folder(to.parent)
        try:
            with create_file(to) as target:
                while block := content.read(1 << 20):
                    self.bytes += len(block)
                    if self.bytes > MOST_BYTES:
                        raise UploadError("一次最多上传 4 GB，请分次上传。")
                    target.write(block)
        except FileExistsError:
            raise UploadError("同一位置有两个同名文件，请核对后再上传。") from None


class Uploads:
    """All uploads of this desk. `home` is a local folder for them; ``None``: one that goes with the desk."""

    def __init__(self, home: Path | None, out: str, settings: Settings, rules: str) -> None:
        self._out, self._settings, self._rules = out, settings, rules
        self._temporary = None if home else tempfile.TemporaryDirectory(prefix="jujian-")
        self._root = (home / "uploads") if home else Path(self._temporary.name if self._temporary else "")
        self._known: dict[str, Upload] = {}
        self._line = ThreadPoolExecutor(1, thread_name_prefix="arrival")
        self._batch: Batch | None = None
        self._closing = threading.Event()
        make_folder(self._root)
        for folder in self._root.iterdir():
            if folder.name.endswith(READY):
                self._queue(Upload(folder, ""))
            else:
                shutil.rmtree(folder, ignore_errors=True)

    def open(self, account: str) -> Upload:
        """A new, empty one."""
        upload = Upload(self._root / uuid4().hex, account)
        make_folder(upload.folder)
        self._known[upload.id] = upload
        return upload

    def get(self, id: str, account: str) -> Upload | None:
        """This account's upload of this id."""
        upload = self._known.get(id)
        return upload if upload and upload.account == account else None

    def start(self, upload: Upload) -> None:
        """All is there: put it through the line as soon as those before it are done."""
        ready = upload.folder.with_name(upload.folder.name + READY)
        upload.folder.rename(ready)
        upload.folder = ready
        self._queue(upload)

    def close(self) -> None:
        """Stop what runs; what is not done is taken up at the next start."""
        self._closing.set()
        if self._batch:
            self._batch.office.shop.pool.close()
        self._line.shutdown(wait=True, cancel_futures=True)
        if self._temporary:
            self._temporary.cleanup()

    def _queue(self, upload: Upload) -> None:
        upload.state = "waiting"
        self._known[upload.id] = upload
        self._line.submit(self._work, upload)

    def _work(self, upload: Upload) -> None:
        upload.state = "running"
        order = Order(str(upload.folder), self._out, profile=self._rules)
        try:
            upload.rows = arrive(order, self._settings, date.today().isoformat(), upload, self._begun)
            upload.state = "done"
        except Exception as error:  # whatever it is, the clerk must be told and the next upload must go on
            log.error("an upload: %s", fault(error))
            upload.state = "failed"
        finally:
            self._batch = None
        if not self._closing.is_set() and upload.state == "done":
            shutil.rmtree(upload.folder, ignore_errors=True)

    def _begun(self, batch: Batch) -> None:
        self._batch = batch
