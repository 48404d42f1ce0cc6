"""Hard ways of handing in keep the truth: every page has its owner, what cannot be seen is left open, the rest can be read."""

import io
from random import Random
from typing import cast

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples import seals, wear
from samples.forms import Press
from samples.packing import Packer
from samples.truth import truth
from tests.generator import odd_seals, worse
from tests.generator.manners import MANNERS, Work, fade, in_hard_manners
from tests.generator.random_dossiers import invented

ONE_PAGE = ("diploma", "title", "social", "opn", "overseas")


class QuickPen:
    """One mark for all: a red disc."""

    def seal(self, _rng: Random, _text: str, /) -> bytes:
        buffer = io.BytesIO()
        Image.new("RGBA", (60, 60), (*seals.RED, 220)).save(buffer, "PNG")
        return buffer.getvalue()

    def signature(self, rng: Random, name: str, /) -> bytes:
        return self.seal(rng, name)


class QuickPress:
    """Prints nothing: says how many pages there would be."""

    def pdf(self, template: str, _data: dict, _marks: dict) -> bytes:
        return b"2" if template == "recommend" else b"1"


@pytest.fixture
def press(monkeypatch) -> Press:
    monkeypatch.setattr(wear, "pages", lambda pdf, _dpi=150: [sheet(310, 438)] * int(pdf))
    return cast(Press, QuickPress())


@pytest.fixture(scope="module")
def whole() -> tuple:
    return invented(Random("whole"), "Swhole", QuickPen(), faults=False)


def sheet(wide: int = 620, high: int = 877) -> wear.Page:
    """White with rows of black marks and one red spot."""
    page = np.full((high, wide, 3), 255, np.uint8)
    for top in range(100, 700, 40):
        page[top : top + 6, 60:-60] = 0
    page[760:800, 400:440] = seals.RED
    return page


@pytest.mark.parametrize("one", [one for one in MANNERS if one.name != "600 dpi"], ids=lambda one: one.name)
def test_every_page_of_a_manner_has_its_papers(one, press, whole) -> None:
    story, plant, sheets = whole
    packer = Packer(Random(3), press)
    fit = [paper for paper in sheets if one.suits(paper) and (one.papers == 1 or paper.id not in ("rec", "app"))]
    chosen = sorted(fit, key=lambda paper: paper.id not in ONE_PAGE)[: one.papers]
    one.make(Work(Random(4), packer, plant, story.reviewer.name), chosen, "x")
    said = packer.delivery
    first = said.files[0]
    placed = {page for paper in chosen for file, pages in said.parts[paper.id] for page in pages if file == first.path}
    if first.path.endswith(".pdf"):
        with pypdfium2.PdfDocument(first.data) as document:
            assert len(document) == first.pages
        blank = {page for file, page in said.blank if file == first.path}
        assert placed | blank == set(range(1, first.pages + 1))
        assert not placed & blank
    assert {paper.id for paper in chosen} == said.parts.keys()


def test_a_hard_manner_is_named_in_the_truth_and_takes_the_papers_off_the_rest(press, whole) -> None:
    story, plant, sheets = whole
    for seed in range(40):
        packer = Packer(Random(1), press)
        work = Work(Random(seed), packer, plant, story.reviewer.name)
        left = in_hard_manners(work, [paper for paper in sheets if paper.id in ONE_PAGE], "photo")
        if packer.delivery.files:
            break
    said = truth(story, sheets, plant, packer.delivery, "photo")
    assert {one["manner"] for one in said["documents"]} == {one["manner"] for one in said["files"]}
    assert {paper.id for paper in left}.isdisjoint(one["id"] for one in said["documents"])
    assert in_hard_manners(work, sheets, "clean") == sheets


def test_what_is_copied_faint_or_negative_has_no_colour_left() -> None:
    for worn in (worse.copied(sheet(), Random(1)), worse.faint(sheet(), Random(1)), worse.negative(sheet())):
        assert (worn[..., 0] == worn[..., 1]).all()
        assert int(worn.max()) - int(worn.min()) > 60


def test_letters_in_glare_and_in_shadow_stay_apart_from_their_ground() -> None:
    for worn in (worse.glare(sheet(), Random(2)), worse.shadowed(sheet(), Random(2)), worse.curled(sheet(), Random(2))):
        rows = worn[130:690].reshape(7, 80, *worn.shape[1:])[:, :, 150:-150].mean(-1)
        assert (rows.max(1) - rows.min(1)).min() > 60


def test_two_upright_pages_lie_side_by_side_and_two_broad_ones_below_one_another() -> None:
    upright, broad = worse.together([sheet(), sheet()]), worse.together([sheet(877, 620)] * 2)
    assert upright.shape[1] > upright.shape[0]
    assert broad.shape[0] > broad.shape[1]


def test_a_seal_at_the_edge_is_cut() -> None:
    mark = np.full((60, 60, 4), 255, np.uint8) * np.array([1, 0, 0, 1], np.uint8)
    said = worse.stamped(np.full((400, 300, 3), 255, np.uint8), mark, (1.0, 0.5))
    red = np.nonzero(said[..., 1] == 0)
    assert red[1].max() == 299
    assert len(set(red[1])) < len(set(red[0]))


def test_most_seals_are_the_usual_ones_and_the_odd_ones_have_other_shapes(monkeypatch) -> None:
    monkeypatch.setattr(seals, "seal", lambda *_: b"usual")
    monkeypatch.setattr(odd_seals, "square", lambda *_: b"square")
    monkeypatch.setattr(odd_seals, "oval", lambda *_: b"oval")
    pen = odd_seals.OddPen(Random(1))
    drawn = [pen.seal(Random(5), "北京示例有限公司") for _ in range(400)]
    assert {"usual", "square", "oval"} == {one.decode() for one in drawn}
    assert 10 < sum(one != b"usual" for one in drawn) < 40


def test_a_square_seal_fills_its_corners_and_an_oval_one_is_broad() -> None:
    drawn = [
        np.asarray(Image.open(io.BytesIO(draw(Random(1), "北京示例有限公司", 150))))
        for draw in (odd_seals.square, odd_seals.oval)
    ]
    tall, broad = (np.ptp(np.nonzero(one[..., 3] > 40), axis=1) for one in drawn)
    assert tall[0] > 0.7 * 150
    assert broad[1] > 1.25 * broad[0]


def test_of_a_pale_seal_it_is_open_what_it_says(whole, press) -> None:
    story, plant, sheets = whole
    papers = [paper for paper in sheets if paper.id == "opn"]
    chance = Random(2)
    before = papers[0].marks["employer_seal"]
    while "opn" not in plant.pale:
        fade(chance, papers, plant)
    assert papers[0].marks["employer_seal"] != before
    packer = Packer(Random(1), press)
    packer.picture(papers[0], "a.jpg", b"")
    said = truth(story, sheets, plant, packer.delivery, "clean")
    assert said["fields_alt"]["/employer_review/opinion/seal_text"] == [story.opinion.seal_text, None]
    assert {"code": "UNI-05", "subject": None} in said["undetermined_ok"]
