"""Small good files of every format that is read, the same at every making; what is broken is broken from these."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

from tests.extractors.files import conftest as papers
from tests.extractors.files import formats, ofd_writer

WORDS = "申请人姓名单位职称专业领域推荐意见"
_DAY = (2026, 1, 1, 0, 0, 0)


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip without the day of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, method)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tarred(members: Mapping[str, bytes], mode: str = "w:") -> bytes:
    """A tar, compressed as `mode` says."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def mail(attachments: Mapping[str, bytes]) -> bytes:
    """A mail with attachments."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "申报材料"
    message.set_content("材料见附件。")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.set_boundary("=boundary=")
    return message.as_bytes()


def word(body: str = papers.p(WORDS)) -> bytes:
    return zipped(unzipped(papers.docx(body)))


def book() -> bytes:
    return zipped(formats.excel_parts([["序号", "材料"], [1, "举荐表"]]))


def fixed() -> bytes:
    return zipped(ofd_writer.parts([ofd_writer.text(30, 40, WORDS)]))


def sheet() -> bytes:
    """A page of text as PDF."""
    return papers.pdf([papers.text(90, 700, WORDS)])


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    papers.printed(120, 160).save(out, kind)
    return out.getvalue()


def open_document(content: str) -> bytes:
    """A text of OpenDocument."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    entries = '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>'
    inner = f"<o:body><o:text>{content}</o:text></o:body>"
    body = f'<o:document-content xmlns:o="{office}" xmlns:t="{text}">{inner}</o:document-content>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": body, "META-INF/manifest.xml": manifest}
    return zipped({name: part.encode() for name, part in parts.items()}, zipfile.ZIP_STORED)


def seeds() -> dict[str, bytes]:
    """A good file for every ending."""
    inner = {"证书/a.txt": b"text", "b.zip": zipped({"c.txt": b"more"})}
    return {
        "pdf": sheet(),
        "docx": word(),
        "xlsx": book(),
        "xls": formats.old_excel([["序号", "材料"]]),
        "ofd": fixed(),
        "msg": formats.outlook("见附件", {"a.txt": b"text"}),
        "eml": mail({"a.txt": b"text", "b.pdf": sheet()}),
        "zip": zipped(inner),
        "tar": tarred(inner),
        "tar.xz": tarred(inner, "w:xz"),
        "tar.bz2": tarred(inner, "w:bz2"),
        "rar": formats.rar(inner),
        **{kind: picture(name) for kind, name in _PICTURES.items()},
    }


_PICTURES = {"png": "PNG", "jpg": "JPEG", "tif": "TIFF", "bmp": "BMP", "gif": "GIF", "webp": "WEBP"}
