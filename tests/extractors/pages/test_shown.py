"""Pages as they are shown: a Word file is drawn as it was read, with all that it says as text and nothing as markup."""

import io
from pathlib import Path

import docx
import numpy as np
from PIL import Image

from extractors.pages.shown import SIDE, shown
from schemas.files import PageSource
from schemas.geometry import PageRef


def source(local: Path, kind: str) -> PageSource:
    return PageSource.model_validate(
        {"ref": PageRef(file=local.name, page=1), "key": "k", "kind": kind, "local": str(local), "index": 0}
    )


def test_a_word_file_is_drawn_with_its_markup_as_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("姓名：<script>alert(1)</script> & 林知远")
    document.save(str(tmp_path / "a.docx"))
    drawn = shown(source(tmp_path / "a.docx", "flow")).decode()
    assert drawn.startswith("<svg")
    assert "<script" not in drawn
    assert "&lt;" in drawn
    assert "&amp;" in drawn


def test_a_photograph_is_shown_no_larger_than_a_column_needs(tmp_path: Path) -> None:
    Image.fromarray(np.full((3000, 2000, 3), 240, np.uint8)).save(tmp_path / "a.png")
    picture = Image.open(io.BytesIO(shown(source(tmp_path / "a.png", "image"))))
    assert picture.format == "JPEG"
    assert max(picture.size) == SIDE
