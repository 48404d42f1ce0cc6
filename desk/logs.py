"""The log of a program that runs for long: one line an event on standard error, with its time and its correlation id."""

import logging

from infra.trace import Tracing


def log_to_stderr() -> None:
    """From now on, and with what goes well: case ids, codes and counts, nothing personal."""
    handler = logging.StreamHandler()
    handler.addFilter(Tracing())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s (%(correlation)s)"))
    log = logging.getLogger("jujian")
    log.handlers = [handler]
    log.setLevel(logging.INFO)
