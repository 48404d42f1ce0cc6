"""7z, RAR and their like: members within the budget, names of every encoding, what is locked is called locked."""

import sys

import libarchive
import pytest

from extractors.files.names import encoding_of
from schemas.files import Limits


def archive(tmp_path, kind: str, filters: str | None = None, **members: bytes) -> bytes:
    """An archive of one of libarchive's kinds."""
    place = tmp_path / "archive"
    with libarchive.file_writer(str(place), kind, filters) as out:
        for name, data in members.items():
            out.add_file_from_memory(name, len(data), data)
    return place.read_bytes()


def paths(opened):
    return [file.path for file in opened.files]


def test_a_7z_is_opened(bench, tmp_path):
    data = archive(tmp_path, "7zip", **{"证书/学历.txt": b"text", "b.txt": b"more"})
    opened = bench.open("材料.7z", data)
    assert bench.statuses(opened) == {"材料.7z": "read", "材料.7z!/证书/学历.txt": "read", "材料.7z!/b.txt": "read"}
    assert [page.ref.file for page in opened.pages] == ["材料.7z!/证书/学历.txt", "材料.7z!/b.txt"]


def test_a_tar_with_zstandard_is_opened(bench, tmp_path):
    opened = bench.open("x.tar.zst", archive(tmp_path, "ustar", "zstd", **{"a.txt": b"text"}))
    assert bench.statuses(opened) == {"x.tar.zst": "read", "x.tar.zst!/a.txt": "read"}


def test_a_rar_is_opened(bench, formats):
    opened = bench.open("材料.rar", formats.rar({"证书/学历.txt": b"text", "b.txt": b"more"}))
    assert bench.statuses(opened) == {"材料.rar": "read", "材料.rar!/证书/学历.txt": "read", "材料.rar!/b.txt": "read"}


def test_a_rar_with_a_password_is_called_so(bench, formats):
    opened = bench.open("x.rar", formats.rar({"a.txt": b"text"}, locked=True))
    assert bench.statuses(opened) == {"x.rar": "encrypted:password"}


def test_archives_in_one_another_share_one_budget(bench, tmp_path, make, formats):
    inner = formats.rar({"a.txt": b"text", "b.txt": b"more"})
    data = archive(tmp_path, "7zip", **{"inner.rar": inner, "c.zip": make.zipped({"c.txt": b"c"})})
    assert set(bench.statuses(bench.open("x.7z", data)).values()) == {"read"}
    assert bench.statuses(bench.open("x.7z", data, Limits(archive_entries=2)))["x.7z!/inner.rar"] == "unreadable:limit"


def test_a_7z_that_swells_ends_there(bench, tmp_path):
    data = archive(tmp_path, "7zip", **{"bomb.txt": b"\0" * 40_000_000})
    assert bench.statuses(bench.open("x.7z", data)) == {"x.7z": "unreadable:limit", "x.7z!/bomb.txt": "unreadable:limit"}
    assert list(bench.scratch.iterdir()) == []


def test_a_cut_7z_is_damaged(bench, tmp_path):
    data = archive(tmp_path, "7zip", **{"a.txt": b"text" * 400})
    assert bench.statuses(bench.open("x.7z", data[:-20])) == {"x.7z": "unreadable:damaged"}


def test_a_rar_cut_in_a_member_keeps_what_came_before(bench, formats):
    data = formats.rar({"a.txt": b"text", "b.txt": bytes(range(256)) * 40})
    statuses = bench.statuses(bench.open("x.rar", data[:4000]))
    assert statuses["x.rar!/a.txt"] == "read"
    assert statuses["x.rar!/b.txt"] == "unreadable:damaged"


@pytest.mark.parametrize("name", ["材料.part2.rar", "材料.z01", "材料.7z.001"])
def test_a_part_of_a_split_archive_says_what_to_send(bench, name):
    file = bench.open(name, b"7z\xbc\xaf\x27\x1c" + b"\0" * 300).files[0]
    assert (file.status, "不分卷" in file.error.message) == ("unsupported", True)


def test_without_the_library_it_says_what_to_send(bench, tmp_path, monkeypatch):
    data = archive(tmp_path, "7zip", **{"a.txt": b"text"})
    monkeypatch.setitem(sys.modules, "libarchive", None)
    file = bench.open("x.7z", data).files[0]
    assert (file.status, "ZIP" in file.error.message) == ("unsupported", True)


def test_a_zip_whose_names_are_called_utf8_and_are_not_is_read(bench, make):
    data = make.zipped({"AAAA.txt": b"text"}).replace(b"AAAA.txt", "证书.txt".encode("gb18030"))
    flagged = bytearray(data)
    flagged[7] |= 0x08
    flagged[data.index(b"PK\x01\x02") + 9] |= 0x08
    assert paths(bench.open("x.zip", bytes(flagged))) == ["x.zip", "x.zip!/证书.txt"]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("big5", "學歷證書"), ("big5", "推薦表.pdf"), ("big5", "身分證明文件"), ("big5", "論文"),
        ("gb18030", "學歷證書"), ("gb18030", "专家意见（1）.pdf"), ("gb18030", "赵芃芃"), ("gb18030", "骉骎"),
        ("gb18030", "鑫森淼焱"),
        ("shift_jis", "学歴証明書"), ("shift_jis", "論文一覧"), ("shift_jis", "コピー"),
        ("utf-8", "学历证书"),
    ],
)  # fmt: skip
def test_the_encoding_of_names_is_told_by_how_common_the_characters_are(encoding, words):
    assert encoding_of([words.encode(encoding)]) == encoding


def test_names_as_macs_write_them_are_composed(bench, make):
    opened = bench.open("x.zip", make.zipped({"re\u0301sume\u0301.txt": b"text"}))
    assert paths(opened)[1] == "x.zip!/r\u00e9sum\u00e9.txt"


def test_a_member_with_a_wrong_sum_is_damaged_and_not_read(bench, formats):
    data = bytearray(formats.rar({"a.txt": b"text of some length"}))
    data[data.index(b"text of")] ^= 1
    assert bench.statuses(bench.open("x.rar", bytes(data)))["x.rar!/a.txt"] == "unreadable:damaged"
