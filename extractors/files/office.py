"""Legacy word-processor files become DOCX through LibreOffice, in a profile of their own, within a time limit.

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
    """The file as DOCX, at ``scratch/<sha256>.docx``; converted once. `suffix` is what its bytes are (``doc``, ``rtf`` …).

    Raises `Refusal`: no office suite here, it took too long, or nothing came out.
    """
    place = scratch / f"{sha256}.docx"
    if place.exists():
        return place
    program = shutil.which("soffice") or shutil.which("libreoffice")
    library = kit.library_beside(Path(program)) if program else None
    if library is None or not library.exists():
        raise unsupported("旧版 Word、WPS、RTF、ODT 文档", "DOCX 或 PDF 文件")
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".office-") as folder:
        source = Path(folder) / f"document.{suffix}"
        shutil.copyfile(local, source)
        _convert(library, source, Path(folder))
        made = Path(folder) / "out" / "document.docx"
        if not made.is_file() or made.stat().st_size == 0:
            raise damaged("文档")
        made.replace(place)
    return place


def _convert(library: Path, source: Path, folder: Path) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_HARDENED, encoding="utf-8")
    target = folder / "out" / "document.docx"
    target.parent.mkdir()
    places = (profile.as_uri(), source.as_uri(), target.as_uri())
    command = [sys.executable, "-I", "-S", str(kit.__file__), str(library), *places, "docx"]
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
