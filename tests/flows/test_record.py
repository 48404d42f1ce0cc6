"""The record of a small case: plain values, their states and origins, and sums that show what is lost."""

from typing import Any

import pytest

from flows.publish import json_of
from flows.record import Judged, case_record
from schemas.case import Achievement, Applicant, Application, Case, EmployerReview, Expert, PageState, PlusOne, Publicity
from schemas.deficiencies import DeficiencyList
from schemas.document import Code, Document, PagePlacement
from schemas.field import Field
from schemas.files import Delivered, FileRecord, Submission
from schemas.geometry import PageRef, Place
from schemas.profile import Profile
from schemas.record import CaseRecord, EngineRecord
from schemas.redacted import redacted
from validators.judge import judge
from validators.profile import load_profile

FORM, SCAN = "举荐表.pdf", "附件.zip!/扫描件.pdf"


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("beijing-2023-12")


def read(value: Any, page: int = 1) -> Field:
    place = Place(file=FORM, page=page, box=(0.1, 0.2, 0.3, 0.4))
    return Field(value=value, raw=f"[{value}]", state="read", confidence=0.98765, places=(place,), method="rapidocr")


BLANK = Field(state="blank", places=(Place(file=FORM, page=1, box=(0.5, 0.5, 0.6, 0.6)),))


def page(file: str, number: int, place: str, quality: Any = "read", reason: str = "") -> PageState:
    ref = PageRef(file=file, page=number)
    return PageState(ref=ref, quality=quality, quality_reason=reason, placement=PagePlacement(ref=ref, place=place), reader="r")


def file(path: str, pages: int) -> FileRecord:
    return FileRecord(path=path, sha256="0" * 64, size=1, media_type="application/pdf", pages=pages, status="read")


CASE = Case(
    case_id="c" * 32, dossier_key="林知远", round=1, received_at="2026-03-02", submitted_on="2026-03-01", declared_path=None,
    applicant=Applicant(name=read("林知远"), phone=BLANK, path=read("freelance"), id_type=read(7)),
    application=Application(conditions=read([1, 3]), level=read("正高级"), achievements=(
        Achievement(no=read(1), title=read("某成果"), documents=("d2",)),
    )),
    experts=(Expert(name=read("周以宁"), title_level=read("professor"), signed=read(True), document="d1"),),
    plus_one=PlusOne(name=read("何牧"), sealed=read(None), organisation=read(["甲院", "乙院"])),
    employer_review=EmployerReview(
        reviewer_type=read("association"), publicity=Publicity(start=read("2026-02-02"), end=read("2026-02-06"))
    ),
    documents=(
        Document(id="d1", type="recommendation_form", pages=(PageRef(file=FORM, page=1), PageRef(file=SCAN, page=2),
                 PageRef(file=SCAN, page=3)), fields={"holder": read("林知远"), "issuer": BLANK}),
        Document(id="d2", type="paper", pages=(PageRef(file=SCAN, page=3),)),
    ),
    files=(file(FORM, 2), file("附件.zip", 0), file(SCAN, 3)),
    pages=(page(FORM, 1, "d1"), page(FORM, 2, "blank"), page(SCAN, 1, "unassigned", "unreadable", "timeout"),
           page(SCAN, 2, "d1"), page(SCAN, 3, "d1")),
)  # fmt: skip


def record(profile: Profile, case: Case = CASE, *delivered: str) -> CaseRecord:
    files = tuple(Delivered(path=path, sha256="0" * 64, size=1) for path in delivered or (FORM, "附件.zip"))
    submission = Submission(key=case.dossier_key, received_at="2026-03-02", submitted_on="2026-03-01", files=files)
    listed = DeficiencyList(
        case_id=case.case_id, dossier_key=case.dossier_key, round=1, status="deficient", items=(), announced=(), referrals=(),
        flags=(),
    )  # fmt: skip
    checks = judge(case, profile, "2026-03-02")
    return case_record(Judged(submission, case, checks, listed, None, ()), profile, EngineRecord(version="1", models={}))


def test_values_stand_plainly_at_their_paths(profile: Profile) -> None:
    made = record(profile)
    assert (made.applicant.name, made.applicant.phone, made.applicant.path) == ("林知远", None, "freelance")
    assert (made.application.conditions, made.application.level) == ((1, 3), "正高级")
    assert made.application.achievements[0].model_dump(include={"no", "title", "documents"}) == {
        "no": "1", "title": "某成果", "documents": ("d2",),
    }  # fmt: skip
    assert made.recommendation.experts[0].signed is True
    assert made.documents[0].fields == {"holder": "林知远", "issuer": None}


