"""A dossier of another city, from its Word files to its notice, under the profile of that city: nothing but data differs."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from desk.cli import main

NAME, EMPLOYER = "柳拾遗", "云浦青禾数据技术有限公司"


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def table(document: Any, heading: str, **rows: str) -> None:
    document.add_paragraph(heading)
    grid = document.add_table(rows=0, cols=2)
    for label, value in rows.items():
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = label, value


def form(experts: int) -> Any:
    document = docx.Document()
    document.add_heading("云浦市高级职称直接认定专家推荐表")
    about = {"申报级别": "副高级", "申报系列": "工程技术人才", "申报专业": "数据库", "申报条件": "☑ 高层次人才　□ 特殊技艺人才"}
    table(document, "被推荐人情况", 姓名=NAME, 工作单位=EMPLOYER, 联系电话="13800138000", **about)
    for number, (name, title) in enumerate([("顾长风", "教授"), ("纪明河", "研究员")][:experts], 1):
        said = {"推荐意见": f"{NAME}的工作扎实，同意推荐。", "签名": name, "日期": "2026年3月2日"}
        table(document, f"专家{number}", 专家姓名=name, 职称=title, 工作单位=f"{name[0]}氏研究院", **said)
    said = {"推荐意见": f"同意推荐{NAME}。", "签名": "唐照野", "日期": "2026年3月3日"}
    table(document, "联名推荐", 姓名="唐照野", 单位名称=EMPLOYER, 职务="总经理", **said)
    return document


def publicity(start: str) -> Any:
    document = docx.Document()
    document.add_heading("公示情况证明")
    document.add_paragraph(f"我单位对{NAME}申报副高级职称的情况进行了公示，公示期为{start}至2026年4月20日。公示期间未收到异议。")
    document.add_paragraph(EMPLOYER)
    document.add_paragraph("2026年4月21日")
    return document


@pytest.fixture
def judged(tmp_path: Path) -> Any:
    """The record and the list of a dossier with so many experts and this first day of publicity."""

    def run(experts: int, start: str) -> tuple[Any, Any]:
        folder = tmp_path / "source" / NAME
        folder.mkdir(parents=True)
        form(experts).save(str(folder / "推荐表.docx"))
        publicity(start).save(str(folder / "公示.docx"))
        options = ("--profile", "example-yunpu-2025", "--received-on", "2026-05-12", "--workers", "1")
        assert call("run", tmp_path / "source", "--out", tmp_path / "out", *options).exit_code == 0
        here = tmp_path / "out" / NAME / "round-1"
        record, told = (json.loads((here / f"{name}.json").read_text()) for name in ("case", "deficiencies"))
        return record, told

    return run


def test_a_dossier_of_another_city_is_read_and_judged_by_its_own_forms_and_rules(judged: Any) -> None:
    record, told = judged(experts=2, start="2026年4月9日")
    assert record["profile"]["id"] == "example-yunpu-2025"
    assert record["application"]["conditions"] == [1]
    assert [expert["name"] for expert in record["recommendation"]["experts"]] == ["顾长风", "纪明河"]
    assert record["recommendation"]["plus_one"]["name"] == "唐照野"
    assert record["employer_review"]["publicity"]["working_days_inclusive"] == 8
    outcomes = {(check["code"], check["outcome"]) for check in record["checks"]}
    assert {("REC-01", "pass"), ("PUB-02", "pass"), ("PLU-02", "pass"), ("PLU-06", "pass"), ("EMP-02", "pass")} <= outcomes
    assert {item["code"] for item in told["items"]} >= {"DOC-02", "DOC-03", "DOC-05"}


def test_what_is_too_little_there_is_told_in_its_own_words_and_a_notice_is_issued(judged: Any, tmp_path: Path) -> None:
    _, told = judged(experts=1, start="2026年4月13日")
    messages = {item["code"]: item["message"] + item["remedy"] for item in told["items"]}
    assert "2名" in messages["REC-01"]
    assert "不足7个工作日" in messages["PUB-02"]
    answers = [{"code": each["code"], "subject": each["subject"], "decision": "pass", "by": "受理"} for each in told["referrals"]]
    answers += [{"code": each["code"], "subject": each["subject"], "decision": "drop", "reason": "无碍", "by": "受理"}
                for each in told["flags"] if each["promotable"]]  # fmt: skip
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps(answers))
    options = ("--out", tmp_path / "out", "--profile", "example-yunpu-2025", "--decisions", decisions)
    result = call("notice", "issue", NAME, *options)
    assert result.exit_code == 0, result.output
    letter = docx.Document(str(tmp_path / "out" / NAME / "round-1" / "notice.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "云人社发〔2025〕8号" in text
    assert "视为撤回申报" in text
