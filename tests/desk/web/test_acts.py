"""What only people do, in the browser: the second check, service, 视为放弃, verified fraud, taking back, late findings."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.desk.web import deeds
from tests.desk.web.conftest import EVIL, OTHER, PEOPLE, Desk, SitIn, served, settle, shoot
from tests.desk.web.deeds import CHECKED, FRAUD, LAPSED, LATE, OVERDUE, SERVED, UNTOUCHED, Case

FORMS = {
    "check": {},
    "serve": {"how": "邮寄", "on": "2026-06-01"},
    "abandon": {"grounds": "逾期未补正"},
    "fraud": {"found_by": "某单位", "verified_on": "2026-06-01", "grounds": "伪造", "documents": "d1"},
    "reinstate": {"reason": "记错"},
}
MAY = {
    "check": {"复核", "主管"}, "serve": {"受理", "复核", "主管"}, "abandon": {"主管"}, "fraud": {"主管"}, "reinstate": {"主管"},
}  # fmt: skip
ENDED = ("abandon", "fraud", "reinstate")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("acts")
    strict = deeds.lay_out(folder)
    with served(folder / "out", folder / "log", strict) as desk:
        yield desk
    assert "Traceback" not in (folder / "log").read_text()


@contextmanager
def before(desk: Desk, name: str, role: str) -> Iterator[Case]:
    """The case before somebody of this role."""
    with desk.sit(PEOPLE[role]) as client:
        yield Case(client, desk.case_id(name))


@pytest.mark.parametrize("role", list(PEOPLE))
def test_each_role_may_do_only_what_is_its_own(offices: Desk, role: str) -> None:
    with before(offices, UNTOUCHED, role) as case:
        told = {act: case.act(act, "not-as-it-is", **said).status_code for act, said in FORMS.items()}
    assert told == {act: 409 if role in MAY[act] else 403 for act in FORMS}


def test_another_organisation_and_who_shows_no_token_do_nothing(offices: Desk) -> None:
    case_id = offices.case_id(UNTOUCHED)
    with offices.sit(OTHER) as client:
        for act, said in FORMS.items():
            assert client.post(f"/cases/{case_id}/{act}", data={"seen": "x"} | said).status_code == 404
    with before(offices, UNTOUCHED, "主管") as case:
        case.client.headers["X-CSRF"] = "guess"
        for act, said in FORMS.items():
            assert case.act(act, "x", **said).status_code == 403


@pytest.mark.parametrize("role", ["受理", "复核", "只读"])
def test_only_a_supervisor_is_offered_what_ends_a_case(offices: Desk, role: str) -> None:
    with before(offices, OVERDUE, role) as case:
        assert "在办" in case.show("ending")
        assert not any(f"/{act}" in case.show("ending") for act in ENDED)
    with before(offices, OVERDUE, "主管") as case:
        assert f"{case.id}/abandon" in case.show("ending")
        assert f"{case.id}/fraud" in case.show("ending")


def test_a_notice_is_issued_after_a_second_person_has_checked_it(offices: Desk, seated_in: SitIn) -> None:
    page = seated_in(offices, PEOPLE["复核"])
    with before(offices, CHECKED, "受理") as clerk, before(offices, CHECKED, "复核") as other:
        assert "待复核" in clerk.show("notice")
        assert f'{clerk.id}/issue"' not in clerk.show("notice")
        assert f'{clerk.id}/check"' not in clerk.show("notice")
        assert clerk.act("issue", deadline="2099-06-30").status_code == 422
        stale = clerk.seen()
        page.goto(f"{offices.url}/cases/{other.id}/notice")
        expect(page.locator(".print figcaption")).to_contain_text("草稿预览")
        settle(page)
        shoot(page, "check")
        page.keyboard.press("v")
        expect(page.locator("#panel")).to_contain_text("✓ 已复核")
        assert clerk.act("issue", stale, deadline="2099-06-30").status_code == 409
        assert re.search(rf"{PEOPLE['复核']} \d{{4}}-\d\d-\d\d \d\d:\d\d 复核", clerk.show("notice"))
        assert "复核人不能自己印发" in other.show("notice")
        assert other.act("issue", deadline="2099-06-30").status_code == 422
        assert "已印发" in clerk.act("issue", deadline="2099-06-30").text
        assert "<td>复核</td>" in clerk.show("history")
    events = [event for event, _ in deeds.trail(offices, CHECKED)]
    assert [event for event in events if event in ("checked", "issued", "issued_by")] == ["checked", "issued", "issued_by"]


def test_whatever_is_decided_afterwards_lapses_the_check_and_that_is_said(offices: Desk) -> None:
    with before(offices, LAPSED, "受理") as clerk, before(offices, LAPSED, "复核") as other:
        assert other.act("check").status_code == 200
        code = re.search(r'name="code" value="([^"]+)"', clerk.show("items"))
        assert code
        said = {"code": code[1], "verb": "dismiss", "reason": "材料已另行提交", "panel": "items"}
        assert clerk.act("decide", **said).status_code == 200
        assert "复核已失效" in clerk.show("notice")
        assert f'{clerk.id}/issue"' not in clerk.show("notice")
        assert clerk.act("issue", deadline="2099-06-30").status_code == 422
        assert other.act("check").status_code == 200
        assert "✓ 已复核" in clerk.show("notice")


def test_who_decided_last_is_not_offered_the_check(offices: Desk) -> None:
    with before(offices, LAPSED, "主管") as case:
        code = re.search(r'name="code" value="([^"]+)"', case.show("items"))
        assert code
        assert case.act("decide", code=code[1], verb="confirm", panel="items").status_code == 200
        assert "不能复核自己的决定" in case.show("notice")
        assert f'{case.id}/check"' not in case.show("notice")
        assert case.act("check").status_code == 422


def test_service_is_recorded_by_keys_alone(offices: Desk, seated_in: SitIn) -> None:
    page = seated_in(offices, PEOPLE["受理"])
    page.goto(f"{offices.url}/cases/{offices.case_id(OVERDUE)}/notice")
    settle(page)
    page.keyboard.press("s")
    page.wait_for_function("document.activeElement.id === 'how'")
    page.keyboard.press("ArrowDown")
    page.locator("#received-by").focus()
    page.keyboard.type("本人")
    shoot(page, "service")
    page.keyboard.press("Enter")
    expect(page.locator(".service dl")).to_contain_text("本人")
    page.goto(f"{offices.url}/cases/{offices.case_id(OVERDUE)}/history")
    expect(page.locator(".history tr", has_text="送达").first).to_contain_text(PEOPLE["受理"])


def test_service_is_shown_and_told_in_the_history_and_sealed_in_the_trail(offices: Desk) -> None:
    today = re.search(r'name="on"[^>]*value="([\d-]+)"', _panel(offices, SERVED, "notice"))
    assert today
    with before(offices, SERVED, "受理") as case:
        assert "尚无送达记录" in case.show("notice")
        assert re.search(r"还有 \d+ 天", case.show("notice"))
        seen = case.seen()
        said = {"how": "邮寄", "on": today[1], "received_by": EVIL[:40], "note": "挂号信"}
        assert case.act("serve", seen, **said).status_code == 200
        assert case.act("serve", seen, **said).status_code == 409
        for wrong in ({"how": "鸽子"}, {"on": "明天"}, {"on": "2020-01-01"}, {"on": "2999-01-01"}):
            assert case.act("serve", **(said | wrong)).status_code == 422, wrong
        for panel in ("notice", "history"):
            assert "挂号信" in case.show(panel)
            assert EVIL[:40] not in case.show(panel)
    assert "尚无送达记录" not in _panel(offices, SERVED, "notice", "只读")
    assert "/serve" not in _panel(offices, SERVED, "notice", "只读")
    told = [detail for event, detail in deeds.trail(offices, SERVED) if event == "served"]
    assert len(told) == 1
    assert "挂号信" not in told[0]
    assert PEOPLE["受理"] not in told[0]


def test_a_case_is_given_up_only_when_overdue_and_by_a_supervisor_and_comes_back(offices: Desk) -> None:
    with before(offices, SERVED, "主管") as case:
        assert "尚未届满" in case.show("ending")
        assert f"{case.id}/abandon" not in case.show("ending")
        assert case.act("abandon", grounds="逾期").status_code == 422
    with before(offices, OVERDUE, "主管") as case, before(offices, OVERDUE, "只读") as reader:
        assert case.act("abandon", grounds="  ").status_code == 422
        seen = case.seen()
        assert "卷宗办结" in case.act("abandon", seen, grounds=f"电话催告两次{EVIL}").text
        assert case.act("abandon", seen, grounds="又一次").status_code == 409
        assert "已办结 · 视为放弃" in reader.show("record")
        assert "电话催告两次" in reader.show("ending")
        assert not any(f"/{act}" in reader.show("ending") for act in ENDED)
        assert EVIL not in reader.show("ending") + reader.show("history")
        assert OVERDUE in case.client.get("/cases?stage=closed").text
        assert OVERDUE not in case.client.get("/cases?stage=overdue").text
        assert deeds.ID not in "".join(reader.show(panel) for panel in ("ending", "history", "notice"))
        assert "已撤销" in case.act("reinstate", reason="邮件误投").text
        assert "逾期" in reader.show("record")
        assert "（已撤销）" in reader.show("history")
        assert OVERDUE not in case.client.get("/cases?stage=closed").text
    events = [(event, detail) for event, detail in deeds.trail(offices, OVERDUE) if event in ("abandoned", "reinstated")]
    assert [event for event, _ in events] == ["abandoned", "reinstated"]
    assert not any("催告" in detail or PEOPLE["主管"] in detail for _, detail in events)


def test_a_verified_fraud_names_its_materials_and_closes_the_case(offices: Desk, seated_in: SitIn) -> None:
    page = seated_in(offices, PEOPLE["主管"])
    page.goto(f"{offices.url}/cases/{offices.case_id(FRAUD)}/ending")
    settle(page)
    page.locator("summary", has_text="查实弄虚作假").click()
    page.fill("#found-by", "单位纪检部门")
    page.fill("#verified-on", "2026-06-01")
    page.locator("fieldset label", has_text="损坏.pdf").click()
    page.fill("#facts", "经向发证单位核实，该证书编号不存在。")
    shoot(page, "fraud")
    page.fill("#facts", EVIL)
    page.get_by_text("记录查实结论并办结").click()
    expect(page.locator("#casehead")).to_contain_text("已办结 · 查实弄虚作假")
    expect(page.locator(".said")).to_contain_text(EVIL)
    expect(page.locator(".said")).to_contain_text("损坏.pdf")
    assert page.evaluate("window.stolen") is None
    with before(offices, FRAUD, "受理") as case:
        assert 'name="code"' not in case.show("items")
        assert case.act("decide", code="DOC-02", verb="confirm").status_code == 422
    with before(offices, UNTOUCHED, "主管") as case:
        said = {"found_by": "单位", "verified_on": "2026-06-01", "grounds": "伪造"}
        assert case.act("fraud", **said).status_code == 422
        assert case.act("fraud", **said, documents=["../nowhere"]).status_code == 422
    assert "fraud_found" in [event for event, _ in deeds.trail(offices, FRAUD)]


def test_what_was_told_too_late_is_seen_and_let_through_by_a_supervisor_alone(offices: Desk) -> None:
    for role in ("受理", "复核", "只读"):
        with before(offices, LATE, role) as case:
            panels = [case.show(panel) for panel in ("open", "items", "checks", "notice", "ending", "history")]
            assert deeds.TOLD_LATE not in "".join(panels)
            assert f">{deeds.RULE}<" not in panels[2]
            assert "漏告知" not in "".join(panels[3:])
            if role != "只读":
                told = case.act(
                    "decide", code=deeds.RULE, subject="/applicant", verb="promote", reason="市局口径", panel="notice"
                )
                assert told.status_code == 403
    assert deeds.RULE not in deeds.late_of(offices, LATE)
    with before(offices, LATE, "主管") as case:
        assert "漏告知 1 项（仅主管可见）" in case.show("notice")
        assert "发现漏告知" in case.show("history")
        subject = re.search(
            rf'name="code" value="{deeds.RULE}"><input type="hidden" name="subject" value="([^"]*)"', case.show("notice")
        )
        assert subject
        promoted = {"code": deeds.RULE, "subject": subject[1], "verb": "promote", "severity": "nonconforming", "panel": "notice"}
        assert case.act("decide", **promoted, reason="").status_code == 422
        assert case.act("decide", **promoted, reason="市局口径").status_code == 200
        assert "仅主管可见" not in case.show("notice")
    assert deeds.RULE in deeds.late_of(offices, LATE)


@pytest.mark.parametrize("width", [1366, 820])
def test_axe_finds_nothing_serious_in_the_forms(offices: Desk, seated_in: SitIn, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = seated_in(offices, PEOPLE["主管"])
    page.set_viewport_size({"width": width, "height": 1024})
    for name, panel in ((UNTOUCHED, "ending"), (OVERDUE, "ending"), (SERVED, "notice"), (LATE, "notice"), (FRAUD, "ending")):
        page.goto(f"{offices.url}/cases/{offices.case_id(name)}/{panel}")
        for form in page.locator("details.because").all():
            form.locator("summary").click()
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{panel} is too wide"
            found = Axe().run(page).response["violations"]
            assert [
                (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")
            ] == []


def _panel(desk: Desk, name: str, panel: str, role: str = "受理") -> str:
    with before(desk, name, role) as case:
        return case.show(panel)


def test_the_exit_list_is_kept_by_a_supervisor_alone(offices: Desk) -> None:
    said = {"kind": "add", "name": "尤知退", "unit": "某研究院", "on": "2026-06-01", "reason": f"严重失实{EVIL}", "seen": "0"}
    for role in ("受理", "复核", "只读", "管理"):
        with offices.sit(PEOPLE[role]) as client:
            assert client.get("/recommenders").status_code == 403
            assert client.post("/recommenders", data=said).status_code == 403
    with offices.sit(PEOPLE["主管"]) as client:
        assert "名单为空" in client.get("/recommenders").text
        assert client.post("/recommenders", data=said | {"reason": " "}).status_code == 422
        assert client.post("/recommenders", data=said | {"on": "2999-01-01"}).status_code == 422
        listed = client.post("/recommenders", data=said).text
        assert "尤知退" in listed
        assert EVIL not in listed
        assert client.post("/recommenders", data=said).status_code == 409
        assert "名单为空" in client.post("/recommenders", data=said | {"kind": "remove", "seen": "1", "reason": "核实有误"}).text
        assert "核实有误" in client.get("/recommenders").text
    with offices.sit(OTHER) as client:
        assert "尤知退" not in client.get("/recommenders").text
