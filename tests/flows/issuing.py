"""A dossier with a question and a hint in it, and how a user takes it to its notice: commands in this process."""

import json
from pathlib import Path
from typing import Any

import docx
from click.testing import CliRunner, Result

from desk.cli import main

KEY = "沈知遥"
EXPERTS = (("顾长风", "教授"), ("纪明河", "高工"), ("罗闻笛", "研究员"))


def form() -> Any:
    """A recommendation form with a question (高工) and a hint (a number with a wrong check digit) in it."""
    form = docx.Document()
    form.add_heading("北京市高级职称考核认定举荐表")
    person = {
        "姓名": KEY,
        "身份证号": "110108198402050027",
        "工作单位": "北京青禾数据技术有限公司",
        "联系电话": "",
        "申报级别": "正高级",
    }
    fill(form, person)
    for name, title in EXPERTS:
        opinion = f"本人了解{KEY}的工作，同意举荐。"
        fill(
            form, {"专家姓名": name, "职称": title, "工作单位": f"{name[0]}氏研究院", "举荐意见": opinion, "日期": "2026年3月2日"}
        )
    return form


def fill(document: Any, rows: dict[str, str]) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, value in rows.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value


def call(*arguments: str | Path) -> Result:
    """A command that reads no page, in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def read(out: Path, name: str, round: int = 1, key: str = KEY) -> Any:
    return json.loads((out / key / f"round-{round}" / f"{name}.json").read_text())


def files(out: Path, round: int = 1) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / KEY / f"round-{round}").iterdir()}


def written(folder: Path, *said: dict[str, Any]) -> Path:
    file = folder / "decisions.json"
    file.write_text(json.dumps([{"reason": "核对原件", "by": "王审核"} | one for one in said], ensure_ascii=False))
    return file


def answers(out: Path, key: str = KEY) -> list[dict[str, Any]]:
    """Yes to every question, and every hint dropped."""
    found = read(out, "deficiencies", key=key)
    asked = [one | {"decision": "pass"} for one in found["referrals"] if one["blocked_by"] is None]
    hints = [flag | {"decision": "drop"} for flag in found["flags"] if flag["promotable"]]
    return [{name: one[name] for name in ("code", "subject", "decision")} for one in (*asked, *hints)]


def secret(source: Path, key: str = KEY) -> Path:
    """A source with one dossier of which a page is marked secret."""
    (source / key).mkdir(parents=True)
    letter = docx.Document()
    letter.add_paragraph("机密★10年")
    letter.add_paragraph("关于某工程的技术总结报告")
    letter.save(str(source / key / "材料.docx"))
    return source
