"""What every store promises, tried on a directory and on a real S3 server; then what is each one's own."""

import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.settings import Settings, load_settings
from infra.store import BadKeyError, NotStoredError, Store, StoreRefusedError, StoreUnavailableError, join_url, open_store
from tests.certificates import certificates
from tests.conftest import wait_for


@pytest.fixture(params=["directory", pytest.param("s3", marks=pytest.mark.s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "directory":
        yield open_store(str(tmp_path / "store"), load_settings({}))
    else:
        bucket, settings = request.getfixturevalue("bucket"), request.getfixturevalue("s3_settings")
        yield open_store(f"s3://{bucket}/below/here", settings)


def test_what_was_put_is_got_back(store: Store) -> None:
    store.put("a/卷宗 1/材料 (副本).pdf", b"bytes \x00\xff")
    assert store.get("a/卷宗 1/材料 (副本).pdf") == b"bytes \x00\xff"


def test_a_file_is_put_and_fetched_as_a_file(store: Store, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"x" * 7_000_000)
    store.put("big", source)
    store.fetch("big", target)
    assert target.read_bytes() == source.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_empty_object_is_an_object(store: Store) -> None:
    store.put("empty", b"")
    found = store.stat("empty")
    assert found is not None
    assert (found.size, store.get("empty")) == (0, b"")


def test_putting_again_replaces(store: Store) -> None:
    store.put("k", b"first")
    store.put("k", b"second")
    assert store.get("k") == b"second"


def test_put_if_absent_never_replaces(store: Store) -> None:
    assert store.put_if_absent("k", b"first")
    assert not store.put_if_absent("k", b"second")
    assert store.get("k") == b"first"


def test_put_if_absent_of_a_file_larger_than_one_part_never_replaces(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"y" * 11_000_000)
    assert store.put_if_absent("k", source)
    assert not store.put_if_absent("k", b"small")
    found = store.stat("k")
    assert found is not None
    assert found.size == 11_000_000


@pytest.mark.parametrize("attempt", range(5))
def test_of_sixteen_at_once_exactly_one_wins(store: Store, attempt: int) -> None:
    start = threading.Barrier(16)

    def claim(name: bytes) -> bool:
        start.wait()
        return store.put_if_absent(f"claims/{attempt}", name)

    names = [b"%d" % number for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        wins = [name for name, won in zip(names, pool.map(claim, names), strict=True) if won]
    assert [store.get(f"claims/{attempt}")] == wins


def test_what_is_not_there_is_told_without_its_name(store: Store, tmp_path: Path) -> None:
    for missing in (lambda: store.get("张三/round-1"), lambda: store.fetch("张三/round-1", tmp_path / "x")):
        with pytest.raises(NotStoredError) as caught:
            missing()
        assert "张三" not in str(caught.value)
    assert store.stat("张三") is None
    assert not (tmp_path / "x").exists()


def test_a_listing_is_whole_sorted_and_by_prefix(store: Store) -> None:
    for key in ("b/2", "a", "b/10", "bc", "b/deep/er/1"):
        store.put(key, key.encode())
    assert [found.key for found in store.list()] == ["a", "b/10", "b/2", "b/deep/er/1", "bc"]
    assert [found.key for found in store.list("b/")] == ["b/10", "b/2", "b/deep/er/1"]
    assert [found.size for found in store.list("b")] == [4, 3, 11, 2]
    assert list(store.list("none/")) == []


def test_a_deleted_object_is_gone_and_may_be_deleted_again(store: Store) -> None:
    store.put("k", b"")
    store.delete("k")
    store.delete("k")
    assert store.stat("k") is None


@pytest.mark.parametrize("key", ["", "/etc/passwd", "a//b", "../up", "a/../../up", "a/.", "nul\0", "字" * 86])
def test_a_key_that_leads_elsewhere_is_refused(store: Store, key: str) -> None:
    for act in (lambda: store.put(key, b""), lambda: store.get(key), lambda: store.delete(key)):
        with pytest.raises(BadKeyError):
            act()


def test_what_the_directory_holds_is_private_and_nothing_temporary_stays(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), load_settings({}))
    store.put("a/b", b"1")
    store.put_if_absent("a/b", b"2")
    with pytest.raises(StoreUnavailableError):
        store.put("a/b/c", b"3")
    modes = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {"store": 0o700, "store/a": 0o700, "store/a/b": 0o600}


WRITER = """
import os, sys, time
from pathlib import Path
from infra.store_directory import DirectoryStore
os.mkfifo(sys.argv[2])
DirectoryStore(Path(sys.argv[1])).put("a/b", Path(sys.argv[2]))
"""


def test_what_a_killed_writer_left_goes_with_the_next_and_what_is_being_written_stays(tmp_path: Path) -> None:
    def started(name: str) -> subprocess.Popen[bytes]:
        """A writer that never gets to the end of what it is to write."""
        count = len(list((tmp_path / "store" / "a").glob(".tmp-*")))
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "store"), str(tmp_path / name)])
        wait_for(process, lambda: len(list((tmp_path / "store" / "a").glob(".tmp-*"))) > count)
        return process

    open_store(str(tmp_path / "store"), load_settings({})).put("a/a", b"1")
    killed, other = started("one"), started("other")
    killed.kill()
    killed.wait()
    open_store(str(tmp_path / "store"), load_settings({})).put("a/c", b"2")
    assert len(list((tmp_path / "store" / "a").glob(".tmp-*"))) == 1
    (tmp_path / "other").write_bytes(b"3")
    assert other.wait(30) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "store" / "a").iterdir()} == {"a": b"1", "b": b"3", "c": b"2"}


