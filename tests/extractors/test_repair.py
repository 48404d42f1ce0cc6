"""Numbers are put right in the documents only where a reader of pictures misread them, and what had been read stays in sight."""

from typing import Any

from extractors.repair import REPAIRED, repair
from extractors.second_voice import AGREED, CropAnswer, requests, weigh
from schemas.document import Block, Document
from schemas.field import Field
from schemas.geometry import Box, PageRef, Place
from schemas.page import Line, Page, Sheet

REF = PageRef(file="form.pdf", page=1)
BOX: Box = (0.2, 0.15, 0.5, 0.17)
PLACE = Place(file=REF.file, page=REF.page, box=BOX)
SOUND, LETTER, WRONG = "11010119900307205X", "1101O119900307205X", "11010119900807205X"


def document(value: str, method: str = "rapidocr") -> Document:
    field = Field(value=value, raw=value, state="read", confidence=0.97, places=(PLACE,), method=method)
    block = Block(kind="applicant", fields={"id_number": field}, pages=(REF,))
    return Document(id="d", type="application_form", pages=(REF,), blocks=(block,), fields={"uscc": field})


def sheets(confidence: float, handwritten: bool = False) -> list[Sheet]:
    line = Line(text="号码", box=BOX, confidence=confidence, handwritten=handwritten)
    return [Sheet(ref=REF, page=Page(key="k", kind="scan", reader="rapidocr", width=1240, height=1754, lines=(line,)))]


def mended(value: str, confidence: float = 0.999, heard: str = "", method: str = "rapidocr", **how: Any) -> Field:
    answers = [CropAnswer(place=PLACE, key="k", box=BOX, text=heard, reader="t")] if heard else []
    (made,) = repair(weigh([document(value, method)], answers), sheets(confidence, **how), answers)
    return made.blocks[0]["id_number"]


def test_a_letter_among_figures_is_put_right_and_told() -> None:
    field = mended(LETTER)
    assert (field.value, field.repaired, field.raw) == (SOUND, LETTER, LETTER)
    assert field.confidence == REPAIRED


def test_a_figure_printed_clearly_stays_wrong_even_if_the_second_reader_says_otherwise() -> None:
    assert mended(WRONG, confidence=0.99, heard=SOUND).value == WRONG
    assert mended(WRONG, confidence=0.99).repaired is None


def test_a_figure_read_unsurely_is_put_right_where_the_second_reader_read_the_sound_number() -> None:
    field = mended(WRONG, confidence=0.9, heard=SOUND)
    assert (field.value, field.repaired) == (SOUND, WRONG)
    assert mended(WRONG, confidence=0.9).value == WRONG


def test_what_both_readers_read_alike_was_printed_so() -> None:
    field = mended(WRONG, confidence=0.9, heard=WRONG)
    assert (field.value, field.method, field.repaired) == (WRONG, AGREED, None)


def test_what_was_typed_into_a_file_stays_as_it_was_typed() -> None:
    for method in ("docx", "pdf-text"):
        assert mended(LETTER, method=method).value == LETTER


def test_figures_written_by_hand_are_not_put_right_by_a_reader_of_print() -> None:
    assert mended(WRONG, confidence=0.9, heard=SOUND, handwritten=True).value == WRONG


def test_a_number_that_fails_its_check_is_read_a_second_time_whatever_it_is() -> None:
    for value, asked in (("91110105MA01XKQ31A", 1), ("91110105MA01XKQ31", 0)):
        field = document(value).fields["uscc"]
        paper = Document(id="d", type="other", pages=(REF,), fields={"employer_uscc": field})
        assert len(requests([paper], sheets(0.9))) == asked
