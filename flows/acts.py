"""Acts that end a case or say how its notice arrived: 送达, 视为放弃 (Art. 7(2)), 查实 (Art. 10), and taking them back.

They change no record and no notice. While a case is ended nothing more is decided on it and no notice goes out; material that
still comes is received, read and judged like any other, and waits until the ending is taken back.
"""

from datetime import date, datetime

from flows.docket import CaseError, Docket
from flows.rights import refuse_unentitled
from infra.ledger import Round
from infra.ledger_acts import Acts
from schemas.acts import Abandonment, Act, FraudFinding, Recorded, Reinstatement, Service, closings
from schemas.notice import Stamp
from validators.calendar import Calendar


def serve(docket: Docket, act: Service, now: datetime) -> Recorded:
    """Record how the last notice reached the applicant; what is recorded last counts. Raises `CaseError`, `LedgerError`."""
    refuse_unentitled(docket.home, docket.organ, act.by, "issue")
    number, stamp = _notice(docket)
    if act.on < stamp.issued_at[:10]:
        raise CaseError("served_before_issue", f"送达日期早于告知书印发之日（{stamp.issued_at[:10]}），请核对 --on。")
    _refuse_to_come(act.on, now, "送达日期")
    return record_act(docket, act, number, now)


def abandon(docket: Docket, act: Abandonment, now: datetime) -> Recorded:
    """Record 视为放弃: only when the notice's last day is over, and nothing came within it. Raises as `serve`."""
    refuse_unentitled(docket.home, docket.organ, act.by, "supervise")
    number, stamp = _notice(docket)
    refuse_in_time(docket.round, number, stamp, Calendar.of(docket.profile.calendar), now.date())
    return _ending(docket, act, number, now)


def refuse_in_time(round: Round, number: int, stamp: Stamp, calendar: Calendar, today: date) -> None:
    """Raises `CaseError` where the notice of the round of this number does not yet let the case, whose last round is `round`,
    count as given up: it is ended, the last day is not over, or something came within it.
    """
    if round.closed:
        raise CaseError("already_closed", "本卷宗已经办结；如须另作处理，请先撤销（jujian case reinstate）。")
    last = calendar.on_or_after(date.fromisoformat(stamp.deadline)).isoformat()
    if today.isoformat() <= last:
        raise CaseError("not_overdue", f"补正期限至 {last}，尚未届满，不能视为放弃。")
    if round.number > number and round.received_at <= last:
        raise CaseError("supplied_in_time", "申报人在期限内提交过补正材料，不属逾期未补正；请先审核本轮材料。")


def find_fraud(docket: Docket, act: FraudFinding, now: datetime) -> Recorded:
    """Record that a fraud has been verified, as people have found it. Raises as `serve`."""
    refuse_unentitled(docket.home, docket.organ, act.by, "supervise")
    if any(isinstance(each.act, FraudFinding) for each in closings(acts_of(docket))):
        raise CaseError("already_closed", "本卷宗已有查实记录；如须更改，请先撤销（jujian case reinstate）。")
    record = docket.record()
    known = {document.id for document in record.documents} | {file.path for file in record.files}
    if not known.issuperset(act.documents):
        raise CaseError("no_such_document", "所指材料不在本轮记录中；请写材料编号（如 d3）或文件路径。")
    _refuse_to_come(act.verified_on, now, "查实日期")
    return _ending(docket, act, docket.round.number, now)


def reinstate(docket: Docket, act: Reinstatement, now: datetime) -> Recorded:
    """Take the last ending back: the case stands as it would without it. Raises as `serve`."""
    refuse_unentitled(docket.home, docket.organ, act.by, "supervise")
    if not docket.round.closed:
        raise CaseError("not_closed", "本卷宗没有可撤销的视为放弃或查实记录。")
    return _ending(docket, act, docket.round.number, now)


def acts_of(docket: Docket) -> tuple[Recorded, ...]:
    """All acts on the case, in order."""
    return Acts(docket.home.ledger.engine).of(docket.round.case_id)


def record_act(docket: Docket, act: Act, number: int, now: datetime) -> Recorded:
    """Keep an act on the round of this number. Raises `OvertakenError`, `LedgerError`."""
    at = now.isoformat(timespec="seconds")
    return Acts(docket.home.ledger.engine).record(act, number, at, docket.round, acts_of(docket))


def _ending(docket: Docket, act: Act, number: int, now: datetime) -> Recorded:
    kept = record_act(docket, act, number, now)
    docket.reopened().put_standing()
    return kept


def _notice(docket: Docket) -> tuple[int, Stamp]:
    found = Acts(docket.home.ledger.engine).last_notice(docket.round.case_id)
    if found is None:
        raise CaseError("not_issued", "本卷宗尚未印发告知书。")
    return found


def _refuse_to_come(day: str, now: datetime, what: str) -> None:
    if day > now.date().isoformat():
        raise CaseError("day_to_come", f"{what}晚于今天，请核对。")
