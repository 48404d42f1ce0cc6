"""Old word-processor files become DOCX, presentations PDF: through LibreOffice (`suite`), in limited time."""

import shutil
import tempfile
from pathlib import Path

from extractors.files import kit, suite
from extractors.files.refusal import Refusal, damaged, unsupported

_SLIDES = "libsdlo.so"  # Impress
TIMEOUT = 120.0  # seconds; a small file takes less than one


def to_docx(local: Path, sha256: str, suffix: str, scratch: Path) -> Path:
    """The text document as DOCX, at ``scratch/<sha256>.docx``; converted once. `suffix` is what its bytes are (``doc`` …).

    Raises `Refusal`: no office suite here, it took too long, or nothing came out.
    """
    return _made(local, sha256, suffix, "docx", scratch)


def to_pdf(local: Path, sha256: str, suffix: str, scratch: Path) -> Path:
    """The presentation as PDF, at ``scratch/<sha256>.pdf``; otherwise as `to_docx`."""
    return _made(local, sha256, suffix, "pdf", scratch)


def _made(local: Path, sha256: str, suffix: str, kind: str, scratch: Path) -> Path:
    place = scratch / f"{sha256}.{kind}"
    if place.exists():
        return place
    library = _library(slides=kind == "pdf")
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".office-") as folder:
        source = Path(folder) / f"document.{suffix}"
        shutil.copyfile(local, source)
        made = Path(folder) / "out" / f"document.{kind}"
        made.parent.mkdir()
        try:
            suite.convert(library, source, made, TIMEOUT)
        except TimeoutError:
            raise Refusal("timeout", "文档转换超时，请另存为 DOCX 或 PDF 文件后重新提交。") from None
        if not made.is_file() or made.stat().st_size == 0:
            raise damaged("文档")
        made.replace(place)
    return place


def _library(slides: bool) -> Path:
    """The office suite's library. Raises `Refusal` where it, or its part for presentations, is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    library = kit.library_beside(Path(program)) if program else None
    if library is None or not library.exists():
        raise unsupported("旧版 Word、WPS、RTF、ODT、演示文稿", "DOCX 或 PDF 文件")
    if slides and not (library.parent / _SLIDES).exists():
        raise unsupported("演示文稿")
    return library
