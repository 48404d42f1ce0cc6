"""The six dossiers that are kept in the tree: between them every format, every condition of Article 3, both paths."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from samples import broken, faults_papers, faults_people
from samples.forms import Press
from samples.invent import Wish, invent
from samples.packing import Packer, write_folder, zipped
from samples.papers import Paper, papers
from samples.plant import Plant, spoil
from samples.trades import trade
from samples.truth import truth

_REGISTERED = (faults_people, faults_papers)
"""Imported for the faults that they register."""

Pack = Callable[[Random, Packer, dict[str, Paper], Plant], None]


@dataclass(frozen=True)
class Sample:
    """One of the six: what is wished for, what is spoilt, how it is handed in."""

    wish: Wish
    seed: int
    layout: str
    faults: tuple[str, ...]
    difficulty: str
    shows: str
    pack: Pack
    zipped: bool = False


def make(sample: Sample, press: Press, out: Path) -> dict[str, Any]:
    """Writes one sample under `out` and gives its truth."""
    rng = Random(sample.seed)
    story, plant = invent(rng, sample.wish), Plant(sample.layout)
    done = spoil(rng, story, plant, list(sample.faults))
    assert done == list(sample.faults), f"{sample.wish.key}: only {done} could be planted"
    sheets = papers(rng, story, sample.layout)
    packer = Packer(rng, press)
    sample.pack(rng, packer, {sheet.id: sheet for sheet in sheets}, plant)
    sidecar = json.dumps({"submitted_on": story.submitted_on, "path": story.path}).encode()
    archive = f"{story.key}.zip" if sample.zipped else None
    if archive:
        (out / archive).write_bytes(zipped(packer.delivery.files))
        (out / f"{story.key}._dossier.json").write_bytes(sidecar)
    else:
        write_folder(packer.delivery, out / story.key, sidecar)
    return truth(story, sheets, plant, packer.delivery, sample.difficulty, archive)


def _digital(_rng: Random, packer: Packer, sheets: dict[str, Paper], _plant: Plant) -> None:
    """Word files, PDF with a text layer, one screenshot."""
    for number, (id, sheet) in enumerate(sheets.items(), 1):
        if id in ("app", "list"):
            packer.word(sheet, f"{number:02d}{sheet.title}.docx")
        elif id == "social":
            packer.image(sheet, f"{number:02d}{sheet.title}.png")
        else:
            packer.pdf(sheet, f"{number:02d}{sheet.title}.pdf")


def _scanned(_rng: Random, packer: Packer, sheets: dict[str, Paper], _plant: Plant) -> None:
    """Scans in folders, some of them grey."""
    for id, sheet in sheets.items():
        folder = f"{sheet.group}/" if sheet.group else ""
        packer.scan([sheet], f"{folder}{sheet.title}.pdf", grey=id in ("diploma", "contract", "social"))


def _photographed(rng: Random, packer: Packer, sheets: dict[str, Paper], _plant: Plant) -> None:
    """A phone's pictures, named by the phone."""
    for number, sheet in enumerate(sheets.values()):
        packer.photos(sheet, f"IMG_20260{rng.randint(301, 331)}_{90_000 + 1_111 * number:06d}")


def _bound(rng: Random, packer: Packer, sheets: dict[str, Paper], _plant: Plant) -> None:
    """Nearly everything in one scan, in no order, blank backs and sheets on their side in between; the rest as a fax."""
    faxed = [sheets.pop(id) for id in ("diploma", "commitment")]
    rest = list(sheets.values())
    rng.shuffle(rest)
    packer.scan(rest, "全部材料扫描件.pdf", turned=True, blanks=True)
    packer.fax(faxed, "传真件.tif")


