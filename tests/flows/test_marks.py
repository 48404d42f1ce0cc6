"""Seals and signatures from the drawn page to what is judged of them: read by the engine, understood, judged. All invented."""

import io
from collections.abc import Callable, Sequence
from random import Random

import pytest
from PIL import Image

from extractors.documents.recommendation_form import read as read_form
from extractors.pages.reader import Reader
from extractors.pages.scan import read_picture
from samples.seals import signature
from schemas.document import Document
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.profile import Profile
from tests.extractors.drawing import INK, Paper
from validators.profile import load_profile

from .drawn import Case, judged, outcome

BODY, OTHER = "北方工艺美术研究院", "南海渔业机械制造厂"
Judge = Callable[[Sequence[Paper]], Case]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("beijing-2023-12")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def judge(reader: Reader, profile: Profile) -> Judge:
    return lambda papers: judged(papers, reader, profile)


def opinion(*, label: str = f"{BODY}（公章）") -> Paper:
    paper = Paper()
    paper.write(420, 120, "单位推荐意见", 56)
    for row, text in enumerate(
        (
            "苏映禾同志系我单位在职职工。经初审，履职情况良好，材料属实，",
            "经公示无异议。经研究，同意推荐其申报正高级职称。",
            f"工作单位：{BODY}",
        )
    ):
        paper.write(140, 260 + 60 * row, text, 30)
    paper.write(640, 760, label, 28)
    paper.write(760, 850, "2026年2月11日", 28)
    return paper


def grey(paper: Paper) -> Paper:
    """The same, copied without colour."""
    copy = Paper()
    copy.image.paste(paper.image.convert("L").convert("RGB"))
    return copy


def columns(text: str, high: int) -> list[str]:
    """The text in columns from the left, to be read from the right."""
    return [text[at : at + high] for at in range(0, len(text), high)][::-1]


def rows(text: str, wide: int) -> list[str]:
    """The text in columns from the left, to be read row by row."""
    return [text[at::wide] for at in range(wide)]


SEALS: dict[str, tuple[Callable[[Paper], None], str, str]] = {
    "square, read from the right": (lambda paper: paper.block_seal(820, 800, 190, columns(BODY, 3), 5), "pass", BODY),
    "square, another's": (lambda paper: paper.block_seal(820, 800, 190, rows(OTHER, 3), -4), "fail", OTHER),
    "oval, another's": (lambda paper: paper.oval_seal(820, 800, 270, OTHER, "业务章", 4), "fail", OTHER),
}


@pytest.mark.parametrize("kind", [*list(SEALS)[:2], pytest.param("oval, another's", marks=pytest.mark.slow)])
def test_the_lettering_of_an_oval_or_square_seal_agrees_or_conflicts_with_the_employer(judge: Judge, kind: str) -> None:
    stamp, expected, text = SEALS[kind]
    paper = opinion()
    stamp(paper)
    case = judge([paper])
    said = case["employer_review"]["opinion"]
    assert (said["sealed"], said["signed_on"]) == (True, "2026-02-11")
    assert said["seal_text"].startswith(text)
    assert outcome(case, "UNI-05") == expected


@pytest.mark.slow
def test_a_seal_that_nobody_can_read_is_asked_about_and_one_of_a_grey_copy_may_be_there(judge: Judge) -> None:
    paper = opinion()
    paper.seal(820, 800, 118, "※" * 9)
    case = judge([paper])
    assert (outcome(case, "UNI-03"), outcome(case, "UNI-05")) == ("pass", "undetermined")
    hidden = judge([grey(opinion())])
    assert (hidden["employer_review"]["opinion"]["sealed"], outcome(hidden, "UNI-03")) == (None, "undetermined")


@pytest.mark.slow
def test_a_name_seal_is_not_the_organisations_and_beside_its_own_it_changes_nothing(judge: Judge) -> None:
    alone, both = opinion(), opinion()
    for paper in (alone, both):
        paper.block_seal(1010, 900, 96, ["禾印", "苏映"], 3)
    both.seal(780, 790, 118, BODY)
    assert outcome(judge([alone]), "UNI-03") == "undetermined"
    case = judge([both])
    assert (outcome(case, "UNI-03"), outcome(case, "UNI-05"), outcome(case, "FLG-03")) == ("pass", "pass", "pass")


@pytest.mark.slow
def test_a_seal_across_two_pages_fills_no_slot_and_is_read_from_both_halves(judge: Judge) -> None:
    first, second = opinion(), Paper()
    for row in range(6):
        second.write(140, 200 + 70 * row, "以上材料经我单位审核，内容真实，同意上报，特此说明。", 30)
    first.seal(1240, 800, 118, BODY)
    second.seal(0, 800, 118, BODY)
    case = judge([first, second])
    assert case["employer_review"]["opinion"]["sealed"] is None
    assert (outcome(case, "UNI-03"), outcome(case, "FLG-03")) == ("undetermined", "pass")


Fill = Callable[[Paper, float, float], None]


def experts(*slots: Fill) -> Paper:
    """A page of a form with an expert a slot; what is done at a slot is given its place."""
    paper = Paper()
    for number, fill in enumerate(slots):
        top = 100 + 520 * number
        paper.write(420, top, f"专家举荐意见（{'一二三'[number]}）", 40)
        for row, text in enumerate(
            (
                "姓名：闻人笛　　　职称：教授",
                "工作单位：京华大学　　　职务：系主任",
                "举荐意见：该同志业绩突出，同意举荐其申报正高级职称。",
            )
        ):
            paper.write(140, top + 90 + 62 * row, text, 28)
        paper.write(560, top + 330, "专家签名：", 28)
        paper.write(760, top + 410, "2026年1月5日", 28)
        fill(paper, 720, top + 330)
    return paper


def written(text: str) -> Fill:
    return lambda paper, x, y: paper.write(x, y, text, 28)


def by_hand(paper: Paper, x: float, y: float) -> None:
    drawn = Image.open(io.BytesIO(signature(Random(7), "闻人笛", INK)))
    drawn = drawn.resize((240, round(240 * drawn.height / drawn.width)))
    paper.image.paste(drawn, (round(x), round(y - 30)), drawn)


def by_stamp(paper: Paper, x: float, y: float) -> None:
    paper.block_seal(x + 70, y + 16, 92, ["笛印", "闻人"], 2)


@pytest.mark.parametrize(
    ("slots", "states"),
    [
        ((by_hand, written("闻人笛"), written("／")), [(True, None), (False, "闻人笛"), (False, None)]),
        ((written(""), by_stamp, written("无")), [(False, None), (None, "闻人笛"), (False, None)]),
    ],
)
def test_what_stands_in_the_slot_of_a_signature(
    reader: Reader,
    profile: Profile,
    slots: tuple[Callable[[Paper, float, float], None], ...],
    states: list[tuple[bool | None, str]],
) -> None:
    page = read_picture(experts(*slots).rgb, "k", reader)
    ref = PageRef(file="a.pdf", page=1)
    form = read_form(Document(id="d1", type="recommendation_form", pages=(ref,)), [Sheet(ref=ref, page=page)], profile)
    signed = [block["signed"] for block in form.of_kind("expert")]
    assert [(field.value, None if field.value else field.raw) for field in signed] == states
