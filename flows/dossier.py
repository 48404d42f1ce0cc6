"""One dossier from the source to its row in the summary: received, put through the line unless unchanged, published."""

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from flows.bench import Bench, Shop
from flows.docket import standing_row
from flows.engine import engine
from flows.feeding import feed
from flows.home import Home
from flows.intake import Days, NotProcessedError, Received, Ticket, receive
from flows.kept import keep
from flows.line import Made, Matter, process
from flows.publish import LIST, RECORD, folder, publish
from flows.trouble import MACHINE, trouble
from infra.claims import Claim
from infra.faults import fault
from infra.fenced import FencedStore
from infra.ledger import LedgerError, Round
from infra.ledger_evidence import Evidence
from infra.ledger_recommenders import Recommenders
from infra.store import NotStoredError, Store, StoreError
from infra.trace import traced
from infra.workers import WorkersError
from schemas.deficiencies import DeficiencyList
from schemas.record import CaseRecord, EngineRecord
from schemas.summary import DossierError, SummaryRow
from schemas.traces import PageTrace, Shared

log = logging.getLogger("jujian.dossier")

OUTSIDE = {
    "store_unavailable": "存储服务暂时不可用，请检查后重新运行。",
    "store_refused": "存储服务拒绝访问，请检查账号和权限后重新运行。",
    "ledger_unavailable": "台账暂时无法读写，请检查磁盘或数据库后重新运行。",
    "workers_broken": "读取进程无法启动，请运行 jujian doctor 检查后重新运行。",
}
INTERNAL = DossierError(code="internal_error", message="程序内部错误，卷宗材料未受影响；请将运行日志交技术人员。")
TROUBLE = DossierError(code=MACHINE[0], message=MACHINE[1])


def _unclaimed(_: str) -> Claim | None:
    """Where only one program works on an output nothing is claimed."""
    return None


class Office(NamedTuple):
    """All that a dossier needs around it: the state, the output, the children, the days, the profile's hash
    and organisation, the day whose law is to be applied, where one was said, and the claim under which a case is worked
    on, where several do.
    """

    home: Home
    out: Store
    shop: Shop
    days: Days
    profile_sha256: str
    organ: str
    as_of: str | None = None
    claim: Callable[[str], Claim | None] = _unclaimed


class OutsideError(Exception):
    """Something around the dossier does not work just now (store, ledger, children): trying again may help."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def attempt(ticket: Ticket, case_id: str, office: Office) -> SummaryRow:
    """The dossier's row, an error of the dossier's own included. Raises `OutsideError`."""
    began = time.monotonic()
    with traced(ticket.correlation):
        try:
            row = _done(ticket, case_id, office)
        except Exception as error:  # a fault of ours in one dossier must not stop the others
            row = _excused(error, ticket, case_id, office)
        log.info("case %s: %s", case_id, row.status)
    return row.model_copy(update={"seconds": round(time.monotonic() - began, 2)})


def _excused(error: Exception, ticket: Ticket, case_id: str, office: Office) -> SummaryRow:
    """The row of a dossier that could not be done. Raises `OutsideError`."""
    if office.shop.pool.closed:  # the batch was stopped: whatever is said now means nothing
        raise OutsideError("stopped") from None
    if isinstance(error, NotProcessedError):
        return failed(ticket, case_id, DossierError(code=error.code, message=error.message))
    if isinstance(error, StoreError | LedgerError | WorkersError):
        log.warning("case %s: %s", case_id, trouble(error))
        raise OutsideError(error.code) from None
    log.error("case %s: %s", case_id, fault(error))
    # No file of the dossier is opened in this process: what the system refuses here says something of this machine.
    return failed(ticket, case_id, TROUBLE if isinstance(error, OSError) else INTERNAL)


def given_up(ticket: Ticket, case_id: str, code: str) -> SummaryRow:
    """The row of a dossier whose surroundings would not work."""
    return failed(ticket, case_id, DossierError(code=code, message=OUTSIDE.get(code, INTERNAL.message)))


def failed(ticket: Ticket, case_id: str | None, error: DossierError) -> SummaryRow:
    return SummaryRow(
        key=ticket.key, case_id=case_id, round=None, status="error", files=0, pages=0, items=0, referrals=0, flags=0,
        seconds=0, error=error,
    )  # fmt: skip


def _done(ticket: Ticket, case_id: str, office: Office) -> SummaryRow:
    scratch = office.shop.pool.scratch / case_id
    scratch.mkdir(mode=0o700)
    try:
        received = receive(ticket, case_id, office.home.store, office.home.ledger, office.days, scratch)
        matter = _matter(received, case_id, office)
        fingerprint = _fingerprint(matter, office)
        if _is_made(received.round, ticket.key, fingerprint, office.out):
            return standing_row(received.round)
        bench = Bench(office.shop, case_id, scratch)
        made = process(matter, bench)
        shared = _shared(case_id, office, made.evidence)
        if shared != matter.shared:  # it has other pages than when it was published last
            matter = matter.model_copy(update={"shared": shared})
            fingerprint = _fingerprint(matter, office)
            made = process(matter, bench) if made.status == "quarantined" else bench.judge(matter, made)
        if made.status == "quarantined":
            bench.forget()
        return _published(made, received.round, ticket.key, fingerprint if bench.sound else None, office)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _matter(received: Received, case_id: str, office: Office) -> Matter:
    models: EngineRecord = engine(office.shop.reader, office.shop.voice)
    previous, held = _previous(received, office.out)
    return Matter(
        case_id=case_id,
        round=received.round.number,
        submission=received.submission,
        odd=received.odd,
        previous=previous,
        known=tuple(sorted({file.sha256 for file in held.files})) if held else (),
        exited=Recommenders(office.home.ledger.engine, office.organ).exited(),
        shared=_shared(case_id, office, Evidence(office.home.ledger.engine).kept(case_id)),
        decisions=office.home.ledger.decisions(case_id),
        as_of=held.profile.as_of if held else office.as_of,
        engine=models,
    )


def _shared(case_id: str, office: Office, pages: tuple[PageTrace, ...]) -> tuple[Shared, ...]:
    """Which of these pages the organisation's earlier cases hold, as it stands."""
    return Evidence(office.home.ledger.engine).shared(case_id, office.organ, pages)


