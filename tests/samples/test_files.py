"""The files are what they are said to be: locked, damaged, named in GBK, and the same each time they are made."""

import io
import json
import zipfile
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples import broken, seals
from samples.dossiers import SAMPLES, make
from samples.forms import Press
from samples.make import HERE, expectation
from samples.packing import File, nested, zipped
from tests.generator.__main__ import random_set


def test_the_locked_file_opens_with_its_password_only() -> None:
    data = broken.locked_pdf("hello", "a secret")
    with pytest.raises(pypdfium2.PdfiumError, match=r"(?i)password"):
        pypdfium2.PdfDocument(data)
    with pypdfium2.PdfDocument(data, password="a secret") as document:
        assert "hello" in document[0].get_textpage().get_text_bounded()


def test_the_damaged_file_cannot_be_opened_and_the_blank_one_has_no_ink() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(broken.damaged_pdf(broken.blank_pdf(40)))
    with pypdfium2.PdfDocument(broken.blank_pdf(2)) as document:
        assert len(document) == 2
        assert np.asarray(document[0].render().to_pil()).min() == 255


def test_names_in_the_archive_are_gbk_without_the_flag_of_utf8() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped([File("举荐材料/举荐表.pdf", b"x")]))) as archive:
        info = archive.infolist()[0]
    assert not info.flag_bits & 0x800
    assert info.orig_filename.encode("cp437").decode("gb18030") == "举荐材料/举荐表.pdf"


def test_an_archive_within_is_one_file_outside() -> None:
    files = nested([File("a.pdf", b"1"), File("b.zip!/c.pdf", b"2"), File("b.zip!/d/e.pdf", b"3")])
    assert [file.path for file in files] == ["a.pdf", "b.zip"]
    with zipfile.ZipFile(io.BytesIO(files[1].data)) as inner:
        assert inner.namelist() == ["c.pdf", "d/e.pdf"]


def test_a_signature_is_ink_and_no_two_are_alike() -> None:
    one, other = (Image.open(io.BytesIO(seals.signature(Random(seed), "周德海"))) for seed in (1, 2))
    assert np.asarray(one)[..., 3].max() > 200
    assert one.size != other.size or (np.asarray(one) != np.asarray(other)).any()


def test_a_seal_is_red_and_see_through() -> None:
    drawn = np.asarray(Image.open(io.BytesIO(seals.seal(Random(1), "北京示例有限公司"))))
    assert (drawn[..., 0] > drawn[..., 1] + 100)[drawn[..., 3] > 100].all()
    assert (drawn[..., 3] == 0).mean() > 0.4


@pytest.fixture(scope="module")
def press() -> object:
    with Press() as one:
        yield one


def test_a_sample_made_twice_is_the_same_byte_by_byte(press: Press, tmp_path: Path) -> None:
    sample = SAMPLES[0]
    truths = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        truths.append(make(sample, press, folder))
    assert truths[0] == truths[1]
    first, second = ({p.name: p.read_bytes() for p in sorted((tmp_path / n / "s1-complete").iterdir())} for n in "ab")
    assert first == second


def test_what_to_expect_of_the_six_follows_from_their_truth() -> None:
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    assert sorted(expected) == sorted(sample.wish.key for sample in SAMPLES)
    for key, said in expected.items():
        truth = json.loads((HERE / "truth" / f"{key}.json").read_text(encoding="utf-8"))
        assert said == {"shows": said["shows"]} | expectation(truth)


def test_the_six_show_every_format_every_condition_and_both_paths() -> None:
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in (HERE / "truth").glob("*.json")]
    assert {number for one in truths for number in one["fields"]["/application/conditions"]} == {1, 2, 3, 4}
    assert {one["path"] for one in truths} == {"employed", "freelance"}
    kinds = {Path(file["path"]).suffix for one in truths for file in one["files"]}
    assert {".pdf", ".docx", ".jpg", ".png", ".tif"} <= kinds
    assert any("archive" in one for one in truths)
    assert {"encrypted", "unreadable"} <= {file["status"] for one in truths for file in one["files"]}


def test_every_file_of_the_truth_is_there(tmp_path: Path) -> None:
    keys = random_set(tmp_path / "src", 2, 9, tmp_path / "truth")
    for key in keys:
        truth = json.loads((tmp_path / "truth" / f"{key}.json").read_text(encoding="utf-8"))
        if "archive" in truth:
            assert (tmp_path / "src" / truth["archive"]).exists()
            continue
        there = {str(path.relative_to(tmp_path / "src" / key)) for path in (tmp_path / "src" / key).rglob("*") if path.is_file()}
        assert {file["path"] for file in truth["files"]} == there - {"_dossier.json"}
