"""FIL: files that cannot be opened, pages that cannot be read or are missing, materials of unknown kind or of others."""

import re
from dataclasses import replace

from schemas.case import PageState, TocEntry
from schemas.document import Document
from schemas.files import FileRecord, FileStatus
from schemas.geometry import PageRef
from validators.context import FORMS, Context
from validators.facts.people import holder_of, is_of_case, kin
from validators.registry import check
from validators.subjects import Subject
from validators.verdict import Verdict, failed, passed, skipped, unsure

DOUBTFUL = 0.5
"""The confidence of a document's type below which a person files it; settings: ``confidence.type``."""


RESENT = "《{file}》未能读取；本轮收到的{new}是否就是重新提交的该材料？"
"""Asked where a file that could not be read may have come again under quite another name."""

UNFINISHED = "《{file}》第{pages}页本系统未能读完（耗时过长、内存不足或读取出错），内容未经核对；该页目视是否可以辨认？"
"""Asked where the machine and not the page may be at fault."""


def _unless_again(verdict: Verdict, c: Context, path: str) -> Verdict:
    """What was not readable and came again, legible, is no longer asked for; what may have come again is asked about."""
    again = c.again(path)
    if again.how == "no" or verdict.outcome != "fail":
        return verdict
    if again.how == "yes":
        return replace(verdict, outcome="pass", reason="sent again, legible")
    new = "、".join(f"《{other}》" for other in again.files)
    return replace(verdict, outcome="undetermined", reason="perhaps sent again").saying(new=new).asking(RESENT)


def _file(verdict: Verdict, s: Subject) -> Verdict:
    file: FileRecord = s.value
    return verdict.in_file(file.path, s.pointer).saying(file=file.path)


def _status(c: Context, s: Subject, wanted: FileStatus) -> Verdict:
    file: FileRecord = s.value
    if file.status == wanted:
        return _unless_again(_file(failed(file.error.code if file.error else wanted), s), c, file.path)
    return skipped(file.status) if file.status in ("ignored", "unreadable", "encrypted") else passed(file.status)


@check("file_opens", "file")
def file_opens(c: Context, s: Subject) -> Verdict:
    """FIL-01. A format that is not supported may well open for the applicant: a person looks."""
    if s.value.status == "unsupported":
        return _file(unsure("unsupported"), s)
    return _status(c, s, "unreadable")


@check("file_needs_no_password", "file")
def file_needs_no_password(c: Context, s: Subject) -> Verdict:
    """FIL-02."""
    return _status(c, s, "encrypted")


@check("file_has_content", "file")
def file_has_content(c: Context, s: Subject) -> Verdict:
    """FIL-04. A file of which every page is blank; a single blank picture is the back of a photographed sheet."""
    file: FileRecord = s.value
    pages = [page for page in c.case.pages if page.ref.file == file.path]
    if file.status == "read" and pages and all(page.placement.place == "blank" for page in pages):
        if file.media_type.startswith("image/") and len(pages) == 1:
            return skipped("a blank picture")
        return _unless_again(_file(failed("blank"), s), c, file.path)
    return _status(c, s, "empty")


@check("page_legible", "page")
def page_legible(c: Context, s: Subject) -> Verdict:
    """FIL-03. Low confidence is not illegibility: a poor page is referred only where nothing at all was made out on it."""
    page: PageState = s.value
    if page.placement.place in ("blank", "duplicate"):
        return skipped(page.placement.place)
    said = {"file": page.ref.file, "pages": page.ref.page, "region": "", "field": "内容"}
    if page.ref in c.bad_pages:
        illegible = failed(page.quality_reason or "unreadable").on(page.ref, pointer=s.pointer).saying(**said)
        return _unless_again(illegible, c, page.ref.file)
    if page.ref in c.doubtful_pages:
        doubtful = unsure(page.quality_reason or "poor").on(page.ref, pointer=s.pointer).saying(**said)
        return doubtful.asking(UNFINISHED) if page.ref in c.given_up else doubtful
    return passed(page.quality)


@check("pages_all_there", "file")
def pages_all_there(c: Context, s: Subject) -> Verdict:
    """FIL-05. Page numbers with a gap, or fewer pages than «共 N 页», found where the document begins in this file."""
    file: FileRecord = s.value
    for document in (document for document in c.case.documents if document.pages[0].file == file.path):
        missing = next((tag.partition(":")[2] for tag in document.tags if tag.startswith("missing_pages")), "")
        if missing:
            return (
                failed("missing pages").on(*document.pages[:1], pointer=c.pointer(document)).saying(file=file.path, pages=missing)
            )
    return passed() if file.status == "read" else skipped(file.status)


@check("material_classified", "document")
def material_classified(c: Context, s: Subject) -> Verdict:
    """FIL-06."""
    document: Document = s.value
    doubtful = document.type == "other" or document.confidence < c.setting("confidence.type", DOUBTFUL)
    return _document(failed("unclassified") if doubtful else passed(), s)


@check("material_of_this_case", "document")
def material_of_this_case(c: Context, s: Subject) -> Verdict:
    """FIL-07. A name that resembles the applicant's is a variant (XCH-01), not another person."""
    document: Document = s.value
    holder = holder_of(document)
    if document.type in FORMS or not holder.present or not c.own_name.field.present:
        return skipped("nobody named")
    if is_of_case(c, str(holder.value)) or kin(c, document):
        return passed("of this case")
    return _document(failed("another person"), s).saying(other=holder.value)


@check("page_not_secret", "page")
def page_not_secret(c: Context, s: Subject) -> Verdict:
    """FIL-08. The page itself, or its document, bears 绝密, 机密 or 秘密 with its ★; the whole dossier is then quarantined."""
    page: PageState = s.value
    document = c.case.document(page.placement.place)
    if "secret" in page.tags or (document is not None and "secret" in document.tags):
        return failed("marked secret").on(page.ref, pointer=s.pointer).saying(file=page.ref.file)
    return passed()


@check("listed_material_supplied", "dossier")
def listed_material_supplied(c: Context, _: Subject) -> Verdict:
    """FIL-09. Rows of the applicant's own list that no material answers; unread files may hold them. Where only materials that
    another row names as well could answer one, or one is called by words that tell no type while materials are left over that
    no row names, a person says whether they do.
    """
    rows = [row for row in c.case.toc if row.title.present and not _is_list_itself(row)]
    missing = [row for row in rows if not row.documents and not row.doubtful]
    doubtful = [row for row in rows if row.doubtful]
    open_rows = missing or doubtful
    if not open_rows:
        return passed("all supplied")
    said = {"n": "、".join(row.no for row in open_rows), "item": "、".join(str(row.title.value) for row in open_rows)}
    verdict = c.elsewhere("may stand in what was not read") or (
        failed("not supplied") if missing else unsure("may be what another row names")
    )
    pages = tuple(PageRef(file=p.file, page=p.page) for row in open_rows for p in row.title.places if p.page is not None)
    return verdict.on(*pages).saying(**said)


def _is_list_itself(row: TocEntry) -> bool:
    return bool(re.search(r"目录|清单|一览表", str(row.title.value)))


def _document(verdict: Verdict, s: Subject) -> Verdict:
    document: Document = s.value
    return verdict.on(*document.pages[:1], pointer=s.pointer).saying(file=document.title or document.pages[0].file)