def _archived(_rng: Random, packer: Packer, sheets: dict[str, Paper], plant: Plant) -> None:
    """An archive from an old Windows: nested folders, an archive within, a locked and a damaged file, system files."""
    for id, sheet in sheets.items():
        if id == "rec":
            packer.word(sheet, "一、举荐材料/举荐表.docx")
        elif sheet.group == "业绩材料":
            packer.pdf(sheet, f"三、业绩材料/佐证.zip!/{id}/{sheet.title}.pdf")
        elif id in ("opn", "pub", "id"):
            packer.scan([sheet], f"二、基本材料/盖章件/{sheet.title}.pdf")
        else:
            packer.pdf(sheet, f"二、基本材料/{sheet.title}.pdf")
    packer.extra("三、业绩材料/补充佐证（加密）.pdf", broken.locked_pdf("locked", "a secret"), "encrypted")
    packer.extra("三、业绩材料/成果照片.pdf", broken.damaged_pdf(broken.blank_pdf(40)), "unreadable")
    packer.extra("Thumbs.db", b"\xd0\xcf\x11\xe0" + bytes(508), "ignored", ok=["ignored", "unsupported"])
    packer.extra(
        "__MACOSX/._举荐表.docx", b"\x00\x05\x16\x07" + bytes(60), "ignored", ok=["ignored", "unsupported", "unreadable"]
    )
    plant.item("FIL-02", "三、业绩材料/补充佐证（加密）.pdf")
    plant.item("FIL-01", "三、业绩材料/成果照片.pdf")


def _mixed(_rng: Random, packer: Packer, sheets: dict[str, Paper], _plant: Plant) -> None:
    """A bit of everything."""
    for number, (id, sheet) in enumerate(sheets.items(), 1):
        name = f"{number}.{sheet.title}"
        if id in ("contract", "opn"):
            packer.scan([sheet], f"单位出具/{name}.pdf")
        elif id == "id":
            packer.photos(sheet, f"微信图片_{number}")
        else:
            packer.pdf(sheet, f"{name}.pdf")


SAMPLES: tuple[Sample, ...] = (
    Sample(
        Wish("s1-complete", trade("rail"), 1, submitted_on="2026-06-15"),
        11,
        "stacked",
        (),
        "clean",
        "第三条第（一）项，单位推荐；Word、带文字层的PDF、PNG；材料齐全",
        _digital,
    ),
    Sample(
        Wish("s2-scans", trade("chemistry"), 2, submitted_on="2026-05-20", level="副高级"),
        22,
        "roster",
        ("REC-04", "PUB-02", "EVD-03"),
        "scan",
        "第三条第（二）项，单位推荐；扫描PDF，分文件夹；专家职称、公示期、业绩填报有问题",
        _scanned,
    ),
    Sample(
        Wish("s3-photos", trade("lacquer"), 3, "freelance", "2026-04-13", achievements=2),
        33,
        "cards",
        (),
        "photo",
        "第三条第（三）项，自由职业者；手机照片；材料齐全",
        _photographed,
    ),
    Sample(
        Wish("s4-one-scan", trade("press"), 4, submitted_on="2025-09-22", level="副高级", achievements=2),
        44,
        "lines",
        ("PUB-06", "REC-08", "PLU-15"),
        "scan",
        "第三条第（四）项，单位推荐；合订扫描件（乱序、空白页、横放页）和TIFF传真件",
        _bound,
    ),
    Sample(
        Wish("s5-old-archive", trade("archive"), 1, submitted_on="2026-07-06"),
        55,
        "stacked",
        ("REC-12",),
        "clean",
        "第三条第（一）项，单位推荐；GBK文件名的zip，多层文件夹，内含zip、加密文件和损坏文件",
        _archived,
        zipped=True,
    ),
    Sample(
        Wish("s6-no-form", trade("orchard"), 4, submitted_on="2026-03-16", level="副高级"),
        66,
        "letter",
        ("DOC-01", "EVD-10", "APP-09"),
        "mixed",
        "第三条第（四）项，单位推荐；缺举荐表，缺验收材料，缺联系电话；各种格式混合",
        _mixed,
    ),
)
