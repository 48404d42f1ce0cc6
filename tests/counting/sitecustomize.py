"""Counts the pages that are read for real: a byte each, in the file that ``PAGES_READ`` names.

Python loads a module of this name in every process that is started with this folder on its path (`tests.afresh` puts it there),
and it opens the file before a child fences itself in. What it counts with is put around the reader when that is loaded.
"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

READER = "extractors.pages.scan"
COUNTED = "read_picture"


class Count:
    """Finds the reader's module, once, and counts the calls of the function that reads a whole page."""

    def __init__(self, file: str) -> None:
        self.file = os.open(file, os.O_WRONLY | os.O_APPEND)

    def find_spec(self, name: str, path: Sequence[str] | None = None, _target: object = None) -> ModuleSpec | None:
        if name != READER:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            setattr(module, COUNTED, self.counted(getattr(module, COUNTED)))

        spec.loader.exec_module = exec_module
        return spec

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def count(*args: Any, **more: Any) -> Any:
            os.write(self.file, b".")
            return function(*args, **more)

        return count


if os.environ.get("PAGES_READ"):
    sys.meta_path.insert(0, Count(os.environ["PAGES_READ"]))
