"""Issue: the one notice of a round goes out — numbered, dated, frozen. Only when nothing is left open (Art. 7(2))."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from flows.checking import refuse_unchecked
from flows.decide import decided, taken_with
from flows.docket import CaseError, Docket, OpenError, as_seen
from flows.publish import folder
from infra.store import NotStoredError
from schemas.decision import Decision
from schemas.notice import Stamp
from schemas.profile import Profile
from validators.calendar import Calendar
from validators.decisions import open_questions


class Wish(NamedTuple):
    """What is asked for: the decisions to apply, the last day (ISO) and the number, where they are said; who issues."""

    decisions: tuple[Decision, ...] = ()
    deadline: str | None = None
    number: str | None = None
    by: str | None = None


class Issued(NamedTuple):
    """The notice that is out; no stamp where nothing was to be supplied. `before`: it had been issued already."""

    stamp: Stamp | None
    items: int
    before: bool = False


def issue(docket: Docket, wish: Wish, now: datetime) -> Issued:
    """Apply the decisions and issue the notice; a notice that is out already is given again, whatever is wished.

    Where all is passed or dismissed there is no notice: the round is ``complete``, and the decisions are kept.
    Raises `OpenError`, `CaseError`, `DecisionError`, `StoreError`, `LedgerError`.
    """
    if docket.round.issued:
        return _again(docket)
    as_seen(docket)
    docket, taken = taken_with(docket, wish.decisions, now)
    found = docket.concluded((*docket.taken, *taken)).deficiencies
    if asked := open_questions(found):
        raise OpenError(asked)
    if found.status == "complete":
        decided(docket, taken)
        return Issued(None, 0)
    refuse_unchecked(docket, wish.by, taken)
    stamp = Stamp(
        number=wish.number or next_number(docket.profile, docket.home.ledger.notice_numbers(), now.year),
        deadline=_deadline(wish.deadline, docket, now.date()),
        issued_at=now.isoformat(timespec="seconds"),
    )
    made = docket.made((*docket.taken, *taken), stamp)
    docket.home.ledger.issue(docket.settled(made), stamp, taken, _frozen(docket), docket.round)
    docket.put(made)
    return Issued(stamp, sum(item.state != "dismissed" for item in found.items))


def next_number(profile: Profile, taken: Iterable[str], year: int) -> str:
    """The organ's short name, the year, and the next number of that series: ××评〔2026〕015号."""
    series = f"{profile.organ.get('short') or ''}〔{year}〕"
    used = [int(m[1]) for number in taken if (m := re.fullmatch(re.escape(series) + r"0*(\d+)号", number))]
    return f"{series}{max(used, default=0) + 1:03d}号"


def _deadline(said: str | None, docket: Docket, today: date) -> str:
    """The day that was said, else the profile's working days from today. The regulation names no number of days."""
    days = docket.profile.setting("notice.days")
    if said is None and days is None:
        raise CaseError("no_deadline", "规定未明确补正期限，规则集也未设定 notice.days；请用 --deadline 年-月-日 写明截止日期。")
    if said is None:
        return Calendar.of(docket.profile.calendar).after(today, int(days)).isoformat()
    if said < docket.case.submitted_on[:10]:
        raise CaseError("deadline_too_early", "截止日期早于材料提交日期，请核对 --deadline。")
    return said


def _frozen(docket: Docket) -> dict[str, str]:
    """What the notice rests on, for the audit trail: the rules, the files and the readers."""
    files = sorted(file.sha256 for file in docket.case.files)
    engine = docket.kept.matter.engine.model_dump(mode="json")
    return {"profile": docket.profile.sha256, "files": _digest(files), "engine": _digest(engine)}


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _again(docket: Docket) -> Issued:
    """The notice that is out; what of it is lost or altered in the output is written again as it was."""
    stamp = docket.home.ledger.stamp(docket.round.case_id, docket.round.number)
    here = folder(docket.key, docket.round.number)
    for name, sha256 in (docket.round.outputs or {}).items():
        try:
            whole = hashlib.sha256(docket.out.get(f"{here}/{name}")).hexdigest() == sha256
        except NotStoredError:
            whole = False
        if not whole:
            _restore(docket, stamp)
            break
    row = docket.round.row or {}
    return Issued(stamp, int(row.get("items", 0)), before=True)


def _restore(docket: Docket, stamp: Stamp | None) -> None:
    made = docket.made(docket.taken, stamp)
    if docket.settled(made).outputs != docket.round.outputs:
        raise CaseError("altered_output", "已印发的文件被改动，而规则集已变，无法原样恢复；请用印发时的规则集（--profile）。")
    docket.put(made)
