"""The correlation id: opaque, one a run of a case, in every line of the log, in the run's name and in the feed's events."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_now: ContextVar[str] = ContextVar("correlation", default="-")


def new_id() -> str:
    """Random; says nothing of what it stands for."""
    return uuid4().hex


@contextmanager
def traced(correlation: str) -> Iterator[None]:
    """What is logged within is logged under this id."""
    before = _now.set(correlation)
    try:
        yield
    finally:
        _now.reset(before)


class Tracing(logging.Filter):
    """Of a handler: gives every line its `correlation`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.correlation = _now.get()
        return True
