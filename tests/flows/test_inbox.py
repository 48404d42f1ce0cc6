"""The drop contract: when a dossier in the inbox is whole, what counts as a change, and how a mistake is undone."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.drops import Dropped, dropped, list_inbox
from flows.inbox import MOST_FILES, Clocks, Drop, Lying, Manifest, Seen, judge, look_again, manifest_of
from flows.intake import Days, receive
from infra.ledger import Ledger, open_ledger
from infra.settings import Settings, load_settings
from infra.store import open_store

QUIET = 60.0
FILES = (Lying("a.pdf", 10, 1_000.0), Lying("b/c.pdf", 20, 1_010.0))


def drop(files: tuple[Lying, ...] = FILES, **more: object) -> Drop:
    return Drop("甲", files, **more)  # type: ignore[arg-type]


def seen(of: Drop, since: float = 0.0) -> Seen:
    return Seen(of.mark, since)


def test_a_folder_that_is_still_being_written_waits() -> None:
    assert judge(drop(), None, Clocks(1_020.0, 5.0), QUIET).state == "arriving"
    assert judge(drop(), seen(drop()), Clocks(1_020.0, 5.0), QUIET).state == "arriving"


def test_a_folder_is_whole_when_nothing_changed_between_two_looks_and_it_is_old_enough() -> None:
    clocks = Clocks(1_010.0 + QUIET, 5.0)
    assert judge(drop(), seen(drop()), clocks, QUIET).state == "whole"
    assert judge(drop(), None, clocks, QUIET).state == "arriving", "one look is not enough"
    assert judge(drop(), seen(drop(FILES[:1])), clocks, QUIET).state == "arriving", "it has changed since"


def test_a_clock_that_is_wrong_holds_nothing_up() -> None:
    assert judge(drop(), seen(drop(), since=0.0), Clocks(0.0, QUIET), QUIET).state == "whole"


def test_what_came_in_one_step_is_whole_at_once() -> None:
    assert judge(drop(FILES[:1], atomic=True), None, Clocks(1_000.0, 0.0), QUIET).state == "whole"


def test_a_manifest_that_was_written_last_makes_it_whole_at_once() -> None:
    manifest = Manifest({"a.pdf": 10, "b/c.pdf": 20}, 1_010.0)
    assert judge(drop(manifest=manifest), None, Clocks(1_010.0, 0.0), QUIET).state == "whole"


def test_what_the_manifest_promises_is_waited_for_however_long() -> None:
    manifest = Manifest({"a.pdf": 11, "b/c.pdf": 20, "d.pdf": 1}, 1_010.0)
    judged = judge(drop(manifest=manifest), seen(drop()), Clocks(9_000.0, 9_000.0), QUIET)
    assert (judged.state, judged.lacking) == ("lacking", ("a.pdf", "d.pdf"))


def test_after_the_manifest_a_further_file_must_be_quiet() -> None:
    more = drop((*FILES, Lying("补充.pdf", 5, 2_000.0)), manifest=Manifest({"a.pdf": 10, "b/c.pdf": 20}, 1_010.0))
    assert judge(more, seen(more), Clocks(2_001.0, 1.0), QUIET).state == "arriving"
    assert judge(more, seen(more), Clocks(2_000.0 + QUIET, 1.0), QUIET).state == "whole"


def test_a_cancelled_an_empty_and_a_huge_one_are_named() -> None:
    huge = tuple(Lying(f"{n}.pdf", 1, 0) for n in range(MOST_FILES + 1))
    states = [judge(each, None, Clocks(0, 0), QUIET).state for each in (drop(cancelled=True), drop(()), drop(huge))]
    assert states == ["cancelled", "empty", "oversized"]


@pytest.mark.parametrize(
    ("said", "files"),
    [
        ('{"files": [{"name": "a.pdf", "size": 3}]}', {"a.pdf": 3}),
        ('\ufeff{"files": {"./b\\\\c.pdf": 0}}', {"b/c.pdf": 0}),
        ('{"files": []}', {}),
    ],
)
def test_a_manifest_is_understood_in_both_forms(said: str, files: dict[str, int]) -> None:
    manifest = manifest_of(said.encode(), 1.0)
    assert manifest
    assert manifest.files == files


@given(
    st.one_of(
        st.binary(max_size=60), st.recursive(st.none() | st.text() | st.floats(), st.lists).map(lambda v: json.dumps(v).encode())
    )
)
def test_any_other_manifest_counts_as_none(said: bytes) -> None:
    assert manifest_of(said, 1.0) is None


@pytest.mark.parametrize(
    "said", ['{"files": [{"name": "a"}]}', '{"files": {"a": "3"}}', '{"files": {"a": true}}', '{"files": 1}']
)
def test_a_manifest_without_whole_sizes_counts_as_none(said: str) -> None:
    assert manifest_of(said.encode(), 1.0) is None


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(0, 9), st.floats(0, 9)), min_size=1, unique_by=lambda each: each[0]))
def test_the_mark_goes_by_what_lies_there_and_not_by_its_order(files: list[tuple[str, int, float]]) -> None:
    lying = tuple(Lying(*each) for each in files)
    assert drop(lying).mark == drop(lying[::-1]).mark
    grown = (lying[0]._replace(size=lying[0].size + 1), *lying[1:])
    assert len({drop(each).mark for each in (lying, grown, lying[1:], (*lying, Lying("\0new", 0, 0)))}) == 4


def test_what_is_remembered_says_since_when_it_has_been_so() -> None:
    first = look_again({}, [drop()], 1.0)
    assert look_again(first, [drop()], 7.0) == first
    assert look_again(first, [drop(FILES[:1])], 7.0)["甲"].since == 7.0
    assert look_again(first, [], 7.0) == {}


class Place:
    """A local inbox and the state around it."""

    def __init__(self, root: Path) -> None:
        self.inbox, self.scratch = root / "inbox", root / "scratch"
        self.inbox.mkdir()
        self.scratch.mkdir()
        self.settings: Settings = load_settings({})
        self.ledger: Ledger = open_ledger(root / "state" / "ledger.sqlite")
        self.store = open_store(str(root / "state"), self.settings)

    def lay(self, path: str, content: bytes = b"content") -> Path:
        file = self.inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    def look(self) -> dict[str, Dropped]:
        return {each.drop.key: each for each in dropped(list_inbox(str(self.inbox), self.settings), self.ledger, self.scratch)}

    def take(self, key: str) -> list[str]:
        """The paths of what is received of it."""
        case_id = self.ledger.enrol(key)
        received = receive(self.look()[key].ticket, case_id, self.store, self.ledger, Days("2026-03-02"), self.scratch)
        return [file.path for file in received.submission.files]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_marks_and_status_files_are_never_material(place: Place) -> None:
    for path in ("甲/a.pdf", "甲/_READY.json", "甲/深处/_READY.json", "甲.状态.txt", "甲._CANCEL", "甲._dossier.json"):
        place.lay(path, b"{}")
    assert list(place.look()) == ["甲"]
    assert place.take("甲") == ["a.pdf", "深处/_READY.json"]


def test_a_manifest_in_the_folder_is_read(place: Place) -> None:
    place.lay("甲/a.pdf", b"12345")
    place.lay("甲/_READY.json", b'{"files": [{"name": "a.pdf", "size": 5}]}')
    now = place.look()["甲"].drop
    assert judge(now, None, Clocks(0, 0), QUIET).state == "whole"
    place.lay("乙/_READY.json", b'{"files": [{"name": "a.pdf", "size": 5}]}')
    assert judge(place.look()["乙"].drop, None, Clocks(0, 0), QUIET).state == "empty"


@pytest.mark.parametrize("mark", ["甲/_CANCEL", "甲._CANCEL"])
def test_a_mark_in_it_or_beside_it_takes_a_dossier_back(place: Place, mark: str) -> None:
    place.lay("甲/a.pdf")
    place.lay(mark, b"")
    assert place.look()["甲"].drop.cancelled


def test_an_archive_is_taken_back_by_its_full_name_too(place: Place) -> None:
    place.lay("甲.zip")
    place.lay("甲.zip._CANCEL", b"")
    assert place.look()["甲"].drop.cancelled


def test_a_later_change_is_seen_even_where_a_copy_keeps_the_old_time(place: Place) -> None:
    file = place.lay("甲/a.pdf", b"one")
    before = place.look()["甲"].drop.mark
    assert place.look()["甲"].drop.mark == before
    time = file.stat().st_mtime
    file.write_bytes(b"two")
    os.utime(file, (time, time))
    assert place.look()["甲"].drop.mark != before


def test_names_that_are_not_utf8_can_be_waited_for_and_taken(place: Place) -> None:
    place.lay(os.fsdecode("材料/推荐表身份证.pdf".encode("gb18030")))
    assert list(place.look()) == ["材料"]
    assert place.take("材料") == ["推荐表身份证.pdf"]


def test_the_same_file_in_two_dossiers_belongs_to_both_and_is_kept_once(place: Place) -> None:
    place.lay("甲/a.pdf", b"same")
    place.lay("乙/b.pdf", b"same")
    assert (place.take("甲"), place.take("乙")) == (["a.pdf"], ["b.pdf"])
    assert len(list(place.store.list("originals/"))) == 1


def test_two_clerks_who_drop_one_dossier_as_folder_and_archive_are_told_of_each_other(place: Place) -> None:
    place.lay("甲/a.pdf")
    place.lay("甲.zip")
    assert {key: each.namesake for key, each in place.look().items()} == {"甲": "甲.zip", "甲.zip": "甲"}


def test_a_folder_that_comes_after_the_archive_of_its_name_joins_its_dossier(place: Place) -> None:
    place.lay("甲.zip")
    assert place.take("甲") == ["甲.zip"]
    place.lay("甲/a.pdf")
    assert list(place.look()) == ["甲"]
    assert place.take("甲") == ["a.pdf", "甲.zip"]


def test_a_folder_that_may_not_be_read_holds_no_other_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.lay("甲/a.pdf")
    place.lay("乙/a.pdf")
    scandir = os.scandir

    def refuse(path: bytes) -> object:
        if os.fsdecode(path).endswith("甲"):
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    states = {key: judge(each.drop, None, Clocks(0, 0), QUIET).state for key, each in place.look().items()}
    assert states == {"甲": "unreadable", "乙": "arriving"}


@pytest.mark.s3
def test_in_a_bucket_an_archive_is_whole_at_once_and_a_folder_is_not(bucket: str, s3_settings: Settings, place: Place) -> None:
    inbox = open_store(f"s3://{bucket}/inbox", s3_settings)
    for key in ("甲/a.pdf", "乙.zip"):
        inbox.put(key, b"content")
    found = dropped(list_inbox(f"s3://{bucket}/inbox", s3_settings), place.ledger, place.scratch)
    clocks = Clocks(max(file.modified for each in found for file in each.drop.files), 0)
    assert clocks.wall > 1_700_000_000, "the server says when it was written"
    assert {each.drop.key: judge(each.drop, None, clocks, QUIET).state for each in found} == {"甲": "arriving", "乙": "whole"}