def _previous(received: Received, out: Store) -> tuple[DeficiencyList | None, CaseRecord | None]:
    """List and record of the round before: what was told, which files were held, and whose day's law the notice froze."""
    if received.round.number == 1:
        return None, None
    here = folder(received.submission.key, received.round.number - 1)
    try:
        told = DeficiencyList.model_validate_json(out.get(f"{here}/{LIST}"))
        held = CaseRecord.model_validate_json(out.get(f"{here}/{RECORD}"))
        return told, held
    except NotStoredError:
        message = "上一轮的缺项清单不在输出位置，无法接续本轮；请恢复后重新处理。"
        raise NotProcessedError("previous_round_missing", message) from None


def _fingerprint(matter: Matter, office: Office) -> str:
    """Of everything that the outputs follow from, but for decisions: with each of those the outputs are made anew."""
    settings = office.shop.settings
    limits = [settings.page_seconds, settings.file_seconds, settings.dossier_seconds, settings.worker_memory]
    inputs = [matter.model_dump(mode="json", exclude={"decisions"}), office.profile_sha256, limits]
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def _is_made(round: Round, key: str, fingerprint: str, out: Store) -> bool:
    """Whether the round needs no more work: frozen by its notice, or unchanged with its outputs as they were written."""
    if round.row is None or round.outputs is None:
        return False
    return round.issued or (round.fingerprint == fingerprint and _as_written(round.outputs, folder(key, round.number), out))


def _as_written(outputs: dict[str, str], here: str, out: Store) -> bool:
    try:
        return all(_sha256(out.get(f"{here}/{name}")) == sha256 for name, sha256 in outputs.items())
    except NotStoredError:
        return False


def _published(made: Made, round: Round, key: str, fingerprint: str | None, office: Office) -> SummaryRow:
    claim, home, out = office.claim(round.case_id), office.home, office.out
    if claim:
        held = partial(home.ledger.must_hold, claim)
        held()
        home, out = home._replace(store=FencedStore(home.store, held)), FencedStore(out, held)
    keep(home, round.case_id, round.number, made)
    publish(out, key, round.number, made.published)
    row = SummaryRow(
        key=key, case_id=round.case_id, round=round.number, status=made.status, files=made.files, pages=made.pages,
        items=made.items, referrals=made.referrals, flags=made.flags, seconds=0,
    )  # fmt: skip
    outputs = {name: _sha256(content) for name, content in made.published.items()}
    kept = {"fingerprint": fingerprint, "outputs": outputs, "row": row.model_dump(mode="json"), "gist": made.gist}
    now = round.model_copy(update=kept)
    home.ledger.record(now, claim)
    feed(office.home)
    return standing_row(now)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
