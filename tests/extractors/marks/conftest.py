"""The drawing board, and one reader for the whole session: its models take seconds to load."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from extractors.pages.reader import Reader


@pytest.fixture(scope="session")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drawing", Path(__file__).parents[1] / "drawing.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
