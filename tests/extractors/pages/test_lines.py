"""Reading order: rows from the top, columns of running text one after the other, labels beside their values."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.lines import in_reading_order
from schemas.page import Line


def line(text: str, x0: float, y: float, x1: float, height: float = 0.015) -> Line:
    return Line(text=text, box=(x0, y, x1, y + height))


def order(lines: list[Line]) -> list[str]:
    return [one.text for one in in_reading_order(lines)]


def test_what_stands_level_is_read_from_left_to_right() -> None:
    assert order([line("研究员", 0.6, 0.101, 0.7), line("姓名", 0.1, 0.1, 0.2), line("标题", 0.4, 0.02, 0.6)]) == [
        "标题",
        "姓名",
        "研究员",
    ]


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    left = [line(f"左{n}", 0.08, 0.2 + 0.02 * n, 0.48) for n in range(8)]
    right = [line(f"右{n}", 0.52, 0.2 + 0.02 * n, 0.92) for n in range(8)]
    mixed = [
        line("题目", 0.2, 0.1, 0.8),
        *(one for pair in zip(left, right, strict=True) for one in pair),
        line("页脚", 0.4, 0.9, 0.6),
    ]
    assert order(mixed) == ["题目", *(f"左{n}" for n in range(8)), *(f"右{n}" for n in range(8)), "页脚"]


def test_labels_and_values_in_two_columns_are_read_row_by_row() -> None:
    rows = [
        (line(f"标签{n}", 0.1, 0.2 + 0.03 * n, 0.18), line(f"值{n}", 0.55, 0.2 + 0.03 * n, 0.6 + 0.04 * (n % 5)))
        for n in range(8)
    ]
    assert order([one for row in rows for one in row]) == [text for n in range(8) for text in (f"标签{n}", f"值{n}")]


def test_a_tall_signature_stands_in_the_row_of_its_label() -> None:
    assert order([line("苏映禾", 0.3, 0.48, 0.45, 0.05), line("签名：", 0.2, 0.5, 0.28), line("下一行", 0.2, 0.56, 0.3)]) == [
        "签名：",
        "苏映禾",
        "下一行",
    ]


places = st.tuples(st.floats(0, 0.9), st.floats(0, 0.95), st.floats(0.01, 0.1))


@given(st.lists(places, max_size=30))
def test_no_line_is_lost_or_doubled(drawn: list[tuple[float, float, float]]) -> None:
    lines = [line(str(n), x, y, x + wide) for n, (x, y, wide) in enumerate(drawn)]
    assert sorted(order(lines), key=int) == [str(n) for n in range(len(lines))]
