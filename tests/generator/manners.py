"""Hard ways of handing in: in a third of all scanned or photographed dossiers one or two papers arrive in such a manner.

A manner says nothing untrue and leaves everything legible; what a person cannot see on such a page (a red seal on a grey copy)
the truth leaves open. Its name stands in the truth at the file and at the document.
"""

import io
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from samples import broken, seals, wear
from samples.packing import Packer, Sheet
from samples.papers import Paper
from samples.plant import Plant
from samples.wear import Page
from tests.generator import odd_seals, worse

SHARE = 1 / 3
"""Of the dossiers that are not clean."""
FADED = 0.05
"""How often all seals of a paper are pale."""
_FORMS = ("rec", "app")
_SHORT = frozenset(
    {"diploma", "degree_certificate", "title_certificate", "vocational_certificate", "award_certificate", "patent_certificate"}
    | {"software_copyright", "talent_programme", "heritage_certificate", "benefit_certificate", "social_insurance_record"}
)
"""Types of one sheet that bear a seal of their own."""


class Work(NamedTuple):
    """What a manner has to do with: its chances, the packer, the expectations, and whose seal may be lent."""

    rng: Random
    packer: Packer
    plant: Plant
    body: str


Way = Callable[[Work, Sequence[Paper], str], None]


class Manner(NamedTuple):
    """How a file of so many `papers` is made; `ways` are the difficulties in which it may occur. Of a `poor` one it may be asked
    whether it can be read.
    """

    name: str
    make: Way
    ways: frozenset[str]
    papers: int
    poor: bool
    suits: Callable[[Paper], bool]


MANNERS: list[Manner] = []


def manner(
    name: str,
    ways: str = "scan mixed",
    papers: int = 1,
    poor: bool = False,
    suits: Callable[[Paper], bool] = lambda _: True,
) -> Callable[[Way], Way]:
    """Registers a manner under its name."""

    def register(make: Way) -> Way:
        MANNERS.append(Manner(name, make, frozenset(ways.split()), papers, poor, suits))
        return make

    return register


def fade(rng: Random, sheets: Sequence[Paper], plant: Plant) -> None:
    """Takes ink from the seals of a paper now and then: that there is one is seen, what it says may be beyond reading."""
    for paper in sheets:
        pale = rng.random() < FADED
        for slot in [slot for slot in paper.marks if pale and slot.endswith("seal")]:
            paper.marks[slot] = odd_seals.faded(paper.marks[slot], rng.uniform(0.35, 0.5))
            plant.pale.add(paper.id)


def in_hard_manners(work: Work, sheets: list[Paper], difficulty: str) -> list[Paper]:
    """Packs one or two papers or groups of them in a hard manner; gives the papers that are left to pack."""
    fitting = [one for one in MANNERS if difficulty in one.ways]
    if not fitting or work.rng.random() > SHARE:
        return sheets
    left = list(sheets)
    for one in work.rng.sample(fitting, work.rng.choice((1, 2))):
        fit = [paper for paper in left if one.suits(paper)]
        if len(fit) < one.papers:
            continue
        chosen = fit if one.papers == 1 else [paper for paper in fit if paper.id not in _FORMS]
        chosen = work.rng.sample(chosen, min(one.papers, len(chosen)))
        chosen.sort(key=sheets.index)
        path = f"{'、'.join(dict.fromkeys(paper.title for paper in chosen))}{work.rng.randint(100, 999)}"
        before = len(work.packer.delivery.files)
        one.make(work, chosen, path)
        for file in work.packer.delivery.files[before:]:
            file.more["manner"] = one.name
            if one.poor:
                work.plant.asks("FIL-03", subject=file.path)
        left = [paper for paper in left if paper not in chosen]
    return left


@manner("curled", "photo mixed")
def _curled(work: Work, papers: Sequence[Paper], path: str) -> None:
    _photographed(work, papers[0], path, lambda page: wear.photo(worse.curled(page, work.rng), work.rng))


@manner("glare", "photo mixed", poor=True)
def _glare(work: Work, papers: Sequence[Paper], path: str) -> None:
    _photographed(work, papers[0], path, lambda page: worse.glare(wear.photo(page, work.rng), work.rng))


@manner("shadow", "photo mixed")
def _shadow(work: Work, papers: Sequence[Paper], path: str) -> None:
    _photographed(work, papers[0], path, lambda page: worse.shadowed(wear.photo(page, work.rng), work.rng))


@manner("100 dpi", poor=True)
def _coarse(work: Work, papers: Sequence[Paper], path: str) -> None:
    _scanned(work, papers[0], path, lambda page: wear.scan(page, work.rng), dpi=100)


@manner("600 dpi", suits=lambda paper: paper.id not in _FORMS)
def _fine(work: Work, papers: Sequence[Paper], path: str) -> None:
    """Scanned at 300 and written at 600 dots an inch, as drivers do."""
    pages = [wear.scan(page, work.rng, grey=True) for page in wear.pages(work.packer.printed(papers[0]), 300)]
    large = [np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR), np.uint8) for page in pages]
    _lay(work, path, large, [(papers[0],)] * len(large), dpi=600)
    work.packer.delivery.grey.add(papers[0].id)


@manner("copy of a copy", poor=True)
def _copied(work: Work, papers: Sequence[Paper], path: str) -> None:
    _scanned(work, papers[0], path, lambda page: worse.copied(page, work.rng), dpi=200, grey=True)


@manner("fax", poor=True)
def _faxed(work: Work, papers: Sequence[Paper], path: str) -> None:
    work.packer.fax(papers, f"{path}.tif")


