"""Who may not get in: nobody without an account, no other role, no other organisation, no forged cookie, no trick of a path."""

import json
import re

import httpx
import pytest

from desk.web.throttle import BY_NAME, Throttle
from tests.desk.web.conftest import EVIL, OTHER, PASSWORD, PEOPLE, Desk, Sit


def test_nobody_sees_anything_without_signing_in(desk: Desk) -> None:
    case_id = desk.case_id("林知远")
    with httpx.Client(base_url=desk.url) as client:
        for path in (
            "/",
            "/cases",
            f"/cases/{case_id}/record",
            f"/cases/{case_id}/files/0/pages/1/picture",
            "/accounts",
            "/help",
        ):
            assert client.get(path, follow_redirects=True).url.path == "/signin", path


def test_a_forged_cookie_is_nobody(desk: Desk) -> None:
    for forged in ("", "x" * 43, "' OR 1=1 --", "../../etc/passwd"):
        with httpx.Client(base_url=desk.url, cookies={"jujian": forged}) as client:
            assert client.get("/cases").status_code == 303


def test_an_act_without_the_sessions_token_is_refused(desk: Desk) -> None:
    case_id = desk.case_id("林知远")
    with desk.sit(PEOPLE["主管"]) as client:
        for wrong in ("", "guess"):
            told = client.post(f"/cases/{case_id}/undo", data={"seen": "x"}, headers={"X-CSRF": wrong})
            assert told.status_code == 403


def test_another_site_cannot_sign_somebody_in(desk: Desk) -> None:
    with httpx.Client(base_url=desk.url, headers={"Origin": "https://elsewhere.example"}) as client:
        assert client.post("/signin", data={"name": PEOPLE["主管"], "password": PASSWORD}).status_code == 403


def test_another_organisation_does_not_see_the_case_at_all(desk: Desk) -> None:
    case_id = desk.case_id("林知远")
    with desk.sit(OTHER) as client:
        assert "林知远" not in client.post("/cases", data={"q": "林知远"}).text
        for below in ("", "/record", "/history", "/files/0/pages/1/picture", "/files/0/original", "/notice/1/pdf"):
            assert client.get(f"/cases/{case_id}{below}").status_code == 404, below
        for act in ("decide", "undo", "issue", "number", "correct"):
            data = {"seen": "x", "code": "PUB-02", "verb": "confirm", "pointer": "/applicant/name"}
            assert client.post(f"/cases/{case_id}/{act}", data=data).status_code == 404, act


@pytest.mark.parametrize(
    ("role", "act", "data"),
    [
        ("只读", "decide", {"seen": "x", "code": "PUB-02", "verb": "confirm"}),
        ("只读", "correct", {"seen": "x", "pointer": "/applicant/name", "value": "某"}),
        ("只读", "issue", {"seen": "x", "deadline": "2030-01-01"}),
        ("只读", "number", {}),
        ("管理", "decide", {"seen": "x", "code": "PUB-02", "verb": "confirm"}),
        ("管理", "undo", {"seen": "x"}),
        ("受理", "decide", {"seen": "x", "code": "FIL-08", "verb": "drop", "reason": "不涉密"}),
    ],
)
def test_a_role_does_only_what_is_its_own(desk: Desk, role: str, act: str, data: dict[str, str]) -> None:
    case_id = desk.case_id("林知远")
    with desk.sit(PEOPLE[role]) as client:
        assert client.post(f"/cases/{case_id}/{act}", data=data).status_code == 403


def test_who_keeps_the_accounts_sees_no_case(desk: Desk) -> None:
    with desk.sit(PEOPLE["管理"]) as client:
        assert client.get("/cases").status_code == 403
        assert client.get(f"/cases/{desk.case_id('林知远')}/record").status_code == 403


def test_paths_lead_nowhere_else(desk: Desk) -> None:
    case_id = desk.case_id("林知远")
    with desk.sit(PEOPLE["主管"]) as client:
        for trick in (
            "/static/../serving.py", "/static/%2e%2e/serving.py", "/static/..%2f..%2fcli.py",
            f"/cases/{case_id}/files/99/original", f"/cases/{case_id}/files/-1/original",
            f"/cases/{case_id}/files/0/pages/9/picture", "/cases/..%2f..%2f/record",
            f"/cases/{case_id}/notice/1/exe", f"/cases/{case_id}/notice/..%2f1/pdf", "/help/..%2fapp",
        ):  # fmt: skip
            assert client.get(trick).status_code in (404, 422), trick


