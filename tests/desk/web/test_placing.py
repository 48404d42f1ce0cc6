"""Pages put elsewhere in a real browser: a scan in which two papers were taken for one is split, judged at once, and undone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.desk.web.conftest import PEOPLE, Desk, Sit, form, settle, shoot
from tests.desk.web.test_way import seen, upload

PAGES = """#set page(paper: "a4", margin: 3cm, footer: context align(center)[第#counter(page).display()页 共2页])
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 14pt)
#align(center)[= 劳动合同书]
甲方（用人单位）：北京云岫测绘有限公司

乙方（劳动者）：{name}

第一条 本合同为固定期限，自2021年3月1日起至2027年2月28日止。
#pagebreak()
兹证明我单位就{name}申报工程技术人才副高级职称一事，自2026年4月20日至2026年4月22日在单位内部进行公示，公示期间未收到异议。
#align(right)[北京云岫测绘有限公司 \\ 2026年4月23日]
"""

SLOW = 30_000
"""Milliseconds: on a machine that does much else."""

Handed = Callable[[str], tuple[Page, str]]


@pytest.fixture
def handed(desk: Desk, seated: Sit, tmp_path: Path) -> Handed:
    """Uploads a form and a scan of two papers that was numbered as one, and gives the page and the case's address."""

    def hand_in(name: str) -> tuple[Page, str]:
        paper, scan = tmp_path / "举荐表.docx", tmp_path / "扫描件.pdf"
        paper.write_bytes(form(name))
        scan.write_bytes(typst.compile(PAGES.replace("{name}", name).encode()))
        page = seated(PEOPLE["受理"])
        page.goto(f"{desk.url}/upload")
        upload(page, [paper, scan], name)
        page.click("#working a")
        settle(page)
        return page, page.url.rsplit("/", 1)[0]

    return hand_in


def papers(page: Page) -> list[str]:
    """The types of the documents, as the panel has them."""
    rows = page.locator("table.documents").locator("tbody th")
    return [text.split("\n")[0].strip() for text in rows.all_inner_texts()]


def opened(page: Page, pages: str, kind: str = "归类") -> Locator:
    """The forms for a page, or for the document that begins with it, opened by the keyboard."""
    summary = page.locator(".refile summary", has_text=re.compile(f"{kind}：.*{pages}"))
    summary.focus()
    page.keyboard.press("Enter")
    forms = page.locator(".refile[open] .moves")
    expect(forms.locator("form").first).to_be_visible(timeout=SLOW)
    settle(page)
    return forms


def test_two_papers_taken_for_one_are_split_judged_at_once_and_put_back(handed: Handed) -> None:
    page, case = handed("柳疏影")
    page.goto(f"{case}/items")
    expect(page.locator(".item", has_text="DOC-04")).to_have_count(1)
    page.goto(f"{case}/papers")
    settle(page)
    assert papers(page) == ["举荐表", "劳动（聘用）合同"]

    forms = opened(page, "《扫描件.pdf》第2页")
    assert page.evaluate("document.activeElement.textContent") == "并入上一份"
    expect(page.locator("#where")).to_have_text("第 3 / 3 页")
    page.wait_for_function(
        "() => { const it = document.querySelector('#picture'); return it.complete && it.naturalHeight > it.naturalWidth }"
    )
    forms.get_by_label("另起一份", exact=True).select_option(label="公示情况证明")
    shoot(page, "refile")
    forms.get_by_role("button", name="另起一份材料").click()
    expect(page.locator("#message")).to_contain_text("已记录", timeout=SLOW)
    settle(page)
    assert papers(page) == ["举荐表", "劳动（聘用）合同", "公示情况证明"]
    assert page.evaluate("document.activeElement.textContent") == "归类：《扫描件.pdf》第2页"
    moved = page.locator(".leaves li", has_text="人工另起一份材料")
    expect(moved).to_contain_text(f"机器原判：归入《扫描件.pdf》第1页所在材料 · {PEOPLE['受理']}")
    page.locator('.tabs a[href$="/items"]').click()
    settle(page)
    expect(page.locator(".item", has_text="DOC-04")).to_have_count(0)
    expect(page.locator(".item", has_text="不足5个工作日")).to_have_count(1)

    page.keyboard.press("4")
    settle(page)
    page.keyboard.press("u")
    expect(page.locator("#message")).to_contain_text("已撤回", timeout=SLOW)
    settle(page)
    assert papers(page) == ["举荐表", "劳动（聘用）合同"]
    page.goto(f"{case}/items")
    expect(page.locator(".item", has_text="DOC-04")).to_have_count(1)
    page.goto(f"{case}/history")
    expect(page.locator(".history")).to_contain_text("页面归类：另起一份“公示情况证明”")
    expect(page.locator(".history")).to_contain_text("撤回“页面归类”")
    expect(page.locator(".history")).to_contain_text("《扫描件.pdf》第2页")


def test_a_document_is_retyped_merged_and_a_page_set_aside(handed: Handed) -> None:
    page, case = handed("温知夏")
    page.goto(f"{case}/papers")
    settle(page)
    forms = opened(page, "《扫描件.pdf》第1页", "改类别")
    forms.get_by_label("改为", exact=True).select_option(label="在职证明")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("已记录", timeout=SLOW)
    settle(page)
    assert papers(page) == ["举荐表", "在职证明"]
    opened(page, "《扫描件.pdf》第1页").get_by_role("button", name="整份并入上一份").click()
    expect(page.locator("table.documents").locator("tbody th")).to_have_count(1, timeout=SLOW)
    settle(page)
    assert papers(page) == ["举荐表"]
    opened(page, "《扫描件.pdf》第2页").get_by_role("button", name="空白页").click()
    expect(page.locator("h2", has_text="未归入材料的页")).to_be_visible(timeout=SLOW)
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_of_two_clerks_the_second_is_told_and_who_may_not_decide_is_refused(desk: Desk) -> None:
    case_id = desk.case_id("沈若谷")
    with desk.sit(PEOPLE["受理"]) as one, desk.sit(PEOPLE["复核"]) as other, desk.sit(PEOPLE["只读"]) as reader:
        said = {"page": "/pages/0", "value": "blank", "seen": seen(one.get(f"/cases/{case_id}/papers").text)}
        assert reader.post(f"/cases/{case_id}/place", data=said).status_code == 403
        assert reader.get(f"/cases/{case_id}/pages/0/moves").status_code == 403
        assert "归类" not in reader.get(f"/cases/{case_id}/papers").text
        assert one.post(f"/cases/{case_id}/place", data=said | {"value": "new:<b>"}).status_code == 422
        assert one.post(f"/cases/{case_id}/place", data=said | {"page": "/pages/99"}).status_code == 422
        assert one.get(f"/cases/{case_id}/pages/99/moves").status_code == 404
        assert one.post(f"/cases/{case_id}/place", data=said).status_code == 200
        assert other.post(f"/cases/{case_id}/place", data=said | {"value": "unassigned"}).status_code == 409
        now = seen(one.get(f"/cases/{case_id}/papers").text)
        assert one.post(f"/cases/{case_id}/undo", data={"seen": now, "panel": "papers"}).status_code == 200
