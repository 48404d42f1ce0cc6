"""A small process that waits for its parent to be gone and then clears up: kills sessions, removes a folder.

It reads ``+<session>`` and ``-<session>`` lines from its standard input, which ends when the parent does, however it ended.
A session is a child and all that it has started, whatever groups they have made. Standard library only; it runs as a file
of its own.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

ROUNDS, PAUSE = 400, 0.005
"""A killed process is seen until the kernel is done with it; one that waits for a broken disk is given up after two seconds."""


def main(folder: str) -> None:
    sessions: set[int] = set()
    for line in iter(sys.stdin.buffer.readline, b""):
        (sessions.add if line.startswith(b"+") else sessions.discard)(int(line[1:]))
    for session in sessions:
        kill_session(session)
    for _ in range(ROUNDS):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        time.sleep(PAUSE)  # others who die just now may still write there


def kill_session(session: int) -> None:
    """End every process of the session, those too that are started meanwhile."""
    for _ in range(ROUNDS):
        members = [int(name) for name in os.listdir("/proc") if name.isdigit() and _session_of(name) == session]  # noqa: PTH208
        if not members:
            return
        for pid in members:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(PAUSE)


def _session_of(pid: str) -> int | None:
    """The session of a process that still runs; None for one that has ended and only waits to be told of."""
    try:
        state, _, _, session = Path("/proc", pid, "stat").read_bytes().rpartition(b")")[2].split()[:4]
    except (OSError, ValueError):
        return None
    return None if state in (b"Z", b"X") else int(session)


if __name__ == "__main__":
    main(sys.argv[1])
