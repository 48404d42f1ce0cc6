"""Archives: names of every make, nests, locks and bombs; members are only ever laid down under their hash."""

import struct
import tarfile
import zipfile
import zlib
from io import BytesIO

import pytest

from extractors.files.names import tidy
from schemas.files import Limits

WORDS = "申请人姓名单位职称专业领域推荐意见"


def raw_zip(members: list[tuple[bytes, bytes]], flags: int = 0, extra: bytes = b"", method: int = 0) -> bytes:
    """A zip written by hand, so that names are exactly these bytes."""
    out, central = BytesIO(), b""
    for name, data in members:
        place = out.tell()
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, method, 0, 33, zlib.crc32(data), len(data), len(data), len(name), len(extra)
        )
        out.write(b"PK\x03\x04" + common + name + extra + data)
        central += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common + struct.pack("<HHHII", 0, 0, 0, 0, place) + name + extra
    start = out.tell()
    out.write(central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), start, 0))
    return out.getvalue()


def names(opened):
    return [file.path for file in opened.files[1:]]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("words", ["证书/学历证书.txt", "证.txt", "联通.txt", "plain.txt"])
def test_names_without_the_utf8_flag_are_understood(bench, encoding, words):
    assert names(bench.open("a.zip", raw_zip([(words.encode(encoding), b"text")]))) == [f"a.zip!/{words}"]


def test_names_that_fit_no_encoding_keep_their_legible_part(bench):
    (name,) = names(bench.open("a.zip", raw_zip([("证书".encode("gb18030") + b"\x81\x20.txt", b"text")])))
    assert (name.startswith("a.zip!/证书"), name.endswith(".txt")) == (True, True)


def test_flagged_names_are_taken_as_they_are(bench):
    assert names(bench.open("a.zip", raw_zip([("学位.txt".encode(), b"text")], flags=0x800))) == ["a.zip!/学位.txt"]


def test_the_unicode_field_of_info_zip_goes_before_the_bytes(bench):
    raw = b"plain.txt"
    field = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + "举荐表.txt".encode()
    data = raw_zip([(raw, b"text")], extra=struct.pack("<HH", 0x7075, len(field)) + field)
    assert names(bench.open("a.zip", data)) == ["a.zip!/举荐表.txt"]


