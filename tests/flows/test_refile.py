"""A clerk puts pages elsewhere: judged at once, the same at every run and replay, taken back, lapsed with the page's bytes."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from click.testing import CliRunner, Result

from desk.cli import main
from extractors.extract import extract
from flows.decide import decide
from flows.docket import opened_docket
from flows.line import refiled, understand
from flows.undo import undo
from infra.settings import load_settings
from infra.workers import Pool
from schemas.decision import Decision
from schemas.document import Document
from schemas.geometry import PageRef
from schemas.page import Sheet
from schemas.placing import Placing
from schemas.profile import Profile
from tests.extractors.conftest import make_sheet
from validators.profile import load_profile

KEY = "沈知遥"
PAGES = [
    """#align(center)[= 公示情况证明]
兹证明我单位就沈知遥申报工程技术人才副高级职称一事，自2026年3月2日至2026年3月10日在单位内部进行公示，公示期间未收到异议。
#align(right)[北京云岫测绘有限公司 \\ 2026年3月11日]""",
    """#align(center)[= 劳动合同书]
甲方（用人单位）：北京云岫测绘有限公司 \\ 乙方（劳动者）：沈知遥 \\
第一条 本合同为固定期限，自2021年3月1日起至2027年2月28日止。""",
    """第二条 甲方按月支付乙方劳动报酬，实行标准工时制度。 \\ 甲方（盖章）： \\ 乙方（签字）： \\ 2021年3月1日""",
]


def scan(*pages: str) -> bytes:
    """Pages with a text layer, one after the other in one file."""
    head = '#set page(paper: "a4", margin: 3cm)\n#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 14pt)\n'
    return bytes(typst.compile((head + "\n#pagebreak()\n".join(pages)).encode()))


