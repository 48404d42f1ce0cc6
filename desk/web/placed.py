"""What was done with pages, in words: as the record says it (pages by their places in it) and as the ledger does (by bytes)."""

import re

from desk.web.views import label
from desk.web.words import PLACES
from schemas.document import DOCUMENT_NAMES
from schemas.record import CaseRecord

_SAID = re.compile(r"(?:(?:new|with):)?(.+?)(\+rest)?", re.DOTALL)


def page_name(name: str | None, record: CaseRecord) -> str:
    """``/pages/3`` or ``SHA-256#2`` as a file and page of this record; one that it does not have (any more) says so."""
    where, _, number = (name or "").rpartition("/" if (name or "").startswith("/pages/") else "#")
    if where == "/pages" and int(number) < len(record.pages):
        return label(record.pages[int(number)].file, record.pages[int(number)].page)
    path = next((file.path for file in record.files if file.sha256 == where and file.pages), None)
    return label(path, int(number)) if path else "（页已不在）"


def said_of_page(value: object, record: CaseRecord) -> str:
    """Where it was put: ``另起一份“论文”``, ``归入《扫描件.pdf》第1页所在材料``, ``空白页``."""
    match = _SAID.fullmatch(str(value))
    name, rest = (match[1], "，其后各页随同" if match[2] else "") if match else ("", "")
    if str(value).startswith("new:"):
        return f"另起一份“{DOCUMENT_NAMES.get(name, name)}”{rest}"
    if str(value).startswith("with:"):
        return f"归入{page_name(name, record)}所在材料{rest}"
    return f"{PLACES.get(name, name)}{rest}"
