"""The panel of what happened: decisions with person, time and reason, and the events of the audit trail."""

from typing import NamedTuple

from desk.web.placed import page_name, said_of_page
from desk.web.room import Folder, Room
from desk.web.words import ACTS, FIELDS
from schemas.decision import Taken
from schemas.record import CaseRecord
from validators.decisions import NAMES


class Act(NamedTuple):
    """One thing that happened."""

    at: str
    who: str
    what: str
    about: str
    reason: str


def history(folder: Folder, room: Room) -> list[Act]:
    """The newest first. The trail's own entries of decisions are left out: the decisions say more."""
    names = {account.id: account.name for account in room.accounts.all()}
    acts = [_decision(each, folder.record) for each in room.home.ledger.acts(folder.entry.case_id)]
    for entry in room.home.ledger.trail_of(folder.entry.case_id):
        if entry.event != "decided":
            what = ACTS.get(entry.event, entry.event)
            acts.append(Act(entry.at, names.get(str(entry.detail.get("account")), ""), what, _round(entry.detail), ""))
    return sorted(acts, key=lambda act: act.at, reverse=True)


def _decision(act: Taken, record: CaseRecord) -> Act:
    name = NAMES[act.decision]
    if act.decision == "withdraw":
        name = f"撤回“{NAMES.get(act.machine, act.machine)}”"
    of_page = (act.machine if act.decision == "withdraw" else act.decision) == "place"
    about = FIELDS.get(act.pointer or "", act.pointer or "") if act.pointer else act.code or ""
    about = page_name(act.pointer, record) if of_page else about
    value = f"：{act.value}" if act.decision == "correct" else f"：{said_of_page(act.value, record)}" if of_page else ""
    return Act(act.at, act.by, f"{name}{value}", about, act.reason)


def _round(detail: dict[str, object]) -> str:
    return f"第 {detail['round']} 轮" if "round" in detail else ""
