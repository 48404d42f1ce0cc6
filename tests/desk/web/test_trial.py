"""Tried as a new clerk would: from sign-in to an issued notice in under 20 actions; folders and archives dropped in."""

import io
import re
import zipfile
from pathlib import Path

import docx
import typst
from playwright.sync_api import Browser, Locator, Page, expect

from tests.desk.web.conftest import PASSWORD, PEOPLE, Desk, Sit, form, publicity
from tests.flows.issuing import EXPERTS, fill

UNDER = 20
NAME = "程若水"
REPORT = 58
"""Pages, beside the form and the certificate."""


class Clerk:
    """A clerk at the browser. Every click and every key counts as an action; what is typed at a stretch counts as one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.actions += 1
        self.page.keyboard.type(text)

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def choose(self, field: str, folder: Path) -> None:
        self.actions += 1
        self.page.set_input_files(field, folder)


def lay_sixty_pages(folder: Path) -> Path:
    """A dossier of 60 pages. Whether the three experts have signed a Word file is what nobody but a person can tell."""
    folder.mkdir()
    paper = docx.Document()
    paper.add_heading("北京市高级职称考核认定举荐表")
    person = {"姓名": NAME, "身份证号": "11010519491231002X", "工作单位": "北京云岫测绘有限公司", "联系电话": "13800138000"}
    fill(paper, person | {"申报级别": "副高级", "申报系列": "工程技术人才", "申报专业": "测绘工程"})
    for expert, _ in EXPERTS:
        opinion = {"举荐意见": f"本人了解{NAME}的工作，同意举荐。", "日期": "2026年3月2日"}
        fill(paper, {"专家姓名": expert, "职称": "教授", "工作单位": f"{expert[0]}氏研究院"} | opinion)
    paper.save(str(folder / "举荐表.docx"))
    (folder / "公示情况证明.pdf").write_bytes(publicity(NAME, issuer="北京云岫测绘有限公司"))
    (folder / "技术报告.pdf").write_bytes(report())
    return folder


def report() -> bytes:
    """Pages of running text with a text layer."""
    text = "测区控制网复测、平差计算和精度评定均已完成，成果经检查符合规范要求。" * 12
    pages = "#pagebreak()\n".join(f"第 {number} 页　{text}\n" for number in range(1, REPORT + 1))
    return bytes(typst.compile(f'#set page("a4")\n#set text(font: "Noto Serif CJK SC", size: 14pt)\n{pages}'.encode()))


def test_a_new_clerk_needs_fewer_than_twenty_actions_from_sign_in_to_the_issued_notice(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    dossier = lay_sixty_pages(tmp_path / NAME)
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN").new_page()
    clerk = Clerk(page)
    page.goto(f"{desk.url}/signin")
    page.wait_for_function("document.activeElement.id === 'name'")
    clerk.type(PEOPLE["受理"])
    clerk.press("Tab")
    clerk.type(PASSWORD)
    clerk.press("Enter")
    page.wait_for_url(re.compile("/cases$"))
    clerk.press("a")
    page.wait_for_url(re.compile("/upload$"))
    clerk.choose("#folder", dossier)
    clerk.click(page.locator("#send"))
    done = page.locator("#working a")
    expect(done).to_have_text(NAME, timeout=120_000)
    expect(page.locator("#working li")).to_contain_text("60 页")
    clerk.click(done)
    questions = page.locator(".questions .card.question")
    expect(questions).to_have_count(3)
    for left in (2, 1, 0):
        page.wait_for_function("document.activeElement.matches('[data-current]')")
        clerk.press("y")
        expect(questions).to_have_count(left, timeout=15_000)
    clerk.press("Enter")
    expect(page.locator(".items .card").first).to_be_visible()
    page.wait_for_function("document.activeElement.matches('[data-current]')")
    clerk.press("Enter")
    clerk.click(page.locator("#deadline"))
    clerk.type("06302099")
    clerk.press("Enter")
    expect(page.locator(".issued h2").first).to_contain_text("号", timeout=15_000)
    assert clerk.actions < UNDER, clerk.actions
    page.context.close()


def test_folders_and_an_archive_dropped_onto_the_page_become_cases(desk: Desk, seated: Sit, tmp_path: Path) -> None:
    tree = tmp_path / "拖入"
    (tree / "柳拂云" / "材料" / "公示").mkdir(parents=True)
    (tree / "柳拂云" / "举荐表.docx").write_bytes(form("柳拂云"))
    (tree / "柳拂云" / "材料" / "公示" / "公示情况证明.pdf").write_bytes(publicity("柳拂云"))
    (tree / "祝南星.zip").write_bytes(zipped({"祝南星/举荐表.docx": form("祝南星"), "祝南星/说明.txt": "说明".encode()}))
    page = seated(PEOPLE["受理"])
    page.goto(f"{desk.url}/upload")
    drop(page, "#drop", [tree / "柳拂云", tree / "祝南星.zip"])
    chosen = page.locator("#chosen li")
    expect(chosen).to_have_count(3)
    expect(chosen.filter(has_text="柳拂云/材料/公示/公示情况证明.pdf")).to_have_count(1)
    page.click("#send")
    expect(page.locator("#sent")).to_have_js_property("value", 1)
    expect(page.locator("#working progress")).to_be_visible()
    expect(page.locator("#working a")).to_have_count(2, timeout=120_000)
    page.locator("#working a", has_text="祝南星").click()
    expect(page.locator("#casehead h1")).to_have_text("祝南星")
    page.goto(f"{desk.url}/cases")
    for name in ("柳拂云", "祝南星"):
        expect(page.locator(".cases tbody th", has_text=name)).to_have_count(1)


def drop(page: Page, target: str, paths: list[Path]) -> None:
    """Drag these files and folders over the target and let them go there, as the desktop does it."""
    box = page.locator(target).bounding_box()
    assert box
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 20, "data": data}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver"):
        browser.send("Input.dispatchDragEvent", {"type": kind} | where)
    expect(page.locator(target)).to_have_class(re.compile(r"\bover\b"))
    browser.send("Input.dispatchDragEvent", {"type": "drop"} | where)


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()