def test_what_is_handed_in_lands_nowhere_else(desk: Desk) -> None:
    with desk.sit(PEOPLE["受理"]) as client, desk.sit(PEOPLE["复核"]) as other:
        upload = f"/upload/{client.post('/upload').text}"
        for path in ("../x.pdf", "/etc/x.pdf", "a/../../x.pdf", "..\\x.pdf", "甲/_dossier.json", ".jujian/x", "甲/\x00.pdf", ""):
            told = client.post(f"{upload}/file", data={"path": path, "name": "甲"}, files={"file": b"x"})
            assert told.status_code == 422, path
        assert other.post(f"{upload}/file", data={"path": "甲/x.pdf"}, files={"file": b"x"}).status_code == 404
        assert other.post(f"{upload}/start").status_code == 404
    with desk.sit(OTHER) as client:
        upload = f"/upload/{client.post('/upload').text}"
        assert client.post(f"{upload}/file", data={"path": "林知远/x.pdf"}, files={"file": b"x"}).status_code == 204
        assert client.post(f"{upload}/start").status_code == 422
    with desk.sit(PEOPLE["只读"]) as client:
        assert client.post("/upload").status_code == 403


def test_a_script_in_a_file_name_or_a_field_stays_text(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["主管"])
    for panel in ("open", "items", "record", "papers", "checks", "notice", "ending", "history"):
        page.goto(f"{desk.url}/cases/{desk.case_id('叶归帆')}/{panel}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.stolen") is None
        assert page.locator("img[src=x]").count() == 0
    page.goto(f"{desk.url}/cases/{desk.case_id('叶归帆')}/papers")
    assert EVIL.replace("/", "") in page.locator("#panel").inner_text()


def test_every_answer_keeps_foreign_scripts_out(desk: Desk) -> None:
    with desk.sit(PEOPLE["主管"]) as client:
        for path in ("/signin", "/cases", f"/cases/{desk.case_id('林知远')}/open", "/static/desk.js"):
            headers = client.get(path).headers
            assert "script-src 'self'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"


def test_no_address_says_anything_of_a_person(desk: Desk) -> None:
    with desk.sit(PEOPLE["主管"]) as client:
        texts = [
            client.get(f"/cases/{desk.case_id('林知远')}/{panel}").text for panel in ("record", "papers", "checks", "notice")
        ]
    addresses = re.findall(r'(?:href|src|hx-get|hx-post)="([^"]+)"', "".join([*texts]))
    assert len(addresses) > 50
    assert [address for address in addresses if re.search(r"[^\x00-\x7f]|%[0-9A-F]{2}|1101", address)] == []


def test_sign_in_is_closed_after_some_failures_and_opens_again() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(BY_NAME):
        assert not throttle.closed("某人", "10.0.0.1")
        throttle.failed("某人", "10.0.0.1")
    assert throttle.closed("某人", "10.0.0.2")
    assert not throttle.closed("他人", "10.0.0.1")
    now[0] = 15 * 60 + 1
    assert not throttle.closed("某人", "10.0.0.1")


def test_a_wrong_password_is_refused_and_after_five_so_is_the_right_one(desk: Desk) -> None:
    name = "关受理"  # of its own: it stays shut for the others' tests
    with desk.sit(PEOPLE["管理"]) as keeper:
        assert keeper.post("/accounts", data={"name": name, "role": "受理", "password": PASSWORD}).status_code == 200
    with httpx.Client(base_url=desk.url) as client:
        tries = [client.post("/signin", data={"name": name, "password": f"wrong-{n}"}).status_code for n in range(6)]
        assert tries == [401] * 5 + [429]
        assert client.post("/signin", data={"name": name, "password": PASSWORD}).status_code == 429


def test_passwords_and_sessions_lie_in_the_ledger_as_digests(desk: Desk) -> None:
    with desk.sit(PEOPLE["受理"]) as client:
        secret = client.cookies["jujian"]
    content = (desk.out / ".jujian" / "ledger.sqlite").read_bytes()
    assert b"$argon2id$" in content
    assert PASSWORD.encode() not in content
    assert secret.encode() not in content


def test_corrections_are_exported_by_a_supervisor_alone(desk: Desk) -> None:
    with desk.sit(PEOPLE["受理"]) as client:
        assert client.get("/labels").status_code == 403
    with desk.sit(PEOPLE["主管"]) as client:
        case_id = desk.case_id("江望舒")
        seen = re.search(r'"seen": "([0-9a-f]+)"', client.get(f"/cases/{case_id}/record").text)
        assert seen
        data = {"seen": seen[1], "pointer": "/applicant/phone", "value": "13900139000"}
        assert client.post(f"/cases/{case_id}/correct", data=data).status_code == 200
        label = json.loads(client.get("/labels").text.splitlines()[-1])
        assert (label["machine"], label["human"]) == ("13800138000", "13900139000")
        assert label["places"][0]["sha256"]
        assert "专家" in client.get("/overview").text or "联系电话" in client.get("/overview").text
