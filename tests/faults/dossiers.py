"""Small dossiers of invented people, as folders and archives: a form, and a certificate that is a scan."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx

from infra.store import Store

CERTIFICATES = Path(__file__).parents[2] / "samples" / "dossiers" / "s1-complete"
SCANS = ("06毕业证书.pdf", "07职称证书.pdf")
"""So many different pages are read, however many dossiers there are; none of them is evidence, which is compared among cases."""
NAMES = "甲乙丙丁戊己庚辛壬癸"


class Small(NamedTuple):
    """A dossier: its key, and its files by path."""

    key: str
    files: dict[str, bytes]
    archive: bool

    def objects(self) -> Iterator[tuple[str, bytes]]:
        """What is dropped, in order: what says that all is there comes last."""
        if self.archive:
            yield f"{self.key}.zip", _zipped(self.files)
            return
        yield from ((f"{self.key}/{path}", content) for path, content in self.files.items())
        listed = {"files": {path: len(content) for path, content in self.files.items()}}
        yield f"{self.key}/_READY.json", json.dumps(listed, ensure_ascii=False).encode()


def small_dossiers(count: int) -> list[Small]:
    """The same each time but for the bytes of the Word files."""
    scans = [(CERTIFICATES / name).read_bytes() for name in SCANS]
    return [
        Small(f"卷宗{number:02}", {"举荐表.docx": _form(number), "证书.pdf": scans[number % len(scans)]}, number % 3 == 2)
        for number in range(count)
    ]


def lay(dossiers: list[Small], folder: Path) -> None:
    """Into a folder, all at once."""
    for path, content in ((each, content) for dossier in dossiers for each, content in dossier.objects()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def drop(dossier: Small, inbox: Store) -> None:
    """Into a bucket. Raises `StoreError`; then it may be dropped again."""
    for path, content in dossier.objects():
        inbox.put(path, content)


def told(inbox: Store, dossier: Small) -> str:
    """What the clerk reads of her dossier."""
    name = f"{dossier.key}{'.zip' if dossier.archive else ''}"
    for each in (dossier.key, name):
        if inbox.stat(f"{each}.状态.txt"):
            return inbox.get(f"{each}.状态.txt").decode("utf-8-sig")
    return ""


def _form(number: int) -> bytes:
    rows = [
        ("姓名", f"林知{NAMES[number // 10]}{NAMES[number % 10]}"),
        ("工作单位", "北京云岫测绘有限公司"),
        ("申报级别", ("副高级", "正高级")[number % 2]),
        ("申报系列", "工程技术人才"),
        ("联系电话", f"138001380{number:02}"),
    ]
    document = docx.Document()
    document.add_heading("北京市高级职称考核认定举荐表")
    table = document.add_table(rows=0, cols=2)
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, each in files.items():
            archive.writestr(zipfile.ZipInfo(path), each)
    return content.getvalue()