@pytest.mark.s3
def test_wrong_keys_are_refused_and_named_nowhere(s3_settings: Settings, bucket: str) -> None:
    wrong = s3_settings.model_copy(update={"s3_secret_key": load_settings({"JUJIAN_S3_SECRET_KEY": "guessed"}).s3_secret_key})
    store = open_store(f"s3://{bucket}", wrong)
    acts = (lambda: store.put("k", b""), lambda: store.put_if_absent("k", b""), lambda: store.get("k"), lambda: store.list())
    for act in acts:
        with pytest.raises(StoreRefusedError) as caught:
            act()
        assert "guessed" not in str(caught.value)


def test_without_credentials_s3_is_refused_at_once() -> None:
    with pytest.raises(StoreRefusedError, match="JUJIAN_S3_ACCESS_KEY"):
        open_store("s3://bucket/prefix", load_settings({}))


@pytest.mark.s3
def test_a_bucket_that_is_not_there_is_told(s3_settings: Settings) -> None:
    with pytest.raises(StoreUnavailableError, match="bucket does not exist"):
        open_store("s3://no-such-bucket-here", s3_settings).put("k", b"")


def test_an_endpoint_that_is_down_is_told_with_what_to_check() -> None:
    keys = {"JUJIAN_S3_ACCESS_KEY": "a", "JUJIAN_S3_SECRET_KEY": "b", "JUJIAN_S3_ENDPOINT": "http://127.0.0.1:9"}
    store = open_store("s3://bucket", load_settings(keys))
    with pytest.raises(StoreUnavailableError, match="JUJIAN_S3_ENDPOINT"):
        store.get("k")


@pytest.mark.s3
def test_s3_and_its_client_know_each_other_by_their_certificates(
    s3_server: tuple[dict[str, str], dict[str, str]], bucket: str, tmp_path: Path
) -> None:
    _, secure = s3_server
    store = open_store(f"s3://{bucket}", load_settings(secure))
    store.put("k", b"first")
    assert not store.put_if_absent("k", b"second")
    assert store.get("k") == b"first"
    certificates(tmp_path)
    unshown = {name: value for name, value in secure.items() if "CLIENT" not in name}
    for wrong in (secure | {"JUJIAN_S3_CA_FILE": str(tmp_path / "ca.pem")}, secure | {"JUJIAN_S3_CA_FILE": ""}, unshown):
        with pytest.raises(StoreUnavailableError, match="no trusted connection"):
            open_store(f"s3://{bucket}", load_settings(wrong)).get("k")
    with pytest.raises(StoreUnavailableError, match="is not there"):
        open_store(f"s3://{bucket}", load_settings(secure | {"JUJIAN_S3_CA_FILE": "nowhere.pem"}))


def test_urls_are_joined_alike_for_both() -> None:
    assert join_url("s3://bucket/cases/", ".jujian") == "s3://bucket/cases/.jujian"
    assert join_url("out", "a", "b") == "out/a/b"
