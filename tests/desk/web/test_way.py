"""The whole way in a real browser: from what is handed in to the issued notice, and the round after it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.desk.web.conftest import PEOPLE, Desk, Sit, form, publicity, settle, shoot


def decide_all(page: Page) -> int:
    """Answer what is open by keys alone: questions with yes, hints dropped with a reason. Gives the number of key presses."""
    presses = 0
    while page.locator(".card.question[data-current], .card.hint[data-current]").count():
        before = page.locator(".questions .card").count()
        if page.locator(".card.question[data-current]").count():
            page.keyboard.press("y")
            presses += 1
        else:
            page.keyboard.press("d")
            page.keyboard.type("经核对，不影响申报")
            page.keyboard.press("Enter")
            presses += 3
        expect(page.locator(".questions .card")).to_have_count(before - 1, timeout=15_000)
        settle(page)
    return presses


def upload(page: Page, files: list[Path], name: str = "") -> None:
    if name:
        page.fill("#dossier", name)
    page.set_input_files("#files", [str(file) for file in files])
    page.click("#send")
    expect(page.locator("#working a")).to_be_visible(timeout=60_000)


def test_from_upload_to_issued_notice_and_the_round_after(desk: Desk, seated: Sit, tmp_path: Path) -> None:
    paper, other = tmp_path / "举荐表.docx", tmp_path / "公示情况证明.pdf"
    paper.write_bytes(form("严初霁"))
    other.write_bytes(publicity("严初霁"))
    page = seated(PEOPLE["受理"])
    settle(page)
    shoot(page, "queue")
    page.goto(f"{desk.url}/upload")
    upload(page, [paper, other], "严初霁")
    shoot(page, "upload")
    page.click("#working a")
    settle(page)
    shoot(page, "questions")
    decide_all(page)
    page.keyboard.press("2")
    settle(page)
    expect(page.locator(".items .card").nth(3)).to_be_visible()
    shoot(page, "items")
    page.keyboard.press("6")
    expect(page.locator(".print img").first).to_be_visible()
    settle(page)
    shoot(page, "notice")
    page.fill("#deadline", "2099-06-30")
    page.click(".issue button")
    expect(page.locator(".issued h2")).to_contain_text("号")
    with page.expect_download() as taken:
        page.click("text=下载 PDF")
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    case = page.url.rsplit("/", 1)[0]

    better = tmp_path / "新公示情况证明.pdf"
    better.write_bytes(publicity("严初霁", "2026年5月11日", "2026年5月18日", "2026年5月19日"))
    page.goto(f"{desk.url}/upload?case={case.rsplit('/', 1)[1]}")
    upload(page, [better])
    page.goto(f"{case}/notice")
    settle(page)
    shoot(page, "round-2")
    row = page.locator(".compared tr", has_text="不足5个工作日")
    expect(row).to_contain_text("已补正")
    expect(row).to_contain_text("新公示情况证明.pdf")
    expect(page.locator(".compared tr", has_text="未补正").first).to_be_visible()


def test_a_case_is_decided_and_issued_by_the_keyboard_alone(seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    page.keyboard.press("/")
    page.keyboard.type("周以宁")
    expect(page.locator(".cases tbody tr")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel")
    settle(page)
    presses = decide_all(page)
    page.keyboard.press("6")
    page.wait_for_selector("#deadline")
    page.keyboard.press("Tab")
    page.locator("#deadline").focus()
    page.keyboard.type("06302099")  # the order of a browser that speaks English
    page.keyboard.press("Enter")
    expect(page.locator(".issued h2")).to_contain_text("号")
    assert presses + 10 < 20


def test_a_notice_is_not_issued_while_something_is_open(desk: Desk) -> None:
    case_id = desk.case_id("江望舒")
    with desk.sit(PEOPLE["受理"]) as client:
        page = client.get(f"/cases/{case_id}/notice").text
        assert "还不能出具" in page
        told = client.post(f"/cases/{case_id}/issue", data={"seen": seen(page), "deadline": "2099-01-01"})
        assert told.status_code == 422
        assert "尚有" in told.text


def test_of_two_clerks_on_one_case_the_second_is_told_and_overwrites_nothing(desk: Desk) -> None:
    case_id = desk.case_id("沈若谷")
    with desk.sit(PEOPLE["受理"]) as one, desk.sit(PEOPLE["复核"]) as other:
        version = seen(one.get(f"/cases/{case_id}/items").text)
        said = {"code": "PUB-02", "subject": "/employer_review/publicity", "seen": version, "panel": "items"}
        assert one.post(f"/cases/{case_id}/decide", data=said | {"verb": "confirm"}).status_code == 200
        late = other.post(f"/cases/{case_id}/decide", data=said | {"verb": "dismiss", "reason": "误读"})
        assert late.status_code == 409
        assert "刚被他人处理过" in late.text
        assert f"已确认 · {PEOPLE['受理']}" in other.get(f"/cases/{case_id}/items").text


def test_who_else_is_on_the_case_is_said(desk: Desk) -> None:
    case_id = desk.case_id("沈若谷")
    with desk.sit(PEOPLE["受理"]) as one, desk.sit(PEOPLE["复核"]) as other:
        one.get(f"/cases/{case_id}/items")
        told = re.search(r'class="present">([^<]+) 也在看这份卷宗', other.get(f"/cases/{case_id}/items").text)
        assert told
        assert PEOPLE["受理"] in told[1].split("、")
        assert PEOPLE["复核"] not in told[1].split("、")


def test_a_correction_is_judged_at_once_shows_both_values_and_can_be_undone(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    case = f"{desk.url}/cases/{desk.case_id('陆青舟')}"
    page.goto(f"{case}/items")
    expect(page.locator(".item", has_text="不足5个工作日")).to_have_count(1)
    page.goto(f"{case}/record")
    value = page.locator('[data-value="/employer_review/publicity/end"]')
    value.locator(".read").click()
    settle(page)
    shoot(page, "record")
    value.locator("summary", has_text="更正").click()
    value.locator("input[name=value]").fill("2026-04-28")
    value.locator("button.main").click()
    expect(page.locator('[data-value="/employer_review/publicity/end"]')).to_contain_text("2026-04-22")
    expect(page.locator('[data-value="/employer_review/publicity/end"] .read')).to_have_text("2026-04-28")
    page.goto(f"{case}/items")
    expect(page.locator(".item", has_text="不足5个工作日")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".item", has_text="不足5个工作日")).to_have_count(1)
    page.goto(f"{case}/history")
    expect(page.locator(".history")).to_contain_text("撤回“更正”")
    expect(page.locator(".history")).to_contain_text(PEOPLE["受理"])


def test_an_item_is_reworded_and_another_left_out_with_a_reason(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    page.goto(f"{desk.url}/cases/{desk.case_id('林知远')}/items")
    settle(page)
    first = page.locator(".item").first
    first.locator("summary", has_text="编辑措辞").click()
    first.locator("textarea[name=remedy]").fill("请于截止日前补交，并加盖公章。")
    first.get_by_text("保存并确认").click()
    expect(page.locator(".item").first).to_contain_text("并加盖公章")
    expect(page.locator(".item").first).to_contain_text("已确认")
    second = page.locator(".item").nth(1)
    second.locator("summary", has_text="不予列入").click()
    page.keyboard.type("材料已另行提交")
    page.keyboard.press("Enter")
    expect(page.locator(".item.dismissed")).to_contain_text("材料已另行提交")


def test_a_value_leads_to_its_place_and_a_place_to_its_value(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    page.goto(f"{desk.url}/cases/{desk.case_id('江望舒')}/record")
    settle(page)
    page.locator('[data-value="/employer_review/publicity/start"] .read').click()
    expect(page.locator("#picture")).to_have_attribute("src", re.compile(r"/files/\d+/pages/1/picture"))
    expect(page.locator("#mark rect")).not_to_have_attribute("hidden", "")
    page.locator('.tabs a[href$="/items"]').click()
    settle(page)
    page.locator('.areas a[data-pointer="/employer_review/publicity/end"]').first.click(force=True)
    settle(page)
    assert page.evaluate("document.activeElement.dataset.value") == "/employer_review/publicity/end"


def test_the_page_turns_and_grows(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    page.goto(f"{desk.url}/cases/{desk.case_id('江望舒')}/record")
    settle(page)
    before = page.locator("#paper").bounding_box()
    page.keyboard.press("=")
    grown = page.locator("#paper").bounding_box()
    page.keyboard.press("0")
    page.keyboard.press("r")
    turned = page.locator("#paper").bounding_box()
    assert before
    assert grown
    assert turned
    assert grown["width"] > before["width"] * 1.2
    assert (turned["width"] > turned["height"]) == (before["height"] > before["width"])


def test_the_whole_number_is_shown_on_asking_and_that_is_written_down(desk: Desk, seated: Sit) -> None:
    page = seated(PEOPLE["受理"])
    case = f"{desk.url}/cases/{desk.case_id('江望舒')}"
    page.goto(f"{case}/open")
    assert "11010519491231002X" not in page.content()
    page.locator("#idnumber button").click()
    expect(page.locator("#idnumber")).to_contain_text("11010519491231002X")
    page.goto(f"{case}/history")
    expect(page.locator(".history")).to_contain_text("查看完整证件号码")


@pytest.mark.parametrize("width", [1366, 820])
def test_axe_finds_nothing_serious(desk: Desk, seated: Sit, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = seated(PEOPLE["主管"])
    page.set_viewport_size({"width": width, "height": 768})
    case = f"/cases/{desk.case_id('江望舒')}"
    panels = [f"{case}/{panel}" for panel in ("open", "items", "record", "papers", "checks", "notice", "ending", "history")]
    for path in ("/cases", "/upload", "/help", "/help/PUB-02", *panels):
        page.goto(desk.url + path)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is wider than the screen"
        found = Axe().run(page).response["violations"]
        serious = [(each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")]
        assert serious == [], path


def seen(text: str) -> str:
    """The version that the page carries."""
    found = re.search(r'"seen": "([0-9a-f]+)"', text)
    assert found
    return found[1]
