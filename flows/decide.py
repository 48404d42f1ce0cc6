"""Decide: human decisions on a round before its notice is out. They are kept with what the round comes to under them."""

from collections.abc import Sequence
from datetime import datetime

from flows.docket import CaseError, Docket, as_seen
from flows.line import Made
from flows.rights import refuse_unentitled
from schemas.decision import Decision, Taken
from validators.corrections import take_corrections
from validators.decisions import take
from validators.placements import take_placement


def decide(docket: Docket, wishes: Sequence[Decision], now: datetime) -> Made:
    """Take the decisions, publish the round anew, and give what it comes to.

    Raises `CaseError`, `DecisionError`, `StoreError` and `LedgerError`.
    """
    if docket.round.issued:
        raise CaseError("issued", "本轮告知书已印发，不能再改；补正材料收到后在下一轮决定。")
    as_seen(docket)
    return decided(*taken_with(docket, wishes, now))


def taken_with(docket: Docket, wishes: Sequence[Decision], now: datetime) -> tuple[Docket, tuple[Taken, ...]]:
    """The wishes as decisions on this round, and the docket with its pages where they put them. Pages first, one after the
    other, then corrections: the checks are made on what stands then.
    """
    at = now.isoformat(timespec="seconds")
    placed: tuple[Taken, ...] = ()
    for number, wish in enumerate(wishes, 1):
        if wish.decision == "place":
            placed = (*placed, take_placement(number, wish, docket.case, at, (*docket.taken, *placed)))
            docket = docket.under((*docket.taken, *placed))
    corrections = take_corrections(wishes, docket.case, at)
    earlier = (*docket.taken, *placed, *corrections)
    found = docket.concluded(earlier)
    taken = take(wishes, found.machine, found.case, at, earlier)
    for each in taken:
        if each.decision == "promote" and each.code and docket.profile.rule(each.code).severity != "hint":
            refuse_unentitled(docket.home, docket.organ, each.by, "supervise")  # a finding that was told too late
    return docket, (*placed, *corrections, *taken)


def decided(docket: Docket, taken: tuple[Taken, ...]) -> Made:
    """Keep them, and publish what follows."""
    made = docket.made((*docket.taken, *taken))
    docket.home.ledger.decide(docket.settled(made), taken, docket.round)
    docket.put(made)
    return made


def decided_without(docket: Docket, gone: Sequence[Taken], withdrawals: Sequence[Taken]) -> Made:
    """Keep the withdrawals, and publish what follows without the decisions that are gone."""
    made = docket.made(tuple(each for each in docket.taken if each not in gone))
    docket.home.ledger.decide(docket.settled(made), withdrawals, docket.round)
    docket.put(made)
    return made
