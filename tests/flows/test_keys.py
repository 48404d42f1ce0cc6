"""Keys: NFC, without an archive's extension, safe as folders, and no two alike."""

import unicodedata

import pytest

from flows.keys import Name, keys_of


def keys(*names: str) -> list[str]:
    """Names ending in a slash are folders."""
    return keys_of([Name(name.rstrip("/"), not name.endswith("/")) for name in names])


@pytest.mark.parametrize(
    "name", ["林知远.zip", "林知远.ZIP", "林知远.7z", "林知远.rar", "林知远.tar", "林知远.tar.gz", "林知远.tgz", "林知远/"]
)
def test_an_archives_extension_is_no_part_of_the_key(name: str) -> None:
    assert keys(name) == ["林知远"]


def test_a_folder_keeps_its_whole_name() -> None:
    assert keys("材料.zip/", "2026.03/") == ["材料.zip", "2026.03"]


def test_where_two_collide_the_archive_keeps_its_full_name() -> None:
    assert keys("a/", "a.zip", "b.zip", "b.7z", "c.rar") == ["a", "a.zip", "b.zip", "b.7z", "c"]


def test_names_that_are_the_same_in_nfc_collide() -> None:
    composed, decomposed = "Café", unicodedata.normalize("NFD", "Café")
    assert keys(f"{composed}/", f"{decomposed}.zip") == [composed, f"{composed}.zip"]


def test_what_still_collides_is_marked_and_always_in_the_same_way() -> None:
    composed, decomposed = "Café", unicodedata.normalize("NFD", "Café")
    both = dict(zip((composed, decomposed), keys(f"{composed}/", f"{decomposed}/"), strict=True))
    assert len(set(both.values())) == 2
    assert keys(f"{decomposed}/", f"{composed}/") == [both[decomposed], both[composed]]


@pytest.mark.parametrize("name", ["..", ".jujian", "summary.json", "a\x00b", "a\nb", "a\\b", "字" * 100, "\udce9"])
def test_a_name_that_cannot_be_a_folder_of_the_output_becomes_one_that_can(name: str) -> None:
    (key,) = keys(f"{name}/")
    assert key != name
    assert not key.startswith(".")
    assert not set(key) & set("/\\\0\n")
    assert len(key.encode()) <= 200


def test_two_names_cut_to_the_same_length_stay_apart() -> None:
    first, second = keys("字" * 100 + "甲/", "字" * 100 + "乙/")
    assert first != second
