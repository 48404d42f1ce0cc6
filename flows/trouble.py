"""Trouble around the work: whose it is, and how it is told in a log: once, in words of ours; what others say may hold names."""

import errno
import logging

from infra.ledger import LedgerError
from infra.store import StoreError
from infra.workers import WorkersError

MACHINE = ("machine_trouble", "本机环境异常（磁盘空间、组件或模型），请运行 jujian doctor 检查后重新处理。")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def is_ours(error: BaseException) -> bool:
    """Whether it is this machine that has no room for a copy, and not the source that cannot be read."""
    return isinstance(error, OSError) and error.errno in NO_ROOM


def trouble(error: BaseException) -> str:
    """Its code and what to do about it; of what is not ours its kind, and what the system says of it."""
    kind = str(getattr(error, "code", type(error).__name__))
    if isinstance(error, StoreError | LedgerError | WorkersError):
        return f"{kind}: {error}"
    return f"{kind}: {error.strerror}" if isinstance(error, OSError) and error.strerror else kind


class Telling:
    """Says what is wrong with something when it begins, not at every attempt, and when it is over."""

    def __init__(self, log: logging.Logger, what: str) -> None:
        self._log, self._what = log, what
        self._wrong: str | None = None

    def fails(self, error: Exception) -> None:
        """It did not work this time."""
        now = trouble(error)
        if now != self._wrong:
            self._log.warning("%s (%s); trying again", self._what, now)
        self._wrong = now

    def works(self) -> None:
        """It did."""
        if self._wrong:
            self._log.warning("over: %s", self._what)
        self._wrong = None
