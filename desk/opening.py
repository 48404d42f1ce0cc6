"""What a command opens: a case to act on, or the state of an output. What goes wrong is told in one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.errors import WRONG_USAGE, stop, told
from flows.docket import CaseError, Docket, OpenError, opened_docket
from flows.home import Home, open_home
from flows.intake import NotProcessedError
from flows.run import DEFAULT_PROFILE
from infra.ledger import TakenError
from infra.settings import hush, load_settings
from infra.store import S3_SCHEME
from validators.decisions import DecisionError

UNDECIDED = 4
"""Exit status: the notice was not issued, for something is still to be decided."""


@contextmanager
def opened_case(key: str, out: str, profile: str | None, number: int | None = None) -> Iterator[Docket]:
    """The case; what goes wrong is told in one line."""
    hush()
    with told():
        try:
            with opened_docket(key, out, load_settings(os.environ), profile or DEFAULT_PROFILE, number) as docket:
                yield docket
        except (CaseError, DecisionError, NotProcessedError, TakenError) as error:
            stop(WRONG_USAGE, error.code, getattr(error, "message", str(error)))
        except OpenError as error:
            stop(UNDECIDED, error.code, str(error))


@contextmanager
def opened_state(out: str) -> Iterator[Home]:
    """The ledger and store below an output that is there; what goes wrong is told in one line."""
    hush()
    with told():
        want_state(out)
        with open_home(out, load_settings(os.environ)) as home:
            yield home


def want_state(out: str) -> None:
    """Stop with one line where nothing was ever kept at this output: a mistyped one is not made."""
    with told():
        settings = load_settings(os.environ)
    elsewhere = out.startswith(S3_SCHEME) or settings.ledger or settings.home
    if not elsewhere and not (Path(out) / ".jujian").is_dir():
        stop(WRONG_USAGE, "no_ledger", "输出位置没有台账；请核对 --out，或先运行 jujian run。")
