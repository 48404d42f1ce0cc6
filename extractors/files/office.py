"""Old word-processor files become DOCX, presentations PDF: through LibreOffice, in a profile of their own, in limited time.

LibreOffice is driven as a library (`kit`), not by its command: that insists on a socket in /tmp, where a child may not write,
and starts itself twice in a new profile.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from extractors.files import kit
from extractors.files.refusal import Refusal, damaged, unsupported

_SLIDES = "libsdlo.so"  # Impress
TIMEOUT = 120.0  # seconds; a small file takes less than one
_HARDENED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


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
        _convert(library, source, made, Path(folder))
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


def _convert(library: Path, source: Path, target: Path, folder: Path) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_HARDENED, encoding="utf-8")
    target.parent.mkdir()
    places = (profile.as_uri(), source.as_uri(), target.as_uri())
    command = [sys.executable, "-I", "-S", str(kit.__file__), str(library), *places, target.suffix.lstrip(".")]
    quiet = os.environ | {"HOME": str(folder), "TMPDIR": str(folder)}  # nothing is written outside the folder
    process = subprocess.Popen(
        command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise Refusal("timeout", "文档转换超时，请另存为 DOCX 或 PDF 文件后重新提交。") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills what is left of the suite, and whatever it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
