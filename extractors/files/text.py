"""Plain text: one flow page, a line a line."""

from pathlib import Path

from extractors.files.refusal import too_much
from schemas.files import Limits, PageSource
from schemas.page import Line, Page

READER = "txt"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def check(path: Path, limits: Limits) -> None:
    """Raises `Refusal` where the file is larger than a text of any use."""
    if path.stat().st_size > limits.xml_bytes:
        raise too_much("文本文件", f" {limits.xml_bytes // 1_000_000} MB")


def decode(data: bytes) -> str:
    """By its mark, else UTF-8, else GB 18030 with what does not fit replaced."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def text_flow(source: PageSource) -> Page:
    """The file as a page of kind ``flow``: boxes only tell the order, one band a line."""
    rows = [row.strip() for row in decode(Path(source.local).read_bytes()).splitlines()]
    rows = [row for row in rows if row]
    height = 1 / max(len(rows), 1)
    lines = tuple(
        Line(text=row, box=(0.0, round(k * height, 5), 1.0, round((k + 1) * height, 5)), handwritten=False)
        for k, row in enumerate(rows)
    )
    return Page(key=source.key, kind="flow", reader=READER, width=595.0, height=842.0, lines=lines)