@manner("faint", poor=True)
def _faint(work: Work, papers: Sequence[Paper], path: str) -> None:
    _scanned(work, papers[0], path, lambda page: worse.faint(page, work.rng), grey=True)


@manner("negative", poor=True)
def _negative(work: Work, papers: Sequence[Paper], path: str) -> None:
    _scanned(work, papers[0], path, lambda page: worse.negative(wear.scan(page, work.rng)), grey=True)


@manner("blank backs")
def _backs(work: Work, papers: Sequence[Paper], path: str) -> None:
    """Scanned on both sides, though only one side of each sheet is printed."""
    fronts = [wear.scan(page, work.rng) for page in _pages(work, papers[0])]
    sheets = [side for page in fronts for side in (page, wear.scan(page * 0 + worse.PAPER, work.rng))]
    _lay(work, path, sheets, [side for _ in fronts for side in ((papers[0],), ())])


@manner("scanned twice", "scan photo mixed")
def _twice(work: Work, papers: Sequence[Paper], path: str) -> None:
    """The same sheets once more, in another file and not pixel by pixel the same."""
    paper = papers[0]
    _scanned(work, paper, path, lambda page: wear.scan(page, work.rng))
    again = broken.scanned_pdf([wear.scan(page, work.rng) for page in _pages(work, paper)])
    work.packer.extra(f"{path}（重扫）.pdf", again, "read", ok=["read", "ignored"], duplicate_of=f"{path}.pdf")
    work.plant.may("FIL-06")


@manner("two pages a sheet", suits=lambda paper: paper.id in (*_FORMS, "overseas"))
def _two_pages(work: Work, papers: Sequence[Paper], path: str) -> None:
    """A long paper printed small, two pages beside one another."""
    pages = _pages(work, papers[0])
    sheets = [wear.scan(worse.together(pages[at : at + 2]), work.rng) for at in range(0, len(pages), 2)]
    _lay(work, path, sheets, [(papers[0],)] * len(sheets), dpi=200)


@manner("two papers a sheet", papers=3, suits=lambda paper: paper.type in _SHORT)
def _two_papers(work: Work, papers: Sequence[Paper], path: str) -> None:
    """Two certificates laid on the glass together, both upright or both broad, and a third on the next sheet."""
    pages = {paper.id: _pages(work, paper)[0] for paper in papers}
    shapes = [pages[paper.id].shape for paper in papers]
    pair = [paper for paper, shape in zip(papers, shapes, strict=True) if shapes.count(shape) > 1][:2]
    rest = [paper for paper in papers if paper not in pair]
    sheets = [worse.together([pages[paper.id] for paper in pair]), *(pages[paper.id] for paper in rest)]
    _lay(work, path, [wear.scan(sheet, work.rng) for sheet in sheets], [tuple(pair), *((paper,) for paper in rest)], dpi=200)


@manner("seal across pages", papers=3, suits=lambda paper: paper.group == "业绩材料")
def _across(work: Work, papers: Sequence[Paper], path: str) -> None:
    """骑缝章: the sheets are fanned and the seal is set over all edges; each sheet has a strip of it."""
    owners = [(paper, page) for paper in papers for page in _pages(work, paper)]
    mark, high, count = _lent(work), work.rng.uniform(0.35, 0.65), len(owners)
    sheets = []
    for index, (_, page) in enumerate(owners):
        strip = mark.copy()
        strip[:, : index * strip.shape[1] // count] = 0
        centre = 1 + worse.BROAD / 2 - worse.BROAD * (index + 1) / count
        sheets.append(wear.scan(worse.stamped(page, strip, (centre, high)), work.rng))
    _lay(work, path, sheets, [(paper,) for paper, _ in owners])


@manner("seal cut by the edge", suits=lambda paper: paper.type in _SHORT)
def _cut(work: Work, papers: Sequence[Paper], path: str) -> None:
    """A copy that the employer has certified with a seal half off the sheet."""
    at = work.rng.choice(((work.rng.uniform(0.15, 0.3), 0.985), (0.985, work.rng.uniform(0.15, 0.3))))
    _scanned(work, papers[0], path, lambda page: wear.scan(worse.stamped(page, _lent(work), at), work.rng))


def _lent(work: Work) -> Page:
    """The employer's seal as RGBA."""
    return np.asarray(Image.open(io.BytesIO(seals.seal(work.rng, work.body))))


def _pages(work: Work, paper: Paper, dpi: int = 150) -> list[Page]:
    return wear.pages(work.packer.printed(paper), dpi)


def _photographed(work: Work, paper: Paper, path: str, shot: Callable[[Page], Page]) -> None:
    for number, page in enumerate(_pages(work, paper), 1):
        work.packer.picture(paper, f"{path}.jpg" if number == 1 else f"{path}({number}).jpg", wear.jpeg(shot(page)))


def _scanned(work: Work, paper: Paper, path: str, worn: Callable[[Page], Page], *, dpi: int = 150, grey: bool = False) -> None:
    pages = [worn(page) for page in _pages(work, paper, dpi)]
    if grey:
        work.packer.delivery.grey.add(paper.id)
    _lay(work, path, pages, [(paper,)] * len(pages), dpi=dpi)


def _lay(work: Work, path: str, pages: Sequence[Page], owners: Sequence[Sheet], dpi: int = 150) -> None:
    work.packer.laid(f"{path}.pdf", broken.scanned_pdf(pages, dpi), owners)
