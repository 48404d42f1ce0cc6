"""The same sheets scanned at 100, 300 and 600 dots an inch say the same. All persons are invented."""

import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from extractors.extract import extract
from extractors.pages.read import read_page
from extractors.pages.reader import Reader
from samples.seals import signature
from schemas.document import Document, DocumentType
from schemas.files import PageSource
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.profile import Profile

pytestmark = pytest.mark.slow

DRAWN = 600
Picture = NDArray[np.uint8]


def form(paper: Any) -> None:
    """A page of a 举荐表, ruled, signed by hand."""
    xs, ys = [500, 1200, 2600, 3300, 4460], [900, 1200, 1500, 2900]
    paper.write(1500, 500, "专家举荐意见（一）", 190)
    texts = [["姓名", "闻人笛", "职称", "教授"], ["工作单位", "京华大学", "联系电话", "13900000001"]]
    paper.table(xs, ys[:3], [], width=8)
    paper.frame(xs[0], ys[2], xs[-1], ys[3], width=8)
    paper.draw.line([(xs[1], ys[2]), (xs[1], ys[3])], fill=(25, 25, 25), width=8)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            paper.write(xs[column] + 50, ys[row] + 90, text, 100)
    paper.write(xs[0] + 50, 2100, "举荐意见", 100)
    paper.write(xs[1] + 50, 1640, "该同志长期从事漆器修复，业绩突出，", 100)
    paper.write(xs[1] + 50, 1840, "同意举荐其申报正高级职称。", 100)
    paper.write(2300, 2400, "举荐人签名：", 100)
    paper.write(2300, 2680, "2026年1月5日", 100)
    drawn = Image.open(io.BytesIO(signature(Random(7), "闻人笛", (25, 25, 25))))
    drawn = drawn.resize((800, round(800 * drawn.height / drawn.width)))
    paper.image.paste(drawn, (3000, 2300), drawn)


def certificate(paper: Any) -> None:
    """A letter of honour, sealed."""
    paper.write(1900, 900, "荣誉证书", 260)
    paper.write(600, 1700, "梁雨桐同志：", 120)
    paper.write(840, 1960, "你完成的“大漆髹饰数字档案”项目荣获北方漆艺创新奖二等奖，", 120)
    paper.write(600, 2220, "特发此证，以资鼓励。", 120)
    paper.write(600, 2600, "证书编号：2023-B-17", 110)
    paper.write(3000, 3300, "北方漆艺协会", 120)
    paper.write(3000, 3560, "2023年11月12日", 120)
    paper.seal(3400, 3420, 470, "北方漆艺协会")


SHEETS: dict[DocumentType, tuple[Callable[[Any], None], dict[str, Any]]] = {
    "recommendation_form": (
        form,
        {
            "name": "闻人笛", "title": "教授", "employer": "京华大学", "phone": "13900000001", "signed": True,
            "opinion": "该同志长期从事漆器修复，业绩突出，同意举荐其申报正高级职称。", "signed_on": "2026-01-05",
        },
    ),
    "award_certificate": (
        certificate,
        {
            "holder": "梁雨桐", "title": "大漆髹饰数字档案", "level": "二等奖", "number": "2023-B-17", "issuer": "北方漆艺协会",
            "issued_on": "2023-11-12", "sealed": True,
        },
    ),
}  # fmt: skip


def scanned(rgb: Picture, dpi: int, folder: Path) -> PageSource:
    """The sheet as a scanner at that resolution gives it: noise, soft focus, JPEG in a PDF."""
    size = (round(rgb.shape[1] * dpi / DRAWN), round(rgb.shape[0] * dpi / DRAWN))
    said = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32) * 0.97
    said += np.random.default_rng(dpi).normal(0, 4, (*said.shape[:2], 1)).astype(np.float32)
    Image.fromarray(np.clip(said, 0, 255).astype(np.uint8)).save(folder / "a.pdf", resolution=dpi, quality=80)
    return PageSource(ref=PageRef(file="a.pdf", page=1), key=f"{dpi}", kind="pdf", local=str(folder / "a.pdf"), index=0)


@pytest.fixture(scope="module", params=SHEETS)
def sheet(request: pytest.FixtureRequest, drawing: ModuleType) -> tuple[DocumentType, Picture]:
    paper = drawing.Paper(4960, 7016)
    SHEETS[request.param][0](paper)
    return request.param, paper.rgb


@pytest.mark.parametrize("dpi", [100, 300, 600])
def test_a_sheet_says_the_same_at_every_resolution(
    sheet: tuple[DocumentType, Picture], dpi: int, reader: Reader, profile: Profile, tmp_path: Path
) -> None:
    kind, rgb = sheet
    source = scanned(rgb, dpi, tmp_path)
    start = process_time()
    page = read_page(source, reader)
    assert process_time() - start < 40
    assert page.quality in (("read", "poor") if dpi == 100 else ("read",))
    found = extract(Document(id="d1", type=kind, pages=(source.ref,)), [Sheet(ref=source.ref, page=page)], profile)
    fields = found.of_kind("expert")[0].fields if kind == "recommendation_form" else found.fields
    expected = SHEETS[kind][1]
    assert {name: fields[name].value for name in expected if name in fields} == expected