def test_a_document_shows_what_its_codes_say_and_where(profile: Profile) -> None:
    code = Code(text="https://zs.example.cn/v?c=1", place=Place(file=SCAN, page=3, box=(0.7, 0.8, 0.8, 0.9)))
    form, paper = CASE.documents
    made = record(profile, CASE.model_copy(update={"documents": (form, paper.model_copy(update={"codes": (code,)}))}))
    assert [each.model_dump() for each in made.documents[1].codes] == [
        {"text": "https://zs.example.cn/v?c=1", "file": SCAN, "page": 3, "box": (0.7, 0.8, 0.8, 0.9)}
    ]
    assert "zs.example.cn" not in json_of(redacted(made)).decode()


def test_a_value_that_its_slot_cannot_take_is_fitted_or_left_out(profile: Profile) -> None:
    made = record(profile)
    assert made.recommendation.experts[0].title_level is None
    assert made.applicant.id_type == "7"
    assert made.recommendation.plus_one is not None
    assert (made.recommendation.plus_one.organisation, made.recommendation.plus_one.sealed) == ("甲院、乙院", None)


def test_what_is_absent_is_null(profile: Profile) -> None:
    made = record(profile, CASE.model_copy(update={"plus_one": None, "employer_review": EmployerReview()}))
    assert made.recommendation.plus_one is None
    assert (made.employer_review.publicity, made.employer_review.opinion, made.employer_review.preliminary_review) == (None,) * 3


def test_working_days_are_counted_both_ways(profile: Profile) -> None:
    publicity = record(profile).employer_review.publicity
    assert publicity is not None
    assert (publicity.working_days_inclusive, publicity.working_days_exclusive) == (5, 4)


def test_a_day_that_is_not_written_out_is_not_counted_from(profile: Profile) -> None:
    review = EmployerReview(publicity=Publicity(start=read("2026-02"), end=read("2026-02-06")))
    publicity = record(profile, CASE.model_copy(update={"employer_review": review})).employer_review.publicity
    assert publicity is not None
    assert (publicity.start, publicity.working_days_inclusive) == ("2026-02", None)


def test_states_and_origins_stand_beside_by_pointer(profile: Profile) -> None:
    made = record(profile)
    assert made.states["/applicant/phone"] == "blank"
    assert made.states["/recommendation/experts/0/title"] == "not_found"
    assert made.states["/documents/0/fields/holder"] == "read"
    assert [origin.model_dump() for origin in made.provenance["/applicant/name"]] == [
        {"document": "d1", "file": FORM, "page": 1, "box": (0.1, 0.2, 0.3, 0.4), "text": "[林知远]", "confidence": 0.9877,
         "method": "rapidocr"}
    ]  # fmt: skip
    assert "/recommendation/experts/0/title" not in made.provenance


def test_every_pointer_leads_to_its_value(profile: Profile) -> None:
    made = record(profile).model_dump(mode="json")
    for pointer in made["states"]:
        there: Any = made
        for part in pointer.strip("/").split("/"):
            there = there[int(part)] if isinstance(there, list) else there[part]


def test_a_document_lists_its_pages_by_file(profile: Profile) -> None:
    parts = record(profile).documents[0].parts
    assert [(part.file, part.pages) for part in parts] == [(FORM, (1,)), (SCAN, (2, 3))]


def test_pages_say_where_they_went_and_why(profile: Profile) -> None:
    third = record(profile).pages[2]
    assert (third.file, third.page, third.quality, third.place, third.reason) == (SCAN, 1, "unreadable", "unassigned", "timeout")


def test_the_sums_balance(profile: Profile) -> None:
    balance = record(profile).balance.model_dump(by_alias=True)
    assert balance["files"] == {"in": 3, "accounted": 3}
    assert balance["pages"] == {"in": 5, "assigned": 3, "blank": 1, "duplicate": 0, "unassigned": 1}
    assert balance["checks"]["expected"] == balance["checks"]["given"] > 100


def test_a_file_without_a_record_shows_in_the_sum(profile: Profile) -> None:
    files = record(profile, CASE, FORM, "附件.zip", "丢失.pdf").balance.files
    assert (files.delivered, files.accounted) == (4, 3)


def test_a_page_that_went_nowhere_or_to_two_places_shows_in_the_sum(profile: Profile) -> None:
    lost = CASE.model_copy(update={"pages": (page(FORM, 1, "blank"), page(FORM, 2, "d9"), *CASE.pages[2:])})
    pages = record(profile, lost).balance.pages
    assert (pages.delivered, pages.assigned + pages.blank + pages.duplicate + pages.unassigned) == (5, 3)


def test_the_same_case_gives_the_same_bytes_that_read_back(profile: Profile) -> None:
    made = record(profile)
    assert json_of(made) == json_of(record(profile))
    assert CaseRecord.model_validate_json(json_of(made)) == made
    assert "林知远" in json_of(made).decode()
