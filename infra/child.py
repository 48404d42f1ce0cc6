"""The other end of `infra.workers`: what runs in a child process, task after task, until its parent is gone."""

import pkgutil
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from infra.confine import confine
from infra.faults import fault

READY = b"ready"
DONE = b"done:"


def main(descriptor: int, address_space: int) -> None:
    """Serve the connection at this file descriptor, confined to the folder for temporary files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    confine(Path(tempfile.gettempdir()))
    # OpenVINO takes its own silent stand-in where its telemetry cannot be imported.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    connection = Connection(descriptor)
    try:
        connection.send_bytes(_prepared(connection.recv()))
        while True:
            connection.send_bytes(_answer(*connection.recv()))
    except (EOFError, BrokenPipeError):
        return


def _prepared(start: Callable[[], None] | None) -> bytes:
    try:
        if start:
            start()
    except Exception as error:
        return f"{type(error).__name__}: {error}".encode()
    return READY


def _answer(task: Callable[..., bytes] | str, args: tuple[Any, ...]) -> bytes:
    """The task's bytes, or the fault that ended it."""
    try:
        function = pkgutil.resolve_name(task) if isinstance(task, str) else task
        return DONE + function(*args)
    except Exception as error:
        return fault(error).encode()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
