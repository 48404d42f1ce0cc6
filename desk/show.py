"""`jujian show`: a case and its list, readably, for whoever sits at the terminal."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from desk.errors import WRONG_USAGE, stop
from desk.opening import opened_case
from desk.running import STATES
from desk.signed import told
from flows.kept import late_findings
from flows.publish import LIST, RECORD, folder
from flows.rights import refuse_unentitled
from infra.accounts import Accounts
from infra.settings import load_settings
from infra.store import Store, open_store
from schemas.check import Evidence
from schemas.deficiencies import DeficiencyList
from schemas.record import CaseRecord
from schemas.terms.numbers import mask_id, mask_phone
from schemas.terms.numerals import numeral

SEVERITIES = {"missing": "缺失", "nonconforming": "不规范", "hint": "疑点提示"}
PATHS = {"employed": "单位职工", "freelance": "自由职业者"}
YES_NO = {True: "有", False: "无", None: "无法判断"}


def show_case(key: str, out: str, number: int | None) -> None:
    """Print the record of this round, or of the last one."""
    store = open_store(out, load_settings(os.environ))
    key = unicodedata.normalize("NFC", key)
    found = number or max(_rounds(store, key), default=0)
    if not found or not store.stat(f"{folder(key, found)}/{RECORD}"):
        stop(WRONG_USAGE, "no_such_case", f"输出位置没有卷宗“{key}”的该轮记录；请核对卷宗名称和 --out。")
    here = folder(key, found)
    record = CaseRecord.model_validate_json(store.get(f"{here}/{RECORD}"))
    deficiencies = DeficiencyList.model_validate_json(store.get(f"{here}/{LIST}"))
    console = Console(highlight=False)
    console.print(_facts(record))
    console.print(_experts(record))
    if lost := _files(record):
        console.print(lost)
    if signed := _signatures(record):
        console.print(signed)
    for line in _findings(deficiencies):
        console.print(line, markup=False)


def show_late(key: str, out: str, number: int | None, by: str | None) -> None:
    """漏告知, for the supervisor: what the round before could have seen and did not tell the applicant."""
    with opened_case(key, out, None, number) as docket:
        if by or Accounts(docket.home.ledger.engine).all():
            refuse_unentitled(docket.home, docket.organ, by, "supervise")
        found = late_findings(docket.home.store, docket.round.case_id, docket.round.number)
        round = docket.round.number
    click.echo(f"第{round}轮漏告知 {len(found)} 项（仅供主管，不得直接要求申报人补正）")
    for item in found:
        about = " ".join(filter(None, (item.code, item.subject)))
        lines = (f"· 【{SEVERITIES[item.severity]}】{item.message}（{about}）", *_places(item.where))
        click.echo("\n".join(lines))


def _rounds(store: Store, key: str) -> Iterator[int]:
    for stored in store.list(f"{key}/round-"):
        if named := re.fullmatch(r"round-(\d+)/case\.json", stored.key.removeprefix(f"{key}/")):
            yield int(named[1])


def _facts(record: CaseRecord) -> Table:
    applicant, application, review = record.applicant, record.application, record.employer_review
    conditions = "、".join(f"第（{numeral(number)}）项" for number in application.conditions)
    rows = {
        "卷宗": f"{record.dossier_key}（第 {record.round} 轮，{STATES[record.status]}）",
        "案号": record.case_id,
        "收件 / 申报日期": f"{record.received_at} / {record.submitted_on}",
        "申报人": applicant.name,
        "证件号码": mask_id(applicant.id_number) if applicant.id_number else None,
        "联系电话": mask_phone(applicant.phone) if applicant.phone else None,
        "工作单位": applicant.employer,
        "渠道": PATHS.get(applicant.path or ""),
        "申报": " ".join(filter(None, (application.level, application.series, application.specialty, application.title))),
        "申报条件": conditions,
        "业绩成果": f"{len(application.achievements)} 项",
        "公示": _period(record),
        "单位推荐意见": {"agree": "同意", "disagree": "不同意", "none": "未明确"}.get(
            (review.opinion.conclusion if review.opinion else "") or ""
        ),
        "材料 / 文件 / 页": f"{len(record.documents)} 份 / {len(record.files)} 个 / {len(record.pages)} 页",
    }
    table = Table(show_header=False)
    for name, value in rows.items():
        table.add_row(name, value or "（未载明）")
    return table


def _period(record: CaseRecord) -> str | None:
    publicity = record.employer_review.publicity
    if publicity is None:
        return None
    days = f"，{publicity.working_days_inclusive} 个工作日" if publicity.working_days_inclusive is not None else ""
    return f"{publicity.start or '？'} 至 {publicity.end or '？'}{days}"


def _experts(record: CaseRecord) -> Table:
    table = Table("推荐人", "职称", "单位", "签字", title="举荐意见")
    for expert in record.recommendation.experts:
        table.add_row(expert.name or "—", expert.title or "—", expert.employer or "—", YES_NO[expert.signed])
    if one := record.recommendation.plus_one:
        table.add_row(f"{one.name or '—'}（+1）", one.position or "—", one.organisation or "—", YES_NO[one.signed])
    return table


def _files(record: CaseRecord) -> Table | None:
    """The files that were not read, if there are any."""
    table = Table("未能读取的文件", Column("原因", overflow="fold"))
    for file in record.files:
        if file.status not in ("read", "ignored"):
            table.add_row(Text(file.path), file.error.message if file.error else file.status)
    return table if table.row_count else None


def _signatures(record: CaseRecord) -> Table | None:
    """The electronic signatures in the files, if there are any."""
    table = Table("电子签名所在文件", Column("查验情况", overflow="fold"))
    for file in record.files:
        for signature in file.signatures:
            table.add_row(Text(file.path), Text(told(signature)))
    return table if table.row_count else None


def _findings(found: DeficiencyList) -> Iterator[str]:
    yield f"\n需补正 {len(found.items)} 项"
    for item in found.items:
        yield f"{item.no}. 【{SEVERITIES[item.severity]}】{item.message}（{item.code}）"
        yield f"   补正：{item.remedy}"
        yield f"   依据：{'；'.join(item.basis)}"
        yield from _places(item.where)
    yield f"\n待人工核定 {len(found.referrals)} 项"
    for referral in found.referrals:
        after = f"（随第 {referral.blocked_by} 项一并解决）" if referral.blocked_by else ""
        yield f"· {referral.question}（{referral.code}）{after}"
        yield from _places(referral.where)
    yield f"\n疑点提示 {len(found.flags)} 项（仅供审核人员参考）"
    for flag in found.flags:
        yield f"· {flag.message}（{flag.code}）"


def _places(where: Iterable[Evidence]) -> Iterator[str]:
    places = dict.fromkeys(f"{each.file} 第 {each.page} 页" if each.page else each.file for each in where if each.file)
    if places:
        yield f"   位置：{'；'.join(filter(None, places))}"
