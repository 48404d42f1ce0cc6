"""The engine is shown what is written, in pieces of few sizes, and no empty paper."""

from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.written import LEAST, STEP, stretch, written_parts


def test_print_far_apart_is_read_in_pieces(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.write(500, 300, "双方约定的其他事项：无。")
    paper.write(500, 1660, "第 1 页")
    first, last = written_parts(paper.rgb)
    assert first.top < 300 < 340 < first.bottom
    assert last.top < 1660 < 1700 < last.bottom
    assert {part.bottom - part.top for part in (first, last)} == {LEAST}


def test_print_close_by_is_read_at_once(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.write(500, 300, "双方约定的其他事项：无。")
    paper.write(500, 700, "第 1 页")
    (part,) = written_parts(paper.rgb)
    assert part.top < 300
    assert part.bottom > 740


def test_no_piece_is_larger_than_the_page(drawing: ModuleType) -> None:
    paper = drawing.Paper(500, 400)
    paper.write(20, 20, "第 1 页")
    ((top, bottom, left, right, _, _),) = written_parts(paper.rgb)
    assert (top, bottom, left, right) == (0, 400, 0, 500)


def test_nothing_is_read_on_an_empty_page(drawing: ModuleType) -> None:
    assert written_parts(drawing.rescanned(drawing.Paper().rgb)) == []


def test_faint_writing_counts(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.write(500, 300, "铅笔写的字", colour=(215, 215, 215))
    assert len(written_parts(paper.rgb)) == 1


@given(start=st.integers(0, 2000), long=st.integers(1, 1000), whole=st.integers(300, 3400))
def test_a_stretch_holds_what_it_is_for_and_has_one_of_few_sizes(start: int, long: int, whole: int) -> None:
    start, end = min(start, whole - 1), min(start + long, whole)
    begin, stop = stretch(start, end, whole)
    assert 0 <= begin <= start
    assert end <= stop <= whole
    assert stop - begin == whole or (stop - begin >= LEAST and (stop - begin) % STEP == 0)
