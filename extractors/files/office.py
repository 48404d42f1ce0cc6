"""Legacy word-processor files become DOCX through LibreOffice, in a profile of their own, within a time limit."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extractors.files.refusal import Refusal, damaged, unsupported

TIMEOUT = 120.0  # seconds; the first start writes its profile and takes about five
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
    """The file as DOCX, at ``scratch/<sha256>.docx``; converted once. `suffix` is what its bytes are (``doc``, ``rtf`` …).

    Raises `Refusal`: no office suite here, it took too long, or nothing came out (it exits with 0 on corrupt input too).
    """
    place = scratch / f"{sha256}.docx"
    if place.exists():
        return place
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise unsupported("旧版 Word、WPS、RTF、ODT 文档", "DOCX 或 PDF 文件")
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".office-") as folder:
        source = Path(folder) / f"document.{suffix}"
        shutil.copyfile(local, source)
        _convert(program, source, Path(folder))
        made = Path(folder) / "out" / "document.docx"
        if not made.is_file() or made.stat().st_size == 0:
            raise damaged("文档")
        made.replace(place)
    return place


def _convert(program: str, source: Path, folder: Path) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_HARDENED, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise Refusal("timeout", "文档转换超时，请另存为 DOCX 或 PDF 文件后重新提交。") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills what is left of the suite: the launcher leaves its real process in the same session."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
