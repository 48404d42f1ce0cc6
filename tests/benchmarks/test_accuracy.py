"""The accuracy report counts what is right, and shows what is not."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.__main__ import compared
from benchmarks.accuracy.compare import seen
from benchmarks.accuracy.report import figures, page
from benchmarks.accuracy.tally import confusion, reliability, wrong_and_sure
from benchmarks.accuracy.values import same

TRUTH = {
    "dossier": "k",
    "difficulty": "scan",
    "fields": {
        "/applicant/name": "林知远",
        "/recommendation/experts/0/name": "周以宁",
        "/recommendation/experts/0/signed_on": "2025-03-01",
        "/recommendation/experts/1/name": "何承景",
    },
    "fields_alt": {},
    "documents": [
        {"type": "diploma", "parts": [{"file": "a.pdf", "pages": [1]}], "fields": {"holder": "林知远"}, "manner": "faint"},
        {"type": "paper", "parts": [{"file": "包.zip!/b.pdf", "pages": [1, 2]}], "fields": {}},
    ],
}
RECORD = {
    "applicant": {"name": "林知运"},
    "recommendation": {"experts": [{"name": "何承景"}, {"name": "周以宁", "signed_on": "2025年3月1日"}]},
    "documents": [
        {"type": "degree_certificate", "parts": [{"file": "a.pdf", "pages": [1]}], "fields": {"holder": "林知远"}},
        {"type": "paper", "parts": [{"file": "b.pdf", "pages": [1, 2]}], "fields": {}},
    ],
    "provenance": {
        "/applicant/name": [{"file": "a.pdf", "page": 1, "box": [0, 0, 1, 1], "confidence": 0.99, "method": "rapidocr"}]
    },
    "checks": [],
}


@pytest.mark.parametrize(
    ("pointer", "truth", "read", "right"),
    [
        ("/signed_on", "2025-03-01", "2025年3月1日", True),
        ("/date", "2025-03", "2025-03-01", True),
        ("/signed_on", "2025-03-01", "2025-03-02", False),
        ("/number", "ZL 2020 1 1694793.3", "ZL202011694793.3", True),
        ("/name", "林知远", "林知", False),
        ("/education", "硕士研究生", "硕士", True),
        ("/opinion", "同意举荐其申报正高级职称。" * 10, "同意举荐其申报正高级职称，" + "同意举荐其申报正高级职称。" * 9, True),
        ("/result", "公示期间未收到任何异议", "无异议", True),
        ("/result", "收到1名职工对业绩排名的异议", "无异议", False),
        ("/phone", None, None, True),
        ("/phone", None, "13800138000", False),
        ("/signed", True, None, False),
    ],
)
def test_values_are_the_same_by_what_they_mean(pointer, truth, read, right) -> None:
    assert same(pointer, truth, read) is right


def test_experts_are_paired_by_what_they_say_and_not_by_their_place() -> None:
    right = {(each.group, each.field): each.right for each in seen(TRUTH, RECORD)}
    assert right == {
        ("applicant", "name"): False,
        ("experts", "name"): True,
        ("experts", "signed_on"): True,
        ("diploma", "holder"): True,
    }


def test_two_papers_on_one_page_and_a_page_scanned_twice_find_their_like() -> None:
    page = [{"file": "a.pdf", "pages": [1]}]
    two = [{"type": kind, "parts": page, "fields": {"holder": kind}} for kind in ("diploma", "award_certificate")]
    again = [{"type": one["type"], "parts": [{"file": "b.pdf", "pages": [1]}], "fields": one["fields"]} for one in two]
    truth = {**TRUTH, "fields": {}, "documents": two, "duplicates": {"b.pdf": "a.pdf"}}
    for held in (two, two[::-1], again):
        assert [each.right for each in seen(truth, RECORD | {"documents": held})] == [True, True]


def test_the_report_tells_the_hard_manners_apart() -> None:
    assert {(each.group, each.manner) for each in seen(TRUTH, RECORD)} == {
        ("applicant", ""), ("experts", ""), ("diploma", "faint"),
    }  # fmt: skip
    form = {"type": "recommendation_form", "parts": [], "fields": {}, "manner": "negative"}
    worse = seen(TRUTH | {"documents": [form]}, RECORD)
    assert {each.group: each.manner for each in worse} == {"applicant": "negative", "experts": "negative"}


def test_a_wrong_value_that_was_read_surely_is_listed_unless_a_person_is_asked() -> None:
    assert [each.field for each in wrong_and_sure(seen(TRUTH, RECORD), 0.75)] == ["name"]
    asked = {"outcome": "undetermined", "evidence": [{"pointer": "/applicant/name"}]}
    assert wrong_and_sure(seen(TRUTH, RECORD | {"checks": [asked]}), 0.75) == []
    assert reliability(seen(TRUTH, RECORD))["name", "rapidocr"][0].right == (0, 1)


def test_the_report_says_what_was_taken_for_what(tmp_path: Path) -> None:
    (tmp_path / "k.json").write_text(json.dumps(TRUTH))
    record = tmp_path / "out" / "k" / "round-1" / "case.json"
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps(RECORD))
    reading = compared(tmp_path, tmp_path / "out", "made here")
    assert confusion(reading.documents) == [("diploma", "degree_certificate", 1)]
    assert figures(reading)["wrong_and_sure"]["part"] == 1
    assert "林知运" in page(reading, [])
