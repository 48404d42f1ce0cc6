"""Dossiers at random, with their truth: any trade, condition, layout, fault and way of handing in, from one seed each."""

import json
from pathlib import Path
from random import Random
from typing import Any

from samples import broken, faults_papers, faults_people, seals
from samples.forms import Press
from samples.invent import Wish, invent
from samples.packing import Packer, write_folder, zipped
from samples.papers import RECOMMEND, Paper, Pen, papers
from samples.plant import FAULTS, Plant, spoil
from samples.story import Story, add_days
from samples.trades import TRADES
from samples.truth import truth
from samples.word import WORD_TYPES
from tests.generator import rarer
from tests.generator.manners import Work, fade, in_hard_manners
from tests.generator.odd_seals import OddPen

DIFFICULTIES = ("clean", "scan", "photo", "mixed")
NEARLY_RETIRED = 55
"""Years of age from which it may be asked whether somebody is still in service."""
_MAY_STAND_THERE = ("FIL-09", "EVD-01")
"""What nobody can say is missing while a file or a page cannot be read: a listed material, the proof of an achievement."""
_REGISTERED = (faults_people, faults_papers)
"""Imported for the faults that they register."""


def dossier(seed: int, number: int, press: Press, out: Path, truth_dir: Path | None) -> str:
    """Makes one dossier under `out` and gives its key; the same seed and number give the same dossier."""
    rng = Random(f"{seed}-{number}")
    packer = Packer(rng, press)
    hard = Random(f"{seed}-{number}-hard")
    story, plant, sheets = invented(rng, f"S{seed}-{number:04d}", OddPen(hard))
    difficulty = DIFFICULTIES[number % 4]
    fade(hard, sheets, plant)
    left = in_hard_manners(Work(hard, packer, plant, story.reviewer.name), sheets, difficulty)
    hand_in(rng, packer, left, plant, difficulty)
    archive = _deliver(rng, packer, story, out)
    if truth_dir is not None:
        said = truth(story, sheets, plant, packer.delivery, difficulty, archive)
        (truth_dir / f"{story.key}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return story.key


def invented(rng: Random, key: str, pen: Pen = seals, faults: bool = True) -> tuple[Story, Plant, list[Paper]]:
    """A story with what was spoilt in it, where `faults` are wanted, and the papers that are printed of it."""
    story, plant = _story(rng, key)
    chosen = rng.sample(sorted(FAULTS), len(FAULTS))[: rng.choice((0, 0, 3, 6, 10, 16))]
    spoil(rng, story, plant, chosen if faults else [])
    if int(story.submitted_on[:4]) - int(story.applicant.birth[:4]) >= NEARLY_RETIRED:
        plant.may("APP-10", subject="/applicant")
    return story, plant, papers(rng, story, plant.layout, pen)


def hand_in(rng: Random, packer: Packer, sheets: list[Paper], plant: Plant, difficulty: str) -> None:
    """The papers as files, some that hold nothing among them."""
    _pack(rng, packer, _unread(rng, packer, sheets, plant), difficulty)
    _file_faults(rng, packer, plant)


def _story(rng: Random, key: str) -> tuple[Story, Plant]:
    condition = rng.choice((1, 2, 3, 4))
    fitting = [
        one
        for one in TRADES
        if (condition != 2 or one.overseas) and (condition != 3 or "heritage" in one.kinds or rng.random() < 0.4)
    ]
    trade = rng.choice(fitting)
    path = "freelance" if condition == 3 and rng.random() < 0.35 else "employed"
    submitted = add_days(f"{rng.choice((2024, 2025, 2026))}-03-01", rng.randint(0, 240))
    wish = Wish(
        key, trade, condition, path, submitted, rng.choice(("正高级", "副高级")), rng.randint(2, 4), rare=rng.random() < 0.12
    )
    story = invent(rng, wish)
    rarer.add(Random(f"{key}-rarer"), story)
    return story, Plant(rng.choice(RECOMMEND))


def _pack(rng: Random, packer: Packer, sheets: list[Paper], difficulty: str) -> None:
    """Each paper in the way of its difficulty; scans are bound together now and then."""
    bound: list[Paper] = []
    for index, paper in enumerate(sheets):
        way = difficulty if difficulty != "mixed" else rng.choice(("clean", "scan", "photo"))
        folder = f"{paper.group}/" if paper.group and index % 3 else ""
        path = f"{folder}{index + 1:02d}{paper.title}"
        if way == "clean" and paper.type in WORD_TYPES and rng.random() < 0.35:
            packer.word(paper, path + ".docx")
        elif way == "clean":
            packer.pdf(paper, path + ".pdf")
        elif way == "photo":
            packer.photos(
                paper, path if rng.random() < 0.5 else f"IMG_2026{rng.randint(101, 1231):04d}_{rng.randint(80000, 220000):06d}"
            )
        elif rng.random() < 0.45:
            bound.append(paper)
        else:
            packer.scan([paper], path + ".pdf", grey=rng.random() < 0.3)
    if bound:
        packer.scan(bound, f"合订扫描{rng.randint(1, 99)}.pdf", grey=rng.random() < 0.2, turned=rng.random() < 0.5, blanks=True)


def _unread(rng: Random, packer: Packer, sheets: list[Paper], plant: Plant) -> list[Paper]:
    """Now and then one piece of evidence is scanned out of focus; gives the papers that are left to pack."""
    proofs = [paper for paper in sheets if paper.id.startswith("ach")]
    if not proofs or rng.random() > 0.08:
        return sheets
    paper = rng.choice(proofs)
    path = f"{paper.title}（重扫）.pdf"
    packer.blurred(paper, path)
    plant.item("FIL-03", path, referral_ok=True)
    subject = f"/application/achievements/{paper.id[3:].split('.')[0]}"
    plant.hints = [one for one in plant.hints if one["subject"] != subject]
    doubts = ("EVD-01", "EVD-02", "EVD-03", "EVD-08", "EVD-10")
    plant.may(*doubts, subject=subject)
    plant.asks(*doubts, subject=subject)
    plant.may("FIL-06")
    plant.asks("FIL-03", *_MAY_STAND_THERE)
    return [other for other in sheets if other is not paper]


def _file_faults(rng: Random, packer: Packer, plant: Plant) -> None:
    if rng.random() < 0.12:
        packer.extra("补充说明.pdf", broken.damaged_pdf(broken.blank_pdf(3) * 4), "unreadable")
        plant.item("FIL-01", "补充说明.pdf")
        plant.asks(*_MAY_STAND_THERE)
    if rng.random() < 0.12:
        packer.extra("附件（加密）.pdf", broken.locked_pdf("locked", "a secret"), "encrypted")
        plant.item("FIL-02", "附件（加密）.pdf")
        plant.asks(*_MAY_STAND_THERE)
    if rng.random() < 0.08:
        packer.extra("空白.pdf", broken.blank_pdf(), "empty", ok=["empty", "unreadable", "read"])
        plant.item("FIL-04", "空白.pdf", alt=["FIL-01"])
        packer.delivery.blank.append(("空白.pdf", 1))
    if rng.random() < 0.2:
        packer.extra("Thumbs.db", b"\xd0\xcf\x11\xe0" + bytes(508), "ignored", ok=["ignored", "unsupported"])


def _deliver(rng: Random, packer: Packer, story: Story, out: Path) -> str | None:
    """Writes the folder, or an archive with its sidecar beside it; gives the archive's name."""
    said: dict[str, Any] = {"submitted_on": story.submitted_on}
    if story.path == "freelance" or rng.random() < 0.7:
        said["path"] = story.path
    sidecar = json.dumps(said).encode()
    if rng.random() < 0.3:
        (out / f"{story.key}.zip").write_bytes(zipped(packer.delivery.files))
        (out / f"{story.key}._dossier.json").write_bytes(sidecar)
        return f"{story.key}.zip"
    write_folder(packer.delivery, out / story.key, sidecar)
    return None
