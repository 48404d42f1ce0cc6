"""Two scans of one sheet have nearly one fingerprint; two sheets of one form have not."""

from types import ModuleType

import cv2
import numpy as np

from extractors.pages.fingerprint import fingerprint
from extractors.pages.rules import half_size


def of(rgb: np.ndarray) -> str | None:
    return fingerprint(half_size(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)))


def sheet(drawing: ModuleType, lines: list[str]) -> np.ndarray:
    paper = drawing.Paper()
    paper.write(430, 80, "情况说明", 40)
    for number, line in enumerate(lines):
        paper.write(110, 200 + 50 * number, line)
    return paper.rgb


ONE = ["兹证明苏映禾同志自二〇一八年起在我院从事漆器修复工作。", "工作认真负责。", "特此证明。"]
OTHER = ["关于申报材料的补充说明：", "一、论文原件另行提交；", "二、获奖证书以复印件为准，原件备查，请予审核。", "以上情况属实。"]


def apart(one: str | None, other: str | None) -> int:
    assert one is not None
    assert other is not None
    return bin(int(one, 16) ^ int(other, 16)).count("1")


def test_a_second_scan_of_the_same_sheet_differs_in_a_few_bits(drawing: ModuleType) -> None:
    rgb = sheet(drawing, ONE)
    assert apart(of(rgb), of(drawing.rescanned(rgb))) <= 14


def test_another_sheet_differs_in_many(drawing: ModuleType) -> None:
    assert apart(of(sheet(drawing, ONE)), of(sheet(drawing, OTHER))) >= 20


def test_where_nothing_is_to_be_seen_there_is_no_fingerprint(drawing: ModuleType) -> None:
    assert of(drawing.rescanned(drawing.Paper().rgb)) is None
