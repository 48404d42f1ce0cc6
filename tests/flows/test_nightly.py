"""The night: what failed is tried again, what was lost is found and made again, what is overdue is marked once."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

from flows.nightly import NIGHTS, _is_tonight, nightly, verify_originals
from flows.run import Order
from flows.watch import LAPSED
from infra.claims import Claims
from infra.settings import load_settings
from infra.store import open_store
from schemas.night import NightReport
from schemas.notice import Stamp
from schemas.summary import DossierError

from .office import Office

DAY = date(2026, 3, 5)


def night(office: Office, day: date = DAY) -> NightReport:
    order = Order(str(office.inbox), str(office.root / "out"))
    return nightly(order, load_settings({}), office.home, office.watch, day.isoformat())


def case_of(office: Office, key: str) -> str:
    case_id = office.home.ledger.case_of(key)
    assert case_id
    return case_id


def test_what_lies_in_the_inbox_is_swept_and_counted(office: Office) -> None:
    for key in ("甲", "乙"):
        office.drop(f"{key}/a.pdf")
    report = night(office)
    assert sorted(office.done) == ["乙", "甲"]
    assert (report.received, report.waiting, report.failed, report.seconds) == (2, 0, {}, 2)


def test_the_report_is_kept_as_json_and_as_a_page_with_plots_and_says_nothing_personal(office: Office) -> None:
    office.drop("林知远/身份证.pdf")
    report = night(office)
    kept = office.home.store.get("reports/2026-03-05.json")
    page = office.home.store.get("reports/2026-03-05.html").decode()
    assert NightReport.model_validate_json(kept) == report
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert [
        word for word in ("林知远", "身份证") if word in page or word in json.dumps(json.loads(kept), ensure_ascii=False)
    ] == []


def test_what_failed_is_tried_again_once_a_night(office: Office) -> None:
    office.does = DossierError(code="understand_failed", message="程序内部处理失败")
    office.drop("甲/a.pdf")
    office.settle()
    assert night(office).failed == {"understand_failed": 1}
    assert office.done == ["甲", "甲"]
    office.does = None
    report = night(office)
    assert (report.tried_again, report.failed) == (1, {})
    assert "状态：完成" in office.told("甲")


def test_in_so_many_nights_every_original_is_looked_at_once_and_a_damaged_one_is_found(tmp_path: Path) -> None:
    store = open_store(str(tmp_path), load_settings({}))
    names = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(60)]
    for number, name in enumerate(names):
        store.put(f"originals/{name}", b"%d" % number)
    store.put(f"originals/{names[7]}", b"rot")
    shares = [verify_originals(store, DAY + timedelta(days=each)) for each in range(NIGHTS)]
    assert sum(share.looked_at for share in shares) == 60
    assert [each for share in shares for each in share.damaged] == [names[7]]


def test_an_output_that_was_lost_is_found_and_made_again(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.settle()
    case_id = case_of(office, "甲")
    round = office.home.ledger.last_round(case_id)
    assert round
    office.home.ledger.record(round.model_copy(update={"outputs": {"case.json": "0" * 64}}))
    reports = [night(office, DAY + timedelta(days=each)) for each in range(NIGHTS)]
    assert [report.outputs.damaged for report in reports if report.outputs.damaged] == [(case_id,)]
    assert office.done == ["甲", "甲"]
    assert Claims(office.home.ledger.engine).standing()[case_id].state == "done"


def test_what_somebody_fell_silent_over_is_looked_at_the_next_night(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.settle()
    case_id = case_of(office, "甲")
    round = office.home.ledger.last_round(case_id)
    assert round
    office.home.ledger.record(round.model_copy(update={"outputs": {"case.json": "0" * 64}}))
    office.home.ledger.note(case_id, LAPSED, {})
    today = date.today()
    not_tonight = next(day for day in (today, today + timedelta(days=1)) if not _is_tonight(case_id, day))
    assert night(office, not_tonight).outputs.damaged == (case_id,)


def test_a_notice_whose_day_has_passed_is_marked_once_until_something_is_handed_in(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.settle()
    case_id, ledger = case_of(office, "甲"), office.home.ledger
    round = ledger.last_round(case_id)
    assert round
    ledger.issue(round, Stamp(number="评〔2026〕001号", deadline="2026-03-20", issued_at="2026-03-06T09:00:00+08:00"))
    assert night(office, date(2026, 3, 20)).overdue == ()
    for day in (21, 22):
        assert [(each.case_id, each.round) for each in night(office, date(2026, 3, day)).overdue] == [(case_id, 1)]
    assert [entry.event for entry in ledger.trail_of(case_id)].count("overdue") == 1
    assert ledger.audit_is_whole()
    office.drop("甲/补正.pdf", b"more")
    assert night(office, date(2026, 3, 23)).overdue == ()