def test_a_unicode_field_of_another_name_is_not_believed(bench):
    field = b"\x01" + struct.pack("<I", 1) + "举荐表.txt".encode()
    data = raw_zip([(b"plain.txt", b"text")], extra=struct.pack("<HH", 0x7075, len(field)) + field)
    assert names(bench.open("a.zip", data)) == ["a.zip!/plain.txt"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.txt", "a/../../b.txt", "..\\..\\x"])
def test_names_are_never_used_as_paths(bench, name):
    before = set(bench.folder.rglob("*"))
    opened = bench.open("a.zip", raw_zip([(name.encode(), b"text")]))
    assert opened.files[1].status == "read"
    assert ".." not in opened.files[1].path
    assert not opened.files[1].path.startswith("a.zip!//")
    made = set(bench.folder.rglob("*")) - before
    assert {path.name for path in made if path.parent == bench.scratch} == {opened.files[1].sha256}


def test_names_are_shown_without_tricks():
    assert tidy("a\u202efdp.exe\x00/ b\r\n") == "afdp.exe/b"
    assert tidy("../..") == "未命名"


def test_members_of_one_name_are_told_apart(bench):
    opened = bench.open("a.zip", raw_zip([(b"a.txt", b"one"), (b"a.txt", b"two")]))
    assert names(opened) == ["a.zip!/a.txt", "a.zip!/a.txt#2"]
    assert len({page.key for page in opened.pages}) == 2


def test_an_archive_comes_first_and_then_its_members(bench, make):
    opened = bench.open("材料.zip", make.zipped({"1/表.pdf": make.pdf([make.text(90, 700, WORDS)]), "2/": b"", "2/空.pdf": b""}))
    assert bench.statuses(opened) == {"材料.zip": "read", "材料.zip!/1/表.pdf": "read", "材料.zip!/2/空.pdf": "empty:empty"}
    assert [page.ref.file for page in opened.pages] == ["材料.zip!/1/表.pdf"]


def test_an_archive_that_begins_with_an_uncompressed_pdf_is_an_archive(bench, make):
    data = make.pdf([make.text(90, 700, WORDS)])
    assert list(bench.statuses(bench.open("x", make.zipped({"a.pdf": data}, zipfile.ZIP_STORED)))) == ["x", "x!/a.pdf"]
    assert list(bench.statuses(bench.open("y", tarred(**{"a.pdf": data})))) == ["y", "y!/a.pdf", "y!/link"]


def test_a_zip_in_a_zip_is_opened_to_the_depth_allowed(bench, make):
    data = b"text"
    for depth in range(4):
        data = make.zipped({f"{depth}.zip" if depth else "a.txt": data})
    statuses = bench.statuses(bench.open("x.zip", data, Limits(archive_depth=3)))
    assert list(statuses.values()) == ["read", "read", "read", "unreadable:limit"]
    assert list(bench.statuses(bench.open("x.zip", data, Limits(archive_depth=4))))[-1] == "x.zip!/3.zip!/2.zip!/1.zip!/a.txt"


def test_too_many_members_refuse_the_archive(bench, make):
    opened = bench.open("x.zip", make.zipped({f"{k}.txt": b"x" for k in range(6)}), Limits(archive_entries=5))
    assert bench.statuses(opened) == {"x.zip": "unreadable:limit"}


def test_entries_are_counted_over_all_nested_archives(bench, make):
    inner = make.zipped({f"{k}.txt": b"x" for k in range(4)})
    statuses = bench.statuses(bench.open("x.zip", make.zipped({"a.zip": inner, "b.zip": inner}), Limits(archive_entries=7)))
    assert (statuses["x.zip!/a.zip"], statuses["x.zip!/b.zip"]) == ("read", "unreadable:limit")


def test_a_member_that_swells_is_a_bomb_and_the_others_are_read(bench, make):
    data = make.zipped({"a.txt": b"text", "bomb.bmp": b"\0" * 40_000_000, "b.txt": b"more"})
    statuses = bench.statuses(bench.open("x.zip", data))
    assert statuses == {
        "x.zip": "read", "x.zip!/a.txt": "read", "x.zip!/bomb.bmp": "unreadable:limit", "x.zip!/b.txt": "read"
    }  # fmt: skip
    assert sum(path.stat().st_size for path in bench.scratch.iterdir()) < 100


def test_a_size_that_lies_does_not_help_the_bomb(bench, make):
    data = bytearray(make.zipped({"bomb.txt": b"a" * 5_000_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 10)
    statuses = bench.statuses(bench.open("x.zip", bytes(data), Limits(archive_bytes=1_000_000)))
    assert statuses["x.zip!/bomb.txt"].startswith("unreadable")


def test_an_archive_over_its_bytes_keeps_what_was_read_before(bench, make):
    statuses = bench.statuses(
        bench.open(
            "x.zip", make.zipped({"a.txt": b"text", "b.txt": b"b" * 5_000_000, "c.txt": b"c"}), Limits(archive_bytes=1_000_000)
        )
    )
    assert statuses == {"x.zip": "unreadable:limit", "x.zip!/a.txt": "read"}


def test_an_archive_with_a_password_is_one_finding(bench):
    opened = bench.open("x.zip", raw_zip([(b"a.txt", b"text"), (b"b.txt", b"text")], flags=0x1))
    assert bench.statuses(opened) == {"x.zip": "encrypted:password"}


def test_a_locked_member_leaves_the_others_readable(bench, make):
    data = bytearray(make.zipped({"a.txt": b"text", "b.txt": b"other"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    assert bench.statuses(bench.open("x.zip", bytes(data))) == {
        "x.zip": "read", "x.zip!/a.txt": "encrypted:password", "x.zip!/b.txt": "read"
    }  # fmt: skip


def test_a_member_whose_bytes_are_broken_is_damaged(bench, make):
    data = bytearray(make.zipped({"a.txt": b"text" * 50, "b.txt": b"other"}, zipfile.ZIP_STORED))
    data[45] ^= 0xFF
    assert bench.statuses(bench.open("x.zip", bytes(data)))["x.zip!/a.txt"] == "unreadable:damaged"


def test_a_method_of_compression_that_is_not_known_says_what_to_do(bench):
    opened = bench.open("x.zip", raw_zip([(b"a.txt", b"text")], method=97))
    assert bench.statuses(opened)["x.zip!/a.txt"] == "unsupported:unsupported"


def test_a_zip_without_its_end_is_damaged(bench, make):
    assert bench.statuses(bench.open("x.zip", make.zipped({"a.txt": b"text"})[:-30])) == {"x.zip": "unreadable:damaged"}


def test_an_empty_zip_is_empty(bench, make):
    assert bench.statuses(bench.open("x.zip", make.zipped({}))) == {"x.zip": "empty:empty"}


def tarred(mode: str = "w", **members: bytes) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tars_are_opened_and_links_not_followed(bench, mode):
    statuses = bench.statuses(bench.open("x.tar", tarred(mode, **{"证书/a.txt": b"text"})))
    assert statuses == {"x.tar": "read", "x.tar!/证书/a.txt": "read", "x.tar!/link": "ignored:system_file"}


def test_a_cut_tar_keeps_what_was_read(bench):
    statuses = bench.statuses(bench.open("x.tar", tarred(a=b"text", b=b"b" * 4000)[:2000]))
    assert (statuses["x.tar!/a"], statuses["x.tar!/b"]) == ("read", "unreadable:damaged")


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_compressed_tar_of_which_only_the_start_arrived_is_damaged_and_not_of_a_strange_format(bench, mode):
    whole = tarred(mode, a=b"text")
    assert bench.statuses(bench.open("x.tar", whole[:30])) == {"x.tar": "unreadable:damaged"}


def test_a_tar_that_swells_ends_there(bench):
    statuses = bench.statuses(bench.open("x.tgz", tarred("w:gz", a=b"\0" * 40_000_000, b=b"text")))
    assert statuses == {"x.tgz": "unreadable:limit", "x.tgz!/a": "unreadable:limit"}
