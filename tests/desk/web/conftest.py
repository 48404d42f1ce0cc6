"""A desk to sit at: invented dossiers that are read in a moment, accounts of every role, a real server, a real browser."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import docx
import httpx
import pytest
import typst
from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.settings import QUIET
from tests.conftest import answers, free_ports, running, wait_for

PASSWORD = "a-password-for-tests"
CHROMIUM = "/usr/bin/chromium"
JUJIAN = str(Path(sys.executable).with_name("jujian"))
PEOPLE = {"受理": "文受理", "复核": "文复核", "主管": "文主管", "只读": "文只读", "管理": "文管理"}
OTHER = "别处人"
DOSSIERS = ("林知远", "周以宁", "沈若谷", "陆青舟", "叶归帆", "江望舒")
EVIL = "<img src=x onerror=window.stolen=1>"


class Desk(NamedTuple):
    """The desk: its address, its output, and how to sit down as somebody without a browser."""

    url: str
    out: Path

    @contextmanager
    def sit(self, name: str) -> Iterator[httpx.Client]:
        """A client that is signed in and shows the session's token with every act."""
        with httpx.Client(base_url=self.url, timeout=30) as client:
            done = client.post("/signin", data={"name": name, "password": PASSWORD})
            assert done.status_code == 303, done.text
            client.headers["X-CSRF"] = token(client.get(done.headers["location"]).text)
            yield client

    def case_id(self, name: str, by: str = PEOPLE["主管"]) -> str:
        """The case of this applicant, found as a clerk finds it."""
        with self.sit(by) as client:
            found = re.search(r"/cases/([0-9a-f]{32})", client.post("/cases", data={"q": name}).text)
        assert found, name
        return found[1]


def token(text: str) -> str:
    found = re.search(r'"X-CSRF": "([^"]+)"', text)
    assert found
    return found[1]


def form(name: str) -> bytes:
    """A Word form with a table of labels and values; three experts are named, one of them twice."""
    document = docx.Document()
    document.add_heading("北京市高级职称考核认定举荐表")
    table = document.add_table(rows=0, cols=2)
    rows = [
        ("姓名", name), ("性别", "女"), ("证件号码", "11010519491231002X"), ("工作单位", "北京云岫测绘有限公司"),
        ("申报级别", "副高级"), ("申报系列", "工程技术人才"), ("申报专业", EVIL if name == "叶归帆" else "测绘工程"),
        ("联系电话", "13800138000"),
    ]  # fmt: skip
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def publicity(
    name: str,
    start: str = "2026年4月20日",
    end: str = "2026年4月22日",
    day: str = "2026年4月23日",
    issuer: str = "云岫测绘有限公司",
) -> bytes:
    """A certificate as a PDF with a text layer: three working days are too few, the issuer's name lacks its city."""
    text = f"""#set page(paper: "a4", margin: 3cm)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 14pt)
#align(center)[= 公示情况证明]
兹证明我单位就{name}申报工程技术人才副高级职称一事，自{start}至{end}在单位内部进行公示，公示期间未收到异议。
#align(right)[{issuer} \\ {day}]
"""
    return bytes(typst.compile(text.encode()))


def lay(source: Path) -> Path:
    """A folder a dossier."""
    for name in DOSSIERS:
        folder = source / name
        folder.mkdir(parents=True)
        (folder / "举荐表.docx").write_bytes(form(name))
        (folder / "公示情况证明.pdf").write_bytes(publicity(name))
        (folder / "_dossier.json").write_text('{"submitted_on": "2026-05-06", "path": "employed"}')
    (source / "叶归帆" / f"{EVIL.replace('/', '')}.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    return source


def settle(page: Page) -> None:
    """Until the page is there and nothing is under way."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def shoot(page: Page, name: str) -> None:
    """A picture of the page, kept where ``JUJIAN_SCREENSHOTS`` says: for the guide, and to be looked at."""
    if folder := os.environ.get("JUJIAN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def jujian(*arguments: str | Path, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | QUIET | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    return subprocess.run(
        [JUJIAN, *map(str, arguments)], env=environment, input=said, capture_output=True, text=True, check=True, timeout=240
    )


@contextmanager
def served(out: Path, log: Path, profile: Path | None = None) -> Iterator[Desk]:
    """The desk of this output, on a free port."""
    rules = ["--profile", str(profile)] if profile else []
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    with running([JUJIAN, "desk", "--out", str(out), "--port", str(port), *rules], os.environ | QUIET, log) as server:
        wait_for(server, lambda: answers(f"{url}/signin"))
        yield Desk(url, out)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    out = folder / "out"
    jujian("run", lay(folder / "source"), "--out", out, "--received-on", "2026-05-07")
    for role, name in PEOPLE.items():
        jujian("desk", "account", "add", name, "--role", role, "--out", out, said=f"{PASSWORD}\n")
    jujian("desk", "account", "add", OTHER, "--role", "主管", "--organ", "elsewhere", "--out", out, said=f"{PASSWORD}\n")
    with served(out, folder / "log") as desk:
        yield desk
    assert "Traceback" not in (folder / "log").read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it is there an event loop runs, and no other test could start one of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Sit = Callable[[str], Page]
SitIn = Callable[[Desk, str], Page]


@pytest.fixture
def seated(desk: Desk, seated_in: SitIn) -> Sit:
    """A browser at the desk that most tests share."""
    return partial(seated_in, desk)


@pytest.fixture
def seated_in(browser: Browser) -> Iterator[SitIn]:
    """A browser at which somebody has signed in by the keyboard; what it asks of others fails the test, as do errors."""
    pages: list[Page] = []
    trouble: list[str] = []

    def sit(desk: Desk, name: str) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        page = context.new_page()
        page.on("request", lambda request: trouble.append(request.url) if not _ours(request.url, desk.url) else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{desk.url}/signin")
        page.wait_for_function("document.activeElement.tagName === 'INPUT'")  # autofocus may come after the page has loaded
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(cases|accounts)$"))
        pages.append(page)
        return page

    yield sit
    for page in pages:
        page.context.close()
    assert trouble == []


def _ours(url: str, desk: str) -> bool:
    return url.startswith((desk, "data:", "blob:"))
