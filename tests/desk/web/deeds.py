"""Cases for what only people do: under a profile that asks for a second check; some with their notice out, one of them
overdue, one in a round 2 in which something was told too late.
"""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import docx
import httpx

from infra.accounts import Accounts
from infra.ledger import open_ledger
from tests.desk.web.conftest import OTHER, PASSWORD, PEOPLE, Desk
from tests.flows.issuing import answers, call, fill, read, written
from validators.profile import PROFILES, load_profile

CHECKED, LAPSED, SERVED, OVERDUE, FRAUD, LATE, UNTOUCHED = (
    "沈知遥", "顾望川", "魏长庚", "韩初晴", "许南乔", "姜以宁", "苏见微"
)  # fmt: skip
ID = "11010519491231002X"
RULE, TOLD_LATE = "APP-09", "联系电话缺失"
LAST_DAY = "2026-05-08"
"""Of the overdue one: a Friday."""


def lay_out(folder: Path) -> Path:
    """The output, as it lies before the clerks. Gives the strict profile's folder."""
    source, out = folder / "source", folder / "out"
    _lay(source, SERVED, OVERDUE, LATE)
    easy, strict = _profile(folder / "easy", ask=False, late=False), _profile(folder / "strict", ask=True, late=True)
    assert call("run", source, "--out", out, "--profile", easy, "--received-on", "2026-05-06").exit_code == 0
    for name, deadline in ((SERVED, "2099-06-30"), (OVERDUE, LAST_DAY), (LATE, "2099-06-30")):
        said = written(folder, *answers(out, name))
        issued = call("notice", "issue", name, "--out", out, "--profile", easy, "--decisions", said, "--deadline", deadline)
        assert issued.exit_code == 0, issued.stderr
    _lay(source, CHECKED, LAPSED, FRAUD, UNTOUCHED)
    letter = docx.Document()
    letter.add_paragraph("情况说明")
    letter.save(str(source / LATE / "说明.docx"))
    assert call("run", source, "--out", out, "--profile", strict, "--received-on", "2026-05-20").exit_code == 0
    for name in (CHECKED, LAPSED):
        said = written(folder, *(each | {"by": PEOPLE["受理"]} for each in answers(out, name)))
        assert call("decide", name, "--out", out, "--profile", strict, "--decisions", said).exit_code == 0
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    organ = load_profile(str(strict)).organ["id"]
    for role, person in PEOPLE.items():
        Accounts(ledger.engine).add(person, role, organ, PASSWORD)
    Accounts(ledger.engine).add(OTHER, "主管", "elsewhere", PASSWORD)
    ledger.close()
    return strict


def _lay(source: Path, *names: str) -> None:
    for name in names:
        (source / name).mkdir(parents=True)
        _form(name).save(str(source / name / "举荐表.docx"))
        (source / name / "损坏.pdf").write_bytes(b"%PDF-1.7 and then nothing")
        (source / name / "_dossier.json").write_text('{"submitted_on": "2026-05-06", "path": "employed"}')


class Case(NamedTuple):
    """A case before somebody who is signed in."""

    client: httpx.Client
    id: str

    def show(self, panel: str) -> str:
        told = self.client.get(f"/cases/{self.id}/{panel}")
        assert told.status_code == 200, told.text
        return told.text

    def seen(self) -> str:
        found = re.search(r'"seen": "([0-9a-f]+)"', self.show("notice"))
        assert found
        return found[1]

    def act(self, what: str, seen: str | None = None, **said: str | list[str]) -> httpx.Response:
        """Do it, on the case as it is, or as it was seen before."""
        return self.client.post(f"/cases/{self.id}/{what}", data={"seen": seen or self.seen()} | said)


def trail(desk: Desk, name: str) -> list[tuple[str, str]]:
    """What the audit trail says of this case: event, and all that stands with it."""
    ledger = open_ledger(desk.out / ".jujian" / "ledger.sqlite")
    try:
        assert ledger.audit_is_whole()
        return [(each.event, str(each.detail)) for each in ledger.trail_of(ledger.case_of(name) or "")]
    finally:
        ledger.close()


def late_of(desk: Desk, name: str) -> list[str]:
    return [item["code"] for item in read(desk.out, "deficiencies", 2, name)["items"]]


def _profile(folder: Path, ask: bool, late: bool) -> Path:
    shutil.copytree(PROFILES / "beijing-2023-12", folder)
    if ask:
        head = folder / "profile.yaml"
        text = head.read_text("utf-8")
        assert "notice.second_check: false" in text
        head.write_text(text.replace("notice.second_check: false", "notice.second_check: true"), "utf-8")
    if not late:
        rules = folder / "rules.yaml"
        before, _, after = rules.read_text("utf-8").partition(f"  - code: {RULE}\n")
        rules.write_text(f"{before}  - code: {RULE}\n{after.replace('enabled: true', 'enabled: false', 1)}", "utf-8")
    return folder


def _form(name: str) -> docx.document.Document:
    """Without a telephone; the title 高工 is a question."""
    form = docx.Document()
    form.add_heading("北京市高级职称考核认定举荐表")
    fill(form, {"姓名": name, "身份证号": ID, "工作单位": "北京青禾数据技术有限公司", "联系电话": "", "申报级别": "正高级"})
    for expert, title in (("顾长风", "教授"), ("纪明河", "高工"), ("罗闻笛", "研究员")):
        opinion = {"举荐意见": f"本人了解{name}的工作，同意举荐。", "日期": "2026年5月2日"}
        fill(form, {"专家姓名": expert, "职称": title, "工作单位": f"{expert[0]}氏研究院"} | opinion)
    return form
