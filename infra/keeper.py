"""A small process that waits for its parent to be gone and then clears up: kills process groups, removes a folder.

It reads ``+<group>`` and ``-<group>`` lines from its standard input, which ends when the parent does, however it ended.
Standard library only; it runs as a file of its own.
"""

import contextlib
import os
import shutil
import signal
import sys


def main(folder: str) -> None:
    groups: set[int] = set()
    for line in iter(sys.stdin.buffer.readline, b""):
        (groups.add if line.startswith(b"+") else groups.discard)(int(line[1:]))
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
