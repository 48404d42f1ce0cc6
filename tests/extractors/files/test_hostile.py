"""Whatever the bytes are, opening gives a record for every file and reading gives a page or a refusal; nothing else."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.files.pdf import text_page
from extractors.files.refusal import Refusal
from extractors.files.render import render
from extractors.files.word import flow_page
from schemas.files import Limits
from tests.extractors.files.ofd_writer import image, ofd, packed, parts
from tests.extractors.files.ofd_writer import text as rows
from tests.extractors.files.signing import signed, signer

LIMITS = Limits(archive_bytes=5_000_000, image_pixels=4_000_000, longest_side=400)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
HEADS = [
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"BM",
    b"RIFF\0\0\0\0WEBP", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"GIF89a", b"<?xml", b"\0" * 257 + b"ustar",
]  # fmt: skip


def seeds(make):
    words = "申请人姓名单位职称专业领域推荐意见"
    grid = make.table(90, 690, [100, 100], [24, 24])
    return {
        "a.pdf": make.pdf([make.text(90, 700, words) + grid]),
        "s.pdf": signed(make.pdf([make.text(90, 700, words)]), signer("林知远")),
        "a.docx": make.docx(make.p(words) + make.tbl([make.tc("姓名"), make.tc("郑一鸣")])),
        "a.png": make.png(make.printed(120, 160)),
        "a.jpg": make.png(make.printed(120, 160), "JPEG"),
        "a.tif": make.png(make.printed(120, 160), "TIFF", compression="tiff_lzw"),
        "a.zip": make.zipped({"证书/a.txt": b"text", "b.zip": make.zipped({"c.txt": b"more"})}),
        "a.txt": words.encode(),
        "a.ofd": ofd([rows(30, 40, words) + image(20, 100, 60, 40)], {"a.png": make.png(make.printed(60, 40))}),
    }


def answered(bench, name, data):
    """Opens the bytes, reads what can be read, and says how many records came."""
    opened = bench.open(name, data, LIMITS)
    assert opened.files[0].sha256 == hashlib.sha256(data).hexdigest()
    assert all((file.status == "read") == (file.error is None) for file in opened.files)
    assert all(page.ref.file in {file.path for file in opened.files} for page in opened.pages)
    for page in opened.pages[:2]:
        try:
            if page.kind == "flow":
                flow_page(page, LIMITS)
            else:
                render(page, LIMITS)
                if page.kind == "pdf":
                    text_page(page)
        except Refusal:
            continue
    return len(opened.files)


@CALM
@given(
    head=st.sampled_from(HEADS), tail=st.binary(max_size=400), name=st.sampled_from(["a.pdf", "a.docx", "a.zip", "a.jpg", "材料"])
)
def test_arbitrary_bytes(bench, head, tail, name):
    assert answered(bench, name, head + tail) >= 1


@pytest.mark.parametrize("name", ["a.pdf", "s.pdf", "a.docx", "a.png", "a.jpg", "a.tif", "a.zip", "a.txt", "a.ofd"])
def test_broken_files(bench, make, name):
    data = seeds(make)[name]

    @CALM
    @given(
        changes=st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=12),
        cut=st.none() | st.integers(0, len(data)),
        twice=st.booleans(),
    )
    def holds(changes, cut, twice):
        broken = bytearray(data)
        for place, value in changes:
            broken[place] = value
        assert answered(bench, name, bytes(broken[:cut]) + (data if twice else b"")) >= 1

    holds()


def test_broken_parts_of_an_ofd(bench, make):
    made = parts([rows(30, 40, "申请人姓名单位") + image(20, 100, 60, 40)], {"a.png": make.png(make.printed(60, 40))})

    @CALM
    @given(
        name=st.sampled_from(sorted(made)),
        changes=st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=8),
    )
    def holds(name, changes):
        broken = bytearray(made[name])
        for place, value in changes:
            broken[place % len(broken)] = value
        assert answered(bench, "a.ofd", packed(made | {name: bytes(broken)})) >= 1

    holds()


def test_a_damaged_stream_that_only_tells_what_a_zip_is_makes_it_a_damaged_file(bench):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    data = bytearray(buffer.getvalue())
    start = data.index(b"mimetype") + len("mimetype")
    data[start : start + 8] = b"\xff" * 8
    opened = bench.open("a.odt", bytes(data), LIMITS)
    assert [(file.status, file.error.code) for file in opened.files] == [("unreadable", "damaged")]
