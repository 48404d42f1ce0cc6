"""A second reader that agrees raises confidence; one that disagrees, or says nothing, changes nothing."""

import pytest

from extractors.second_voice import AGREED, CropAnswer, CropRequest, requests, says, weigh
from schemas.document import Block, Document
from schemas.field import Field
from schemas.geometry import Box, PageRef, Place
from schemas.page import Line, Page, Sheet

REF = PageRef(file="form.pdf", page=1)
ROWS: dict[str, Box] = {
    "name": (0.2, 0.10, 0.3, 0.12), "id_number": (0.2, 0.15, 0.5, 0.17), "signed_on": (0.2, 0.20, 0.4, 0.22),
    "title": (0.2, 0.25, 0.3, 0.27), "phone": (0.2, 0.30, 0.4, 0.32),
}  # fmt: skip
VALUES = {
    "name": "苏映禾",
    "id_number": "110101199003078718",
    "signed_on": "2023-06-06",
    "title": "研究员",
    "phone": "13800000000",
}
RAW = VALUES | {"signed_on": "2023年6月6日"}


def sheet(handwritten: bool = False) -> Sheet:
    lines = tuple(Line(text=RAW[name], box=box, handwritten=handwritten) for name, box in ROWS.items())
    return Sheet(ref=REF, page=Page(key="k", kind="scan", reader="rapidocr", width=1240, height=1754, lines=lines))


def field(name: str, confidence: float = 0.9, method: str = "rapidocr") -> Field:
    place = Place(file=REF.file, page=REF.page, box=ROWS[name])
    return Field(value=VALUES[name], raw=RAW[name], state="read", confidence=confidence, places=(place,), method=method)


def document(method: str = "rapidocr") -> Document:
    block = Block(kind="expert", fields={name: field(name, method=method) for name in ROWS}, pages=(REF,))
    return Document(id="d", type="recommendation_form", pages=(REF,), blocks=(block,))


def answers(**texts: str) -> list[CropAnswer]:
    return [
        CropAnswer(place=Place(file=REF.file, page=REF.page, box=ROWS[name]), key="k", box=ROWS[name], text=text, reader="t")
        for name, text in texts.items()
    ]


def after(*heard: CropAnswer) -> dict[str, tuple[float, str]]:
    (weighed,) = weigh([document()], heard)
    return {name: (one.confidence, one.method) for name, one in weighed.blocks[0].fields.items()}


def test_names_numbers_dates_and_titles_are_asked_for_and_nothing_else() -> None:
    asked = {request.place.box for request in requests([document()], [sheet()])}
    assert asked == {ROWS[name] for name in ("name", "id_number", "signed_on", "title")}


def test_only_figures_are_expected_of_an_id_number() -> None:
    assert [request.box for request in requests([document()], [sheet()]) if request.digits] == [ROWS["id_number"]]


def test_what_was_written_by_hand_is_not_asked_for() -> None:
    assert requests([document()], [sheet(handwritten=True)]) == ()


def test_what_a_text_layer_says_is_not_asked_for() -> None:
    assert requests([document(method="pdf-text")], [sheet()]) == ()


def test_the_most_doubtful_come_first() -> None:
    doubtful = document().blocks[0].model_copy(update={"fields": {"name": field("name", 0.99), "title": field("title", 0.6)}})
    asked = requests([document().model_copy(update={"blocks": (doubtful,)})], [sheet()])
    assert [request.box for request in asked] == [ROWS["title"], ROWS["name"]]


def test_a_place_is_asked_for_once_whoever_reads_it() -> None:
    assert len(requests([document(), document()], [sheet()])) == 4


def test_agreement_raises_confidence_and_is_named() -> None:
    assert after(*answers(name="苏映禾"))["name"] == (0.98, AGREED)


@pytest.mark.parametrize("text", ["苏映未", "", "苏"])
def test_disagreement_alone_changes_nothing(text: str) -> None:
    assert after(*answers(name=text))["name"] == (0.9, "rapidocr")


def test_of_a_day_that_both_lost_agreement_says_nothing() -> None:
    cut = field("signed_on", confidence=0.6).model_copy(update={"value": "2023", "raw": "2023年"})
    block = Block(kind="expert", fields={"signed_on": cut}, pages=(REF,))
    (weighed,) = weigh([Document(id="d", type="recommendation_form", pages=(REF,), blocks=(block,))], answers(signed_on="2023年"))
    assert weighed.blocks[0].fields["signed_on"].confidence == 0.6


def test_fields_that_were_not_asked_for_stay_as_they_were() -> None:
    assert after(*answers(name="苏映禾", phone="13800000000"))["phone"] == (0.9, "rapidocr")


def test_no_answers_no_change() -> None:
    assert weigh([document()], []) == (document(),)


@pytest.mark.parametrize(
    ("name", "value", "text", "same"),
    [
        ("signed_on", "2023-06-06", "日期：2023年6月6日", True),
        ("signed_on", "2023-06-06", "2023年6月8日", False),
        ("valid_to", "2040-06-20", "2020.06.20-2040.06.20", True),
        ("name", "苏映禾", "姓名：苏映禾", True),
        ("title", "研究员", "研究員", True),
        ("id_number", "110101199003078718", "110101199003078713", False),
    ],
)
def test_what_counts_as_the_same(name: str, value: str, text: str, same: bool) -> None:
    assert says(name, value, text) is same


def test_requests_and_answers_are_kept_as_json() -> None:
    (asked, *_) = requests([document()], [sheet()])
    assert CropRequest.model_validate_json(asked.model_dump_json()) == asked
    (said,) = answers(name="苏映禾")
    assert CropAnswer.model_validate_json(said.model_dump_json()) == said
