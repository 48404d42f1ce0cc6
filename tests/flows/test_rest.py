"""A reader that holds much between two pages gives back what its engines worked in, and reads as before."""

import hashlib
import os
from pathlib import Path

import pytest

from extractors.files.open import open_file
from flows import steps
from infra.memory import resident
from schemas.files import Delivered, Limits

SCAN = Path(__file__).parents[2] / "samples" / "dossiers" / "s4-one-scan" / "全部材料扫描件.pdf"


def test_memory_is_given_back_above_the_limit_and_only_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = SCAN.read_bytes()
    file = Delivered(path="a.pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    page = open_file(file, SCAN, tmp_path, Limits()).pages[0]
    before = steps.read_one(page)
    held = resident(os.getpid())
    monkeypatch.setattr(steps, "AMPLE", held // 2)
    assert steps.read_one(page) == before
    assert resident(os.getpid()) < held - 150_000_000
