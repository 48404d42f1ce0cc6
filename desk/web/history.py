"""The panel of what happened: decisions with person, time and reason, and the events of the audit trail."""

from datetime import datetime
from typing import NamedTuple

from desk.act_words import in_words, taken_back
from desk.web.acts_view import names_of
from desk.web.placed import page_name, said_of_page
from desk.web.room import Folder
from desk.web.seats import Seat
from desk.web.words import ACTS, FIELDS
from infra.ledger_acts import EVENTS
from schemas.acts import Recorded
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


def history(folder: Folder, seat: Seat) -> list[Act]:
    """The newest first. The trail's own entries of decisions and acts are left out: these say more. That something was told
    too late is the supervisor's to know.
    """
    room = seat.room
    left_out = {"decided", *EVENTS.values()} | (set() if seat.may("supervise") else {"told_late"})
    names = {account.id: account.name for account in room.accounts.all()}
    acts = [_decision(each, folder.record) for each in room.home.ledger.acts(folder.entry.case_id)]
    acts += _acts(folder)
    for entry in room.home.ledger.trail_of(folder.entry.case_id):
        if entry.event not in left_out:
            what = ACTS.get(entry.event, entry.event)
            acts.append(Act(entry.at, names.get(str(entry.detail.get("account")), ""), what, _round(entry.detail), ""))
    return sorted((act._replace(at=_local(act.at)) for act in acts), key=lambda act: act.at, reverse=True)


def _local(at: str) -> str:
    """The trail tells the time of Greenwich, a decision that of its clerk: both as the clock here shows it."""
    return datetime.fromisoformat(at).astimezone().isoformat(timespec="seconds")


def _acts(folder: Folder) -> list[Act]:
    gone, names = taken_back(folder.acts), names_of(folder.record)

    def told(each: Recorded) -> Act:
        name, _, words = in_words(each, names).partition("：")
        return Act(each.at, each.act.by, f"{name}{'（已撤销）' if each in gone else ''}", f"第 {each.round} 轮", words)

    return [told(each) for each in folder.acts]


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
