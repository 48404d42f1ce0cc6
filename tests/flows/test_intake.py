"""What lies in a source becomes submissions: nothing is lost, nothing is followed, originals are copied once."""

import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.intake import Days, NotProcessedError, Received, receive, strays, tickets
from flows.source import Listing, list_folder, list_store
from infra.ledger import Ledger, open_ledger
from infra.settings import load_settings
from infra.store import Store, StoreUnavailableError, open_store

TODAY = Days("2026-03-02")


class Desk:
    """A source folder and the state around it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "source"
        self.source.mkdir()
        self.store: Store = open_store(str(root / "state"), load_settings({}))
        self.ledger: Ledger = open_ledger(root / "state" / "ledger.sqlite")
        self.scratch = root / "scratch"
        self.scratch.mkdir()

    def lay(self, path: str, content: bytes | str = b"content") -> Path:
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def receive(self, key: str, days: Days = TODAY, listing: Listing | None = None) -> Received:
        ticket = {each.key: each for each in tickets(listing or list_folder(self.source))}[key]
        return receive(ticket, self.ledger.enrol(key), self.store, self.ledger, days, self.scratch)

    def paths(self, key: str) -> list[str]:
        return [file.path for file in self.receive(key).submission.files]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    assert list(desk.scratch.iterdir()) == [], "nothing temporary stays"
    desk.ledger.close()


def test_folders_and_archives_are_dossiers_and_other_files_are_said(desk: Desk) -> None:
    for path in ("甲/a.pdf", "乙.zip", "丙.7z", "丁._dossier.json", ".hidden/x", ".DS_Store", "散页.pdf"):
        desk.lay(path)
    listing = list_folder(desk.source)
    assert [ticket.key for ticket in tickets(listing)] == ["丙", "乙", "甲"]
    assert strays(listing) == ("散页.pdf",)


def test_files_are_found_however_deep_and_keep_their_paths(desk: Desk) -> None:
    for path in ("甲/1.pdf", "甲/附件/二级/2.pdf", "甲/__MACOSX/._1.pdf"):
        desk.lay(path)
    assert desk.paths("甲") == ["1.pdf", "__MACOSX/._1.pdf", "附件/二级/2.pdf"]


def test_the_original_is_copied_once_and_the_source_stays_as_it_is(desk: Desk) -> None:
    first = desk.lay("甲/a.pdf", b"same bytes")
    desk.lay("乙/b.pdf", b"same bytes")
    (file,) = desk.receive("甲").submission.files
    desk.receive("乙")
    assert [stored.key for stored in desk.store.list("originals/")] == [f"originals/{file.sha256}"]
    assert desk.store.get(f"originals/{file.sha256}") == first.read_bytes()


def test_an_archive_is_one_file_of_its_dossier(desk: Desk) -> None:
    desk.lay("甲.zip", b"whatever")
    submission = desk.receive("甲").submission
    assert (submission.archive, [file.path for file in submission.files]) == (True, ["甲.zip"])


@pytest.mark.parametrize("make", [lambda at: at.mkdir(), lambda at: (at / "内层").mkdir(parents=True)])
def test_a_folder_without_a_file_is_an_empty_dossier(desk: Desk, make: object) -> None:
    assert callable(make)
    make(desk.source / "空")
    with pytest.raises(NotProcessedError) as caught:
        desk.receive("空")
    assert caught.value.code == "empty_dossier"


def test_a_folder_with_nothing_but_its_sidecar_is_empty(desk: Desk) -> None:
    desk.lay("空/_dossier.json", "{}")
    with pytest.raises(NotProcessedError):
        desk.receive("空")


def test_links_and_devices_are_not_followed_and_are_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not part of the dossier")
    desk.lay("甲/a.pdf")
    (desk.source / "甲" / "link.pdf").symlink_to(tmp_path / "secret")
    (desk.source / "甲" / "folder").symlink_to(tmp_path)
    os.mkfifo(desk.source / "甲" / "pipe")
    (desk.source / "linked").symlink_to(desk.source / "甲")
    received = desk.receive("甲")
    assert [file.path for file in received.submission.files] == ["a.pdf"]
    assert {(file.path, file.status) for file in received.odd} == {(name, "ignored") for name in ("link.pdf", "folder", "pipe")}
    assert [ticket.key for ticket in tickets(list_folder(desk.source))] == ["甲"]


def test_names_that_are_not_utf8_survive(desk: Desk) -> None:
    for name in ("推荐表", "身份证"):
        desk.lay(os.fsdecode(f"张卷宗/{name}.pdf".encode("gb18030")))
    assert desk.paths("张卷宗") == ["推荐表.pdf", "身份证.pdf"]


def test_two_names_that_are_one_in_nfc_stay_two_files(desk: Desk) -> None:
    for number, form in enumerate(("NFC", "NFD")):
        desk.lay(f"甲/{unicodedata.normalize(form, 'Résumé.pdf')}", b"%d" % number)  # type: ignore[arg-type]
    files = desk.receive("甲").submission.files
    assert sorted(file.path for file in files) == ["Résumé.pdf", "Résumé.pdf#2"]
    assert len({file.sha256 for file in files}) == 2


def test_the_sidecar_beside_tells_date_and_path(desk: Desk) -> None:
    desk.lay("甲.zip")
    desk.lay("甲._dossier.json", json.dumps({"submitted_on": "2026-10-12", "path": "freelance"}))
    submission = desk.receive("甲").submission
    assert (submission.submitted_on, submission.declared_path) == ("2026-10-12", "freelance")


def test_the_sidecar_in_the_folder_is_trusted_and_is_no_material(desk: Desk) -> None:
    desk.lay("甲/_dossier.json", '\ufeff{"submitted_on": "2026-10-12T09:00:00", "more": 1}')
    desk.lay("甲/附件/_dossier.json", '{"submitted_on": "2020-01-01"}')
    desk.lay("甲/a.pdf")
    submission = desk.receive("甲").submission
    assert (submission.submitted_on, submission.declared_path) == ("2026-10-12", None)
    assert [file.path for file in submission.files] == ["a.pdf", "附件/_dossier.json"]


@pytest.mark.parametrize(
    "said", ["{", "[]", '{"submitted_on": 5, "path": ["x"]}', '{"submitted_on": "soon", "path": "both"}', "\x00\xff"]
)
def test_a_sidecar_that_says_nothing_usable_counts_as_absent(desk: Desk, said: str) -> None:
    desk.lay("甲/a.pdf")
    desk.lay("甲._dossier.json", said)
    submission = desk.receive("甲").submission
    assert (submission.submitted_on, submission.declared_path) == ("2026-03-02", None)


def test_where_two_share_a_name_each_has_its_own_sidecar(desk: Desk) -> None:
    desk.lay("甲/a.pdf")
    desk.lay("甲.zip")
    desk.lay("甲._dossier.json", '{"submitted_on": "2026-01-01"}')
    desk.lay("甲.zip._dossier.json", '{"submitted_on": "2026-02-02"}')
    assert desk.receive("甲").submission.submitted_on == "2026-01-01"
    assert desk.receive("甲.zip").submission.submitted_on == "2026-02-02"


def test_without_a_sidecar_the_day_of_receipt_counts_and_stays(desk: Desk) -> None:
    desk.lay("甲/a.pdf")
    first = desk.receive("甲", Days("2026-03-02")).submission
    again = desk.receive("甲", Days("2026-05-05")).submission
    assert (first.received_at, first.submitted_on) == ("2026-03-02", "2026-03-02")
    assert again == first


def test_a_day_of_receipt_can_be_said(desk: Desk) -> None:
    desk.lay("甲/a.pdf")
    assert desk.receive("甲", Days("2026-03-02", "2025-12-31")).submission.received_at == "2025-12-31"


def test_a_file_that_cannot_be_read_is_our_trouble_and_not_a_finding(desk: Desk) -> None:
    file = desk.lay("甲/a.pdf")
    listing = list_folder(desk.source)
    (ticket,) = tickets(listing)
    contents = ticket.child.look()
    file.unlink()
    gone = ticket._replace(child=ticket.child._replace(look=lambda: contents))
    with pytest.raises(NotProcessedError) as caught:
        receive(gone, desk.ledger.enrol("甲"), desk.store, desk.ledger, Days("2026-03-02"), desk.scratch)
    assert caught.value.code == "source_unreadable"


def test_a_store_that_fails_is_not_taken_for_a_source_that_cannot_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailableError("full")

    desk.lay("甲/a.pdf")
    monkeypatch.setattr(desk.store, "put_if_absent", full)
    with pytest.raises(StoreUnavailableError):
        desk.receive("甲")


def test_the_output_in_the_source_is_no_dossier(desk: Desk) -> None:
    desk.lay("甲/a.pdf")
    desk.lay("out/甲/round-1/case.json")
    assert [ticket.key for ticket in tickets(list_folder(desk.source, "out"))] == ["甲"]


def test_a_bucket_is_a_source_like_a_folder(desk: Desk, tmp_path: Path) -> None:
    bucket = open_store(str(tmp_path / "bucket"), load_settings({}))
    for key in (
        "甲/1.pdf",
        "甲/附件/2.pdf",
        "甲/_dossier.json",
        "乙.zip",
        "乙._dossier.json",
        "散页.pdf",
        "out/x/round-1/case.json",
    ):
        bucket.put(key, b'{"path": "employed"}')
    listing = list_store(bucket, "out")
    assert [ticket.key for ticket in tickets(listing)] == ["乙", "甲"]
    assert strays(listing) == ("散页.pdf",)
    for key, paths in (("甲", ["1.pdf", "附件/2.pdf"]), ("乙", ["乙.zip"])):
        submission = desk.receive(key, listing=listing).submission
        assert ([file.path for file in submission.files], submission.declared_path) == (paths, "employed")
