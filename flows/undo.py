"""Undo: the last thing decided on a round is taken back. The act and its withdrawal both stay on record."""

from datetime import datetime

from flows.decide import decided_without
from flows.docket import CaseError, Docket, as_seen
from flows.line import Made
from schemas.decision import Taken


def undo(docket: Docket, by: str, now: datetime) -> Made:
    """Take the last act of this round back, whoever did it, and publish the round anew. Raises as `decide`."""
    if docket.round.issued:
        raise CaseError("issued", "本轮告知书已印发，不能再改；补正材料收到后在下一轮决定。")
    as_seen(docket)
    before = len(docket.home.ledger.decisions(docket.round.case_id, docket.round.number - 1))
    mine = docket.taken[before:]
    if not mine:
        raise CaseError("nothing_to_undo", "本轮没有可撤销的决定。")
    last = mine[-1]
    gone = [each for each in mine if (each.at, each.code, each.pointer) == (last.at, last.code, last.pointer)]
    return decided_without(docket, gone, [_withdrawal(each, by, now) for each in reversed(gone)])


def _withdrawal(act: Taken, by: str, now: datetime) -> Taken:
    said = {"decision": "withdraw", "by": by, "at": now.isoformat(timespec="seconds"), "machine": act.decision, "reason": ""}
    return act.model_copy(update=said)
