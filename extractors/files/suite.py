"""The office suite while it runs: one process, in a profile of its own, for each of ours, converting one file after the other.

LibreOffice is driven as a library (`kit`), not by its command: that insists on a socket in /tmp, where a child may not write,
and starts itself twice in a new profile. Nine tenths of what a small file would take in a process of its own is the start (the
fonts are looked through, whatever the profile).
"""

import atexit
import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from extractors.files import kit

IDLE = 20.0
"""Seconds after which it leaves when nothing has come: its memory counts as that of the worker."""

MOST = 100
"""Files for one process, so that it does not grow."""

_HARDENED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


class _EndedError(Exception):
    """The process is gone."""


def convert(library: Path, source: Path, target: Path, seconds: float) -> None:
    """Have the suite at this library save `source` as `target`, whose extension says as what; it may come to nothing.

    Raises `TimeoutError`. A process that hangs is killed, and one that died is replaced: the file that follows another is then
    tried once more, since it may have been the other's fault.
    """
    for _ in range(2):
        suite = _running(library)
        try:
            suite.convert(source, target, seconds)
        except TimeoutError:
            end()
            raise
        except _EndedError:
            end()
            if suite.files == 1:
                return
        else:
            if suite.files >= MOST:
                end()
            return


def end() -> None:
    """Kill what is left of the suite, whatever it has started, and remove its folder."""
    while _SUITES:
        _SUITES.pop().end()


class _Suite:
    """The running process; `files` counts what it was asked for."""

    def __init__(self, library: Path) -> None:
        self.library, self.files = library, 0
        self._folder = Path(tempfile.mkdtemp(prefix="office-"))
        profile = self._folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_HARDENED, encoding="utf-8")
        command = [sys.executable, "-I", "-S", str(kit.__file__), str(library), profile.as_uri(), str(IDLE)]
        quiet = os.environ | {"HOME": str(self._folder), "TMPDIR": str(self._folder)}  # nothing is written outside the folder
        self._process = subprocess.Popen(
            command, env=quiet, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
        )

    def convert(self, source: Path, target: Path, seconds: float) -> None:
        """Raises `TimeoutError`, and `_EndedError` where the process has died or left."""
        self.files += 1
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            os.write(asked.fileno(), f"{source.as_uri()}\t{target.as_uri()}\t{target.suffix.lstrip('.')}\n".encode())
        except BrokenPipeError:
            raise _EndedError from None
        if not select.select([answers], [], [], seconds)[0]:
            raise TimeoutError
        if not os.read(answers.fileno(), 1):
            raise _EndedError

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with self._process:  # waits, and closes the pipes
            pass
        shutil.rmtree(self._folder, ignore_errors=True)


_SUITES: list[_Suite] = []
"""The one that runs, if any."""


def _running(library: Path) -> _Suite:
    if not _SUITES or _SUITES[0].library != library:
        end()
        _SUITES.append(_Suite(library))
    return _SUITES[0]


atexit.register(end)
