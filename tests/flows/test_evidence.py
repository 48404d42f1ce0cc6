"""One page of evidence in two dossiers: the later one says so to the reviewer, by what was known then, and to nobody else."""

import json
from pathlib import Path

import docx
import pytest

from infra.ledger import open_ledger
from infra.ledger_evidence import Evidence

from .issuing import KEY, answers, call, form, read, written

FIRST = "甲先行"
PRIZE = (
    "科学技术奖获奖证书", "为表彰在推动科学技术进步中作出重要贡献的个人和集体，特颁发此证书，以资鼓励。",
    "获奖项目：城市路网信号协同控制关键技术", "奖励等级：二等奖", "获奖者：沈知遥、甲先行、闻人笛",
    "北京市人民政府", "2021年3月12日",
)  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two dossiers with one certificate in both, under other names; the first comes before the other."""
    folder = tmp_path / "source"
    sheet = docx.Document()
    for line in PRIZE:
        sheet.add_paragraph(line)
    for key, name in ((FIRST, "奖状.docx"), (KEY, "业绩/获奖证书.docx")):
        (folder / key / name).parent.mkdir(parents=True)
        form().save(str(folder / key / "举荐表.docx"))
        (folder / key / "_dossier.json").write_text('{"submitted_on": "2026-03-04", "path": "employed"}')
    sheet.save(str(folder / FIRST / "奖状.docx"))
    (folder / KEY / "业绩/获奖证书.docx").write_bytes((folder / FIRST / "奖状.docx").read_bytes())
    (folder / KEY).rename(tmp_path / KEY)
    return folder


@pytest.fixture
def out(source: Path, tmp_path: Path) -> Path:
    """The output after both have come, one after the other."""
    run(source)
    (tmp_path / KEY).rename(source / KEY)
    run(source)
    return tmp_path / "out"


def run(source: Path) -> None:
    process = call("run", source, "--out", source.parent / "out", "--received-on", "2026-03-05")
    assert process.exit_code == 0, process.stderr


def hints(out: Path, key: str = KEY) -> list[str]:
    return [flag["message"] for flag in read(out, "deficiencies", key=key)["flags"] if flag["code"] == "FLG-02"]


def case_id(out: Path, key: str) -> str:
    return str(read(out, "case", key=key)["case_id"])


def kept(out: Path, key: str) -> int:
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    pages = Evidence(ledger.engine).kept(case_id(out, key))
    ledger.close()
    return len(pages)


def test_the_later_of_two_says_so_and_names_the_other_case_and_nobody(out: Path) -> None:
    (said,) = hints(out)
    assert case_id(out, FIRST) in said
    assert FIRST not in said
    assert hints(out, FIRST) == []
    assert (kept(out, FIRST), kept(out, KEY)) == (1, 1)


def test_it_is_in_no_notice_and_nobody_is_asked_about_it(out: Path, tmp_path: Path) -> None:
    flag = next(flag for flag in read(out, "deficiencies")["flags"] if flag["code"] == "FLG-02")
    assert not flag["promotable"]
    process = call(
        "notice", "issue", KEY, "--out", out, "--decisions", written(tmp_path, *answers(out)), "--deadline", "2030-04-01"
    )
    assert process.exit_code == 0, process.stderr
    printed = "".join(p.text for p in _paragraphs(out / KEY / "round-1" / "notice.docx"))
    assert case_id(out, FIRST) not in printed
    assert "FLG-02" not in [item["code"] for item in read(out, "deficiencies")["items"]]


def test_a_replay_gives_the_same_whatever_has_become_of_the_other_case(out: Path) -> None:
    assert call("replay", KEY, "--out", out).exit_code == 0
    assert call("retention", "delete", FIRST, "--out", out, "--by", "某主管", "--reason", "保管期满", "--yes").exit_code == 0
    replayed = call("replay", KEY, "--out", out)
    assert replayed.exit_code == 0, replayed.stdout + replayed.stderr


def test_with_the_earlier_case_its_pages_go_and_the_next_run_withdraws_the_hint(out: Path, source: Path, tmp_path: Path) -> None:
    first = case_id(out, FIRST)
    assert call("retention", "delete", FIRST, "--out", out, "--by", "某主管", "--reason", "保管期满", "--yes").exit_code == 0
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    assert Evidence(ledger.engine).kept(first) == ()
    ledger.close()
    (source / FIRST).rename(tmp_path / FIRST)
    run(source)
    assert hints(out) == []


def test_a_run_over_what_is_known_changes_nothing(out: Path, source: Path) -> None:
    before = (out / KEY / "round-1" / "case.json").stat().st_mtime_ns
    run(source)
    assert (out / KEY / "round-1" / "case.json").stat().st_mtime_ns == before


def test_of_a_dossier_in_quarantine_nothing_is_kept(out: Path, source: Path) -> None:
    marked = docx.Document()
    marked.add_paragraph("机密★10年")
    marked.save(str(source / KEY / "密件.docx"))
    run(source)
    assert read(out, "case")["status"] == "quarantined"
    assert (kept(out, FIRST), kept(out, KEY), hints(out)) == (1, 0, [])


def _paragraphs(file: Path) -> list[docx.text.paragraph.Paragraph]:
    sheet = docx.Document(str(file))
    return [*sheet.paragraphs, *(p for t in sheet.tables for row in t.rows for cell in row.cells for p in cell.paragraphs)]


def test_the_ledger_holds_no_word_of_the_page(out: Path) -> None:
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    pages = [page.model_dump() for page in Evidence(ledger.engine).kept(case_id(out, KEY))]
    ledger.close()
    assert [line for line in PRIZE if line in json.dumps(pages, ensure_ascii=False)] == []
