"""How many pages a run of the tests reads for real, in whatever process: counted, said, and held to a cap.

Reading is what takes time. Tests of something else find what they need read before: `tests.readings`.
"""

import os
import runpy
import sys
import tempfile
from pathlib import Path

import pytest

CAP = 60
"""Pages that `make test` may read; the long tests may read more."""
COUNTING = Path(__file__).parent / "counting"
COUNTER = "PAGES_READ"


def pytest_configure(config: pytest.Config) -> None:
    """This process and all that are started from here on count, those of xdist and the children of the pools too."""
    if _is_first(config):
        handle, os.environ[COUNTER] = tempfile.mkstemp(prefix="pages-read-")
        os.close(handle)
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(COUNTING)]))
        runpy.run_path(str(COUNTING / "sitecustomize.py"))
    if str(COUNTING) not in sys.path:  # xdist leaves some of it out; children are given all that is on it
        sys.path.append(str(COUNTING))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """More than the cap is a failure."""
    if _is_first(session.config) and _is_too_much(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The count, and what to do where it is too high."""
    terminalreporter.write_line(f"{read()} pages were read afresh")
    if _is_too_much(config):
        cure = "give tests that are not about reading what was read before (tests/readings/shelved.py)"
        terminalreporter.write_line(f"FAILED: that is more than {CAP}; {cure}", red=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _is_first(config):
        Path(os.environ.pop(COUNTER)).unlink()


def read() -> int:
    """Pages read since the tests were started."""
    return Path(os.environ[COUNTER]).stat().st_size


def _is_first(config: pytest.Config) -> bool:
    """Whether this is the process that was started by hand, and not one of xdist's."""
    return not hasattr(config, "workerinput")


def _is_too_much(config: pytest.Config) -> bool:
    return config.option.markexpr == "not slow" and read() > CAP
