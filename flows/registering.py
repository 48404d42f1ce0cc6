"""Bring the desk's register up to date: the cases that changed, as their published records now say."""

import re
from datetime import date

from flows.home import Home
from flows.publish import LIST, RECORD, folder
from infra.ledger import Round
from infra.register import Entry, Register, Stage
from infra.store import NotStoredError, Store
from schemas.deficiencies import DeficiencyList
from schemas.profile import Profile
from schemas.record import CaseRecord
from validators.calendar import Calendar

AT_ONCE = 200
"""Cases between two writes."""


def bring_up_to_date(register: Register, home: Home, out: Store, profile: Profile) -> int:
    """How many cases were written anew. The profile's organisation is that of a case that has no record yet."""
    changed, seq = register.changed()
    keys = list(changed.items())
    for at in range(0, len(keys), AT_ONCE):
        last = seq if at + AT_ONCE >= len(keys) else 0
        register.put([entry_of(case_id, key, home, out, profile) for case_id, key in keys[at : at + AT_ONCE]], last)
    return len(keys)


def entry_of(case_id: str, key: str, home: Home, out: Store, profile: Profile) -> Entry:
    """The case as the queue shows it; one without a record is new."""
    organ = profile.organ.get("id", "")
    round = home.ledger.last_round(case_id)
    if round is None or round.row is None:
        return Entry(case_id=case_id, organ=organ, key=key, stage="new", received_on=round.received_at if round else "")
    here = folder(key, round.number)
    try:
        record = CaseRecord.model_validate_json(out.get(f"{here}/{RECORD}"))
        told = DeficiencyList.model_validate_json(out.get(f"{here}/{LIST}"))
    except (NotStoredError, ValueError):
        return Entry(case_id=case_id, organ=organ, key=key, stage="new", received_on=round.received_at)
    return _entry(round, record, told, Calendar.of(profile.calendar))


def stage_of(status: str, round: Round, open_: int) -> Stage:
    """Where the case stands on its way, apart from the date. What a person has ended is closed, whatever came later."""
    if round.closed:
        return "closed"
    if status == "quarantined":
        return "quarantined"
    if round.issued:
        return "noticed"
    if open_:
        return "review"
    return "complete" if status == "complete" else "ready"


def field_of(pointer: str) -> str:
    """The field that a value is of, whichever expert's or achievement's: ``/recommendation/experts/*/title``."""
    return re.sub(r"/\d+(?=/|$)", "/*", pointer)


def _entry(round: Round, record: CaseRecord, told: DeficiencyList, calendar: Calendar) -> Entry:
    last = calendar.on_or_after(date.fromisoformat(told.deadline)).isoformat() if told.deadline else None
    questions = sum(each.blocked_by is None for each in told.referrals)
    hints = sum(each.undecided for each in told.flags)
    answered = sum(each.human in ("pass", "fail") for each in record.decisions if each.code)
    return Entry(
        case_id=record.case_id, organ=record.organ.id, key=record.dossier_key,
        stage=stage_of(told.status, round, questions + hints), round=round.number,
        name=record.applicant.name or "", id_number=record.applicant.id_number or "",
        employer=record.applicant.employer or "", notice_number=told.notice_number or "",
        received_on=record.received_at, issued_at=told.issued_at, deadline=told.deadline, last_day=last, pages=len(record.pages),
        items=sum(item.state != "dismissed" for item in told.items), questions=questions, hints=hints,
        codes=" ".join(item.code for item in told.items if item.state != "dismissed"),
        corrected=" ".join(field_of(each.pointer) for each in record.decisions if each.pointer),
        outcomes=len(record.checks), asked=sum(check.outcome == "undetermined" for check in record.checks) + answered,
        clerk=max(record.decisions, key=lambda each: each.at).by if record.decisions else "",
    )  # fmt: skip