def call(*arguments: str | Path) -> Result:
    """A command that reads no picture, in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def run(folder: Path) -> None:
    assert call("run", folder / "source", "--out", folder / "out", "--received-on", "2026-03-20").exit_code == 0


def place(folder: Path, page: str, value: str, *more: str) -> Result:
    return call("decide", KEY, "--out", folder / "out", "--page", page, "--value", value, "--by", "王审核", *more)


def read(folder: Path, name: str = "case", round: int = 1) -> Any:
    return json.loads((folder / "out" / KEY / f"round-{round}" / f"{name}.json").read_text())


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out" / KEY / "round-1").iterdir()}


def shape(folder: Path) -> list[tuple[str, list[int]]]:
    return [(document["type"], document["parts"][0]["pages"]) for document in read(folder)["documents"]]


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refile")
    (folder / "source" / KEY).mkdir(parents=True)
    (folder / "source" / KEY / "扫描件.pdf").write_bytes(scan(*PAGES))
    run(folder)
    return folder


@pytest.fixture
def folder(run_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(run_once, tmp_path / "it")
    return tmp_path / "it"


def test_the_machine_finds_a_certificate_and_a_contract(folder: Path) -> None:
    assert shape(folder) == [("publicity_certificate", [1]), ("labour_contract", [2, 3])]


def test_a_page_is_put_elsewhere_judged_at_once_and_both_values_stand_in_the_record(folder: Path) -> None:
    before = {(check["code"], check["subject"]): check["outcome"] for check in read(folder)["checks"]}
    assert place(folder, "扫描件.pdf#1", "new:other", "--reason", "不是公示证明").exit_code == 0
    assert shape(folder) == [("other", [1]), ("labour_contract", [2, 3])]
    record = read(folder)
    assert record["employer_review"]["publicity"] is None
    assert {(c["code"], c["subject"]): c["outcome"] for c in record["checks"]} != before
    (decision,) = record["decisions"]
    assert {name: decision[name] for name in ("pointer", "machine", "human", "by", "reason")} == {
        "pointer": "/pages/0", "machine": "new:publicity_certificate", "human": "new:other", "by": "王审核",
        "reason": "不是公示证明",
    }  # fmt: skip
    assert record["pages"][0]["reason"] == "人工另起一份材料"
    pages = record["balance"]["pages"]
    assert pages["in"] == pages["assigned"] + pages["blank"] + pages["duplicate"] + pages["unassigned"] == 3


def test_it_is_the_same_at_replay_at_the_next_run_and_when_the_outputs_are_lost(folder: Path) -> None:
    place(folder, "/pages/2", "new:employment_certificate")
    place(folder, "扫描件.pdf#1", "with:扫描件.pdf#2")
    made = outputs(folder)
    assert shape(folder) == [("labour_contract", [2, 1]), ("employment_certificate", [3])]
    assert call("replay", KEY, "--out", folder / "out").exit_code == 0
    run(folder)
    assert outputs(folder) == made
    shutil.rmtree(folder / "out" / KEY)
    run(folder)
    assert outputs(folder) == made


def test_the_file_of_decisions_says_it_as_well_beside_other_decisions(folder: Path) -> None:
    said = [
        {"pointer": "/employer_review/publicity/end", "value": "2026-03-09", "reason": "核对原件", "by": "王审核"},
        {"pointer": "扫描件.pdf#3", "decision": "place", "value": "with:/pages/0", "by": "王审核"},
        {"pointer": "/pages/1", "decision": "place", "value": "new:other", "by": "王审核"},
    ]
    (folder / "decisions.json").write_text(json.dumps(said, ensure_ascii=False))
    assert call("decide", KEY, "--out", folder / "out", "--decisions", folder / "decisions.json").exit_code == 0
    assert shape(folder) == [("publicity_certificate", [1, 3]), ("other", [2])]
    assert [each["human"] for each in read(folder)["decisions"]] == ["with:/pages/0", "new:other", "2026-03-09"]
    assert read(folder)["employer_review"]["publicity"]["end"] == "2026-03-09"


def test_it_outlives_the_files_name_and_lapses_when_its_bytes_change(folder: Path) -> None:
    place(folder, "扫描件.pdf#1", "blank")
    there = folder / "source" / KEY
    (there / "扫描件.pdf").rename(there / "改名.pdf")
    run(folder)
    assert [page["place"] for page in read(folder)["pages"]] == ["blank", "d1", "d1"]
    assert read(folder)["decisions"][0]["pointer"] == "/pages/0"
    (there / "改名.pdf").write_bytes(scan(*PAGES[:2], PAGES[2] + " 附则"))
    run(folder)
    assert shape(folder)[0] == ("publicity_certificate", [1])
    assert read(folder)["decisions"] == []


def test_a_page_of_bytes_that_came_twice_is_decided_on_once(folder: Path) -> None:
    shutil.copy(folder / "source" / KEY / "扫描件.pdf", folder / "source" / KEY / "又一份.pdf")
    run(folder)
    refused = place(folder, "扫描件.pdf#1", "blank")
    assert refused.exit_code == 2
    assert "逐字节相同" in refused.stderr
    assert place(folder, "又一份.pdf#1", "new:other").exit_code == 0
    assert [page["place"] for page in read(folder)["pages"]] == ["d1", "d2", "d2", *["duplicate"] * 3]


@pytest.mark.parametrize(
    ("page", "value", "why"),
    [
        ("没有.pdf#1", "blank", "没有这一页"),
        ("扫描件.pdf#9", "blank", "没有这一页"),
        ("/pages/9", "blank", "没有这一页"),
        ("扫描件.pdf#1", "new:novel", "value 应为"),
        ("扫描件.pdf#1", "elsewhere", "value 应为"),
        ("扫描件.pdf#1", "with:/pages/9", "不在任何一份材料中"),
        ("扫描件.pdf#1", "with:扫描件.pdf#1", "它自己"),
        ("扫描件.pdf#2", "with:扫描件.pdf#3+rest", "它自己"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(folder: Path, page: str, value: str, why: str) -> None:
    before = outputs(folder)
    process = place(folder, page, value)
    assert process.exit_code == 2
    assert why in process.stderr
    assert len(process.stderr.splitlines()) == 1
    assert outputs(folder) == before


def test_it_is_taken_back_and_all_is_as_before(folder: Path) -> None:
    before = outputs(folder)
    place(folder, "扫描件.pdf#2", "new:diploma+rest")
    after_one = outputs(folder)
    place(folder, "扫描件.pdf#1", "with:扫描件.pdf#3")
    for expected in (after_one, before):
        with opened_docket(KEY, str(folder / "out"), load_settings({}), "beijing-2023-12") as docket:
            undo(docket, "文复核", datetime(2026, 3, 21, 9, 30).astimezone())
        assert outputs(folder) == expected
    assert call("replay", KEY, "--out", folder / "out").exit_code == 0
    assert call("audit", "verify", "--out", folder / "out").exit_code == 0


def test_a_child_that_is_kept_for_it_comes_to_the_same(folder: Path) -> None:
    settings, out = load_settings({}), str(folder / "out")
    wish = Decision(pointer="扫描件.pdf#2", decision="place", value="new:diploma+rest", by="王审核")
    with Pool(1, settings.worker_memory) as pool:
        assert pool.run("flows.refile:ready", "beijing-2023-12", seconds=120) == b""
        with opened_docket(KEY, out, settings, "beijing-2023-12", pool=pool) as docket:
            decide(docket, [wish], datetime(2026, 3, 21, 9, 30).astimezone())
    assert shape(folder) == [("publicity_certificate", [1]), ("diploma", [2, 3])]
    assert call("replay", KEY, "--out", folder / "out").exit_code == 0


def test_a_dossier_in_quarantine_keeps_nothing_to_put_elsewhere_until_it_is_released(folder: Path) -> None:
    secret = folder / "source" / KEY / "机密.pdf"
    secret.write_bytes(scan("机密★10年 \\ 关于某项工作的函 \\ 北京云岫测绘有限公司"))
    run(folder)
    kept = {path.name for path in (folder / "out" / ".jujian" / "cases").rglob("*") if path.is_file()}
    assert kept == {"round-1.json.gz"}
    refused = place(folder, "扫描件.pdf#2", "blank")
    assert refused.exit_code == 2
    assert "quarantined" in refused.stderr
    drop = ("--code", "FIL-08", "--decision", "drop", "--reason", "已解密", "--by", "文主管")
    assert call("decide", KEY, "--out", folder / "out", *drop).exit_code == 0
    assert place(folder, "机密.pdf#1", "blank").exit_code == 0
    assert read(folder)["status"] != "quarantined"
    assert call("replay", KEY, "--out", folder / "out").exit_code == 0


def test_what_the_machine_read_in_round_one_can_still_be_put_elsewhere_in_round_two(folder: Path) -> None:
    place(folder, "扫描件.pdf#1", "new:other")
    found = read(folder, "deficiencies")
    said = [
        {"code": each["code"], "subject": each["subject"], "decision": verb, "reason": "核对原件", "by": "王审核"}
        for verb, list_ in (("pass", found["referrals"]), ("drop", found["flags"]))
        for each in list_
        if verb == "pass" or each["promotable"]
    ]
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False))
    issue = ("--decisions", folder / "said.json", "--deadline", "2030-04-01")
    assert call("notice", "issue", KEY, "--out", folder / "out", *issue).exit_code == 0
    frozen = outputs(folder)
    assert place(folder, "扫描件.pdf#1", "blank").exit_code == 2
    (folder / "source" / KEY / "补.pdf").write_bytes(scan(PAGES[0].replace("3月", "4月")))
    run(folder)
    assert {each["type"] for each in read(folder, round=2)["documents"]} == {"other", "labour_contract", "publicity_certificate"}
    assert place(folder, "扫描件.pdf#3", "with:补.pdf#1").exit_code == 0
    assert outputs(folder) == frozen
    assert [each["human"] for each in read(folder, round=2)["decisions"]][:2] == ["new:other", "with:/pages/3"]
    assert call("replay", KEY, "--out", folder / "out").exit_code == 0


def test_the_ledger_names_no_file(folder: Path) -> None:
    place(folder, "扫描件.pdf#3", "with:扫描件.pdf#1")
    ledger = (folder / "out" / ".jujian" / "ledger.sqlite").read_bytes().decode("utf-8", "ignore")
    decisions = ledger[ledger.index("with:") :][:80]
    assert "扫描件" not in decisions


def test_only_documents_whose_pages_changed_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [
        make_sheet("# 劳动合同书", "甲方（用人单位）：北京松涛精密仪器有限公司", "乙方（劳动者）：梁雨桐", page=1),
        make_sheet("第一条 本合同为固定期限，自2021年3月1日起至2027年2月28日止。", page=2),
        make_sheet("# 发明专利证书", "发明名称：一种夹具", "发明人：梁雨桐", "专利号：ZL 2020 1 0000001.1", page=3),
    ]
    profile = load_profile("beijing-2023-12")
    understood = understand(sheets, profile)
    read: list[str] = []

    def noted(document: Document, own: tuple[Sheet, ...], rules: Profile) -> Document:
        read.append(document.type)
        return extract(document, own, rules)

    monkeypatch.setattr("extractors.extract.extract", noted)
    placing = Placing(ref=PageRef(file="a.pdf", page=2), to="new", type="employment_certificate")
    again = refiled(understood, [placing], sheets, profile)
    assert read == ["labour_contract", "employment_certificate"]
    patent = next(document for document in again.documents if document.type == "patent_certificate")
    assert patent.id == "d3"
    assert patent["number"].present
