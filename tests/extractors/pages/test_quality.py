"""How well a page was read: a verdict that a clerk can rely on, and that never asks for a page again without need."""

import numpy as np

from extractors.pages.quality import judge_reading
from extractors.pages.reader import RawLine

PAPER = np.full((1400, 1000), 235, np.uint8)


def line(text: str, confidence: float, y: int = 100) -> RawLine:
    quad = np.array([[100, y], [100 + 30 * len(text), y], [100 + 30 * len(text), y + 32], [100, y + 32]], np.float32)
    return RawLine(text=text, quad=quad, confidence=confidence, chars=np.zeros((0, 4, 2), np.float32))


def test_an_empty_sheet_is_read() -> None:
    assert judge_reading(PAPER, [], 0.0).quality == "read"


def test_ink_without_a_single_character_is_for_a_person_to_look_at() -> None:
    assert judge_reading(PAPER, [], 0.02).quality == "poor"


def test_a_page_of_which_most_cannot_be_made_out_is_unreadable_and_says_why() -> None:
    verdict = judge_reading(PAPER, [line("模糊不清的一行文字内容", 0.4, 100 + 60 * row) for row in range(8)], 0.03)
    assert verdict.quality == "unreadable"
    assert verdict.reason.endswith("无法可靠识别")


def test_a_sheet_with_nothing_but_a_signature_is_not_asked_for_again() -> None:
    assert judge_reading(PAPER, [line("2：", 0.4)], 0.0034).quality == "poor"


def test_clear_print_is_read() -> None:
    assert judge_reading(PAPER, [line("清晰的打印文字", 0.99)], 0.01).quality == "read"
