"""A crew: processes that run together for as long as this one does. One that ends is started again; none outlives this one.

Each has a session of its own, so that Ctrl-C reaches only this process, which then ends them in order; a keeper ends them
where this process is killed. Each has a folder of its own for temporary files: of one that was killed nothing is left,
neither files nor what it had started.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from infra import keeper
from infra.private import make_folder
from infra.scratch import new_name

GRACE = 60.0
"""Seconds a process has to end by itself once it is told."""
LONGEST_PAUSE = 60.0
LARGEST_LOG = 20_000_000
"""Bytes after which a log is put aside at the next start, in place of the one before."""

Said = Callable[[str], None]


class Member:
    """One process of the crew: its name, what is run, and with which further variables of the environment.

    `scratch` is its folder for temporary files. One that `stays` is needed by others to end well, and ends when they have.
    """

    def __init__(
        self, name: str, command: Sequence[str], variables: Mapping[str, str], log: Path, scratch: Path, stays: bool
    ) -> None:
        self.name, self._command, self._log, self._scratch = name, list(command), log, scratch
        self._variables = {**variables, "TMPDIR": str(scratch)}
        self.stays = stays
        self._process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        """How often it has ended soon after it was started."""
        self.begun = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> int:
        """Start it: the pid, which is its session too."""
        make_folder(self._scratch)
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".old"))
        with os.fdopen(os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=os.environ | self._variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.begun = time.monotonic()
        return self._process.pid

    def tell(self) -> None:
        """Tell it to end."""
        if self.runs and self._process:
            self._process.terminate()

    def stop(self, grace: float) -> None:
        """Have it end; what is left of its session after `grace` seconds is killed."""
        if self._process is None:
            return
        self.tell()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(grace)
        self.clear()
        self._process.wait()

    def clear(self) -> None:
        """Nothing is left of it: what it has started ends, its temporary files go."""
        if self._process:
            keeper.kill_session(self._process.pid)
        shutil.rmtree(self._scratch, ignore_errors=True)


class Crew:
    """Use it in a ``with``: leaving it ends all, those on which the others depend last, in the opposite order of their start.

    Logs lie in the folder `logs`, one a member. `said` is told the name of one that has ended by itself; `grace` is how many
    seconds one has to end when it is told.
    """

    def __init__(self, logs: Path, said: Said, grace: float = GRACE) -> None:
        make_folder(logs)
        self._logs, self._said, self._grace = logs, said, grace
        self._members: list[Member] = []
        self._scratch = new_name()
        command = [sys.executable, "-I", "-S", str(keeper.__file__), str(self._scratch)]
        self._keeper = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        first, last = (tuple(each for each in self._members[::-1] if each.stays is stays) for stays in (False, True))
        for member in first:
            member.tell()
        for member in first + last:
            member.stop(self._grace)
            self._note(member.pid, alive=False)
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait()

    def add(self, name: str, command: Sequence[str], variables: Mapping[str, str], stays: bool = False) -> Member:
        """Start one more. `stays`: others depend on it."""
        member = Member(name, command, variables, self._logs / f"{name}.log", self._scratch / name, stays)
        self._members.append(member)
        self._note(member.start(), alive=True)
        return member

    def mind(self, over: threading.Event, every: float = 0.5) -> None:
        """Start again what ends, after a pause that grows while it keeps ending, until it is `over`."""
        due: dict[str, float] = {}
        while not over.wait(every):
            now = time.monotonic()
            for member in self._members:
                if member.runs:
                    continue
                if member.name not in due:
                    quick = now - member.begun < LONGEST_PAUSE
                    member.failures = member.failures + 1 if quick else 1
                    due[member.name] = now + min(LONGEST_PAUSE, 2.0 ** (member.failures - 1))
                    member.clear()
                    self._note(member.pid, alive=False)
                    self._said(member.name)
                elif due[member.name] <= now:
                    del due[member.name]
                    self._note(member.start(), alive=True)

    def _note(self, session: int | None, alive: bool) -> None:
        if session is not None and self._keeper.stdin is not None:
            self._keeper.stdin.write(b"%c%d\n" % (b"+" if alive else b"-", session))
            self._keeper.stdin.flush()
