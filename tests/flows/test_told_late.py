"""漏告知 end to end: what the first notice could have told is kept from the applicant, shown to the supervisor, and promoted by
nobody else. A dossier in quarantine likewise leaves it by a supervisor's hand.
"""

import json
import shutil
from pathlib import Path

import docx
import pypdfium2
import pytest

from infra.accounts import Accounts
from infra.ledger import open_ledger
from validators.profile import PROFILES

from .issuing import KEY, answers, call, read, secret, written

LATE = "APP-09"
MESSAGE = "联系电话缺失"


@pytest.fixture(scope="module")
def late_once(judged_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Round 1 was judged and noticed without the rule that asks for a telephone; in round 2 it is on."""
    folder = tmp_path_factory.mktemp("late") / "it"
    shutil.copytree(judged_once / "source", folder / "source")
    shutil.copytree(PROFILES / "beijing-2023-12", folder / "without")
    rules = folder / "without" / "rules.yaml"
    before, _, after = rules.read_text("utf-8").partition(f"  - code: {LATE}\n")
    rules.write_text(f"{before}  - code: {LATE}\n{after.replace('enabled: true', 'enabled: false', 1)}", "utf-8")
    law = ("--out", folder / "out", "--profile", folder / "without")
    assert call("run", folder / "source", "--received-on", "2026-03-05", *law).exit_code == 0
    said = written(folder, *answers(folder / "out"))
    assert call("notice", "issue", KEY, "--decisions", said, "--deadline", "2030-04-01", *law).exit_code == 0
    letter = docx.Document()
    letter.add_paragraph("情况说明")
    letter.save(str(folder / "source" / KEY / "说明.docx"))
    assert call("run", folder / "source", "--received-on", "2026-03-20", "--out", folder / "out").exit_code == 0
    return folder


@pytest.fixture
def late(late_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(late_once, tmp_path / "it")
    return tmp_path / "it"


def with_people(out: Path) -> None:
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    for name, role in (("文受理", "受理"), ("郑主管", "主管")):
        Accounts(ledger.engine).add(name, role, "organ", "a-password-for-tests")
    ledger.close()


def notice_text(out: Path) -> str:
    with pypdfium2.PdfDocument(out / KEY / "round-2" / "notice.pdf") as pdf:
        printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    written = docx.Document(str(out / KEY / "round-2" / "notice.docx"))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    return "\n".join([printed, *(p.text for p in written.paragraphs), *cells])


def test_the_applicant_is_told_nothing_of_it_anywhere(late: Path) -> None:
    found, record = read(late / "out", "deficiencies", 2), read(late / "out", "case", 2)
    assert {check["outcome"] for check in record["checks"] if check["code"] == LATE} == {"fail"}
    assert [one for part in ("items", "announced", "referrals") for one in found[part] if one["code"] == LATE] == []
    assert LATE not in [code for item in found["items"] for code in item["also"]]
    assert MESSAGE not in json.dumps(found, ensure_ascii=False)
    assert "items" not in record
    assert MESSAGE not in notice_text(late / "out")
    assert MESSAGE not in call("show", KEY, "--out", late / "out").stdout


def test_the_trail_says_how_many_and_of_which_rules_and_nothing_personal(late: Path) -> None:
    ledger = open_ledger(late / "out" / ".jujian" / "ledger.sqlite")
    case = ledger.case_of(KEY)
    assert case
    said = [each.detail for each in ledger.trail_of(case) if each.event == "told_late"]
    assert said == [{"round": 2, "count": 1, "codes": [LATE]}]
    assert ledger.audit_is_whole()
    ledger.close()
    assert call("decide", KEY, "--out", late / "out", *_promotion("郑主管")).exit_code == 0
    assert "漏告知 0 项" in call("show", KEY, "--out", late / "out", "--late").stdout


def test_the_supervisor_is_shown_it_and_where_there_are_accounts_nobody_else(late: Path) -> None:
    out = late / "out"
    assert MESSAGE in call("show", KEY, "--out", out, "--late").stdout
    with_people(out)
    for words in ((), ("--by", "文受理"), ("--by", "生人")):
        refused = call("show", KEY, "--out", out, "--late", *words)
        assert refused.exit_code == 2
        assert MESSAGE not in refused.output
    shown = call("show", KEY, "--out", out, "--late", "--by", "郑主管")
    assert (shown.exit_code, MESSAGE in shown.stdout) == (0, True)


def test_only_a_supervisor_lets_it_through(late: Path) -> None:
    out = late / "out"
    with_people(out)
    refused = call("decide", KEY, "--out", out, *_promotion("文受理"))
    assert refused.exit_code == 2
    assert refused.stderr.startswith("错误 [not_entitled]")
    assert LATE not in [item["code"] for item in read(out, "deficiencies", 2)["items"]]
    assert call("decide", KEY, "--out", out, *_promotion("郑主管")).exit_code == 0
    assert LATE in [item["code"] for item in read(out, "deficiencies", 2)["items"]]


def test_only_a_supervisor_releases_a_dossier_from_quarantine(tmp_path: Path) -> None:
    source, out = secret(tmp_path / "source"), tmp_path / "out"
    assert call("run", source, "--out", out).exit_code == 0
    with_people(out)
    drop = ("--code", "FIL-08", "--decision", "drop", "--reason", "已过保密期限")
    for command in (("decide", KEY, "--by", "文受理"), ("decide", KEY, "--by", "生人")):
        refused = call(*command, *drop, "--out", out)
        assert refused.stderr.startswith("错误 [not_entitled]")
        assert read(out, "case")["status"] == "quarantined"
    assert call("decide", KEY, *drop, "--by", "郑主管", "--out", out).exit_code == 0
    assert read(out, "case")["status"] != "quarantined"


def _promotion(by: str) -> tuple[str, ...]:
    return ("--code", LATE, "--decision", "promote", "--reason", "市局口径", "--by", by)
