"""A pool of killable child processes, for work on hostile input that no signal can interrupt.

A task is a function of a module, called in a child as ``task(*args) -> bytes``; it may be given by name
(``module:function``), where this process need not load what it needs. Only bytes come back, never a pickle: a child that
a file has taken over can answer nonsense, but not run anything here. A child that hangs, grows too large or
dies is killed with all that it started, and replaced; its task's outcome is a `Failure`, and the other tasks go on.

One thread here minds one child at a time; a child belongs to the room whose tasks it does. Children are started by
``python -m infra.child`` and not by `multiprocessing`, which would import the parent's main module (under a Prefect worker
that is Prefect) into each of them.
"""

import contextlib
import itertools
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from infra import keeper
from infra.child import DONE, READY
from infra.memory import resident
from infra.scratch import new_name

START_SECONDS = 180
"""How long a child may take to import what it needs and to load its models."""

GLANCE_SECONDS = 0.05
"""How often a busy child's memory is looked at."""

ATTEMPTS = 2
"""A child may have died of what an earlier task left behind: its task is tried once more in a fresh one."""

SENT = ("SIGKILL", "SIGTERM", "SIGHUP", "SIGQUIT")
"""What a child that one of these ended died of says little of its task: somebody sent it, be it a person, a machine that
shuts down, or the kernel when memory is used up, by whomever."""

ATTEMPTS_IF_SENT = 5
"""A task that meets one this often, each time in a fresh child, is taken for its cause."""

PRIVATE = ("SECRET", "TOKEN", "PASSWORD", "PASSWD", "CREDENTIAL", "ACCESS_KEY", "API_KEY")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")


class Failure(NamedTuple):
    """Why a task has no answer. `detail` names a signal, or an exception's type and place, never anything of the input."""

    code: Literal["timeout", "memory", "crashed", "error"]
    detail: str = ""


class WorkersError(Exception):
    """Children cannot be started at all: something is wrong with this machine, not with the input."""

    code = "workers_broken"


Outcome = bytes | Failure


Task = Callable[..., bytes] | str


class _Job(NamedTuple):
    rank: tuple[int, int]
    task: Task | None
    args: tuple[Any, ...]
    seconds: float
    room: str
    future: Future[Outcome]


class Pool:
    """`size` children at work at once, each started when there is work for it. Use it in a ``with``: leaving it kills what
    still runs.

    Tasks of different rooms are done by different children, which wait for their room's next task: so none of them ever
    holds the models of two kinds of work.

    `start` is called in every child before its first task. `memory` is in bytes: what a child may hold (looked at while
    it works), and three times as much what it may ask for. `scratch` is a private folder that goes when the pool goes,
    even where this process is killed; children have it as their folder for temporary files. Once it is `closed`, whatever
    still waits for it fails, and means nothing.
    """

    def __init__(self, size: int, memory: int, start: Callable[[], None] | None = None) -> None:
        self.scratch = new_name()
        self._memory = memory
        self._start = start
        self._keeper = _Keeper(self.scratch)
        self.scratch.mkdir(mode=0o700)
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._order = itertools.count()
        self.closed = False
        self._children: set[_Child] = set()
        self._idle: defaultdict[str, list[_Child]] = defaultdict(list)
        self._minders = [threading.Thread(target=self._mind, name=f"minder-{n}", daemon=True) for n in range(size)]
        for minder in self._minders:
            minder.start()

    def submit(self, task: Task, *args: Any, seconds: float, first: bool = False, room: str = "") -> Future[Outcome]:
        """Have a child of that room do it, within so many seconds from when it starts; `first` goes before what waits already.

        The future's result is the bytes or a `Failure`; it raises `WorkersError` where no child can be started.
        """
        future: Future[Outcome] = Future()
        self._jobs.put(_Job((0 if first else 1, next(self._order)), task, args, seconds, room, future))
        if self.closed:
            self._drop_waiting()
        return future

    def run(self, task: Task, *args: Any, seconds: float) -> Outcome:
        """`submit` before everything that waits, and wait for the outcome."""
        return self.submit(task, *args, seconds=seconds, first=True).result()

    def close(self) -> None:
        """Kill the children, cancel what waits, remove the scratch folder."""
        self.closed = True
        self._drop_waiting()
        for child in tuple(self._children):
            child.kill()
        for _ in self._minders:
            self._jobs.put(_Job((2, next(self._order)), None, (), 0, "", Future()))
        for minder in self._minders:
            minder.join()
        for child in tuple(self._children):
            self._dismiss(child)
        shutil.rmtree(self.scratch, ignore_errors=True)
        self._keeper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _drop_waiting(self) -> None:
        while True:
            try:
                self._jobs.get_nowait().future.cancel()
            except queue.Empty:
                return

    def _mind(self) -> None:
        """What one minder does until the pool closes: take a job, have a child do it."""
        while (job := self._jobs.get()).task is not None:
            if job.future.set_running_or_notify_cancel():
                try:
                    job.future.set_result(self._settle(job))
                except Exception as error:  # whatever it is, whoever waits for the future must hear of it
                    job.future.set_exception(error)

    def _settle(self, job: _Job) -> Outcome:
        left = {"sent": ATTEMPTS_IF_SENT, "own": ATTEMPTS}
        child = self._free(job.room)
        while True:
            child = child or self._employ()
            outcome = child.do(job, self._memory)
            if isinstance(outcome, bytes) or outcome.code == "error":
                self._idle[job.room].append(child)
                return outcome
            self._dismiss(child)
            child = None
            end = "sent" if outcome.detail in SENT else "own"
            left[end] -= 1
            if outcome.code == "timeout" or self.closed or not left[end]:
                return outcome

    def _free(self, room: str) -> "_Child | None":
        """The child of that room that was at work last, if one has nothing to do."""
        with contextlib.suppress(IndexError):
            return self._idle[room].pop()
        return None

    def _employ(self) -> "_Child":
        child = _Child(self._memory, self.scratch)
        self._children.add(child)
        if self.closed:
            child.kill()
        self._keeper.note(child.pid, alive=True)
        try:
            child.prepare(self._start)
        except WorkersError:
            self._dismiss(child)
            raise
        return child

    def _dismiss(self, child: "_Child") -> None:
        child.kill()
        child.bury()
        self._keeper.note(child.pid, alive=False)
        self._children.discard(child)


class _Child:
    """One child process, in a session of its own, and the connection to it."""

    def __init__(self, memory: int, scratch: Path) -> None:
        self._connection, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "infra.child", str(theirs.fileno()), str(memory * 3)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(scratch),
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        self.pid = self._process.pid

    def prepare(self, start: Callable[[], None] | None) -> None:
        """Wait until it is ready. Raises `WorkersError`."""
        try:
            self._connection.send(start)
            answer = self._connection.recv_bytes() if self._connection.poll(START_SECONDS) else b"it takes too long"
        except (EOFError, OSError):
            answer = b"it ended at once"
        if answer != READY:
            raise WorkersError(f"a worker cannot start ({answer.decode(errors='replace')}); run `jujian doctor`")

    def do(self, job: _Job, memory: int) -> Outcome:
        """Its answer, or why there is none; after anything but an ``error`` the child is of no more use."""
        end = time.monotonic() + job.seconds
        try:
            self._connection.send((job.task, job.args))
            while not self._connection.poll(min(GLANCE_SECONDS, max(0, end - time.monotonic()))):
                if time.monotonic() >= end:
                    return Failure("timeout")
                if resident(self.pid) > memory:
                    return Failure("memory")
            answer = self._connection.recv_bytes()
        except (EOFError, OSError):
            return self._end()
        if answer.startswith(DONE):
            return answer.removeprefix(DONE)
        detail = answer.decode(errors="replace")
        return Failure("memory" if detail.startswith("MemoryError") else "error", detail)

    def kill(self) -> None:
        """End it, and whatever it has started."""
        keeper.kill_session(self.pid)

    def bury(self) -> None:
        self._process.wait()
        self._connection.close()

    def _end(self) -> Failure:
        """How it ended; a SIGKILL that comes again and again is the kernel's, out of memory."""
        try:
            status = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return Failure("crashed", "connection lost")
        if status == -signal.SIGKILL:
            return Failure("memory", "SIGKILL")
        return Failure("crashed", signal.Signals(-status).name if status < 0 else f"exit {status}")


class _Keeper:
    """The process that kills the children and removes the scratch folder when this one dies without doing so."""

    def __init__(self, scratch: Path) -> None:
        command = [sys.executable, "-I", "-S", str(keeper.__file__), str(scratch)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self._lock = threading.Lock()

    def note(self, session: int, alive: bool) -> None:
        assert self._process.stdin is not None
        with self._lock, contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(b"%c%d\n" % (b"+" if alive else b"-", session))
            self._process.stdin.flush()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _environment(scratch: Path) -> dict[str, str]:
    """What a child may know: no credentials, no service's address, one thread, temporary files in the scratch folder."""
    foreign = ("AWS_", "PREFECT_", "JUJIAN_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(foreign) and not any(word in name.upper() for word in PRIVATE)
    }
    return kept | ONE_THREAD | {"TMPDIR": str(scratch), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
