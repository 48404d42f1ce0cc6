"""Conclude: a case is judged, people's decisions are applied, and what follows is compared with what was already told."""

from collections.abc import Collection, Sequence

from schemas.base import Value
from schemas.case import Case
from schemas.check import Check, Evidence
from schemas.decision import Taken
from schemas.deficiencies import DeficiencyList, Flag, Item
from schemas.profile import Profile
from schemas.recommenders import Exited
from schemas.traces import Shared
from validators.announced import UNREAD
from validators.corrections import corrected
from validators.decisions import ANSWERS, answered, ruling, settle
from validators.judge import judge
from validators.rounds import compare

TOLD_LATE = "DDL-05"


class Conclusion(Value):
    """What is known of a round: the case as people left it, what the machine found, what stands, and the list.

    `cured` are items of the notice before that are done, `late` findings that were there and were not told: they are for
    the supervisor and never for the applicant.
    """

    case: Case
    machine: tuple[Check, ...]
    checks: tuple[Check, ...]
    deficiencies: DeficiencyList
    cured: tuple[Item, ...] = ()
    late: tuple[Item, ...] = ()


def conclude(
    case: Case,
    profile: Profile,
    taken: Sequence[Taken],
    previous: DeficiencyList | None,
    known: Collection[str],
    exited: tuple[Exited, ...] = (),
    shared: tuple[Shared, ...] = (),
) -> Conclusion:
    """`previous` is the list of the notice before, `known` the SHA-256 of every file that was held then, `exited` the list of
    recommenders who had to leave, `shared` the pages that other cases of the organisation hold too.
    """
    case = corrected(case, taken, profile)
    fresh = {file.path for file in case.files if file.sha256 not in known} if previous else set()
    machine = judge(case, profile, case.received_at, previous, fresh, (), exited, shared)
    if replaced := _replaced(machine, taken, case):
        machine = judge(case, profile, case.received_at, previous, fresh, replaced, exited, shared)
    checks = answered(machine, case, taken)
    found = settle(case, checks, taken, profile)
    if previous is None:
        return Conclusion(case=case, machine=machine, checks=checks, deficiencies=found)
    overridden = {(c.code, c.subject) for c in checks if c.outcome == "fail" and ruling(c, taken, case, ("promote",))}
    compared = compare(previous, found, fresh, overridden)
    checks, told = _with_late(checks, compared.list, compared.late)
    return Conclusion(
        case=case, machine=machine, checks=checks, deficiencies=told, cured=compared.cured, late=compared.late
    )  # fmt: skip


def _replaced(checks: Sequence[Check], taken: Sequence[Taken], case: Case) -> set[str]:
    """The unread files of which a person says that they came again under another name: they hold nothing back any more."""
    asked = [check for check in checks if check.code in UNREAD and check.outcome == "undetermined"]
    said = [check for check in asked if (by := ruling(check, taken, case, ANSWERS)) and by.decision == "pass"]
    return {place.file for check in said for place in check.evidence if place.file}


def _with_late(
    checks: tuple[Check, ...], found: DeficiencyList, late: Sequence[Item]
) -> tuple[tuple[Check, ...], DeficiencyList]:
    """With the gate's own outcome, and its flag for each late finding."""
    gate = next((check for check in checks if check.code == TOLD_LATE), None)
    if gate is None or not late:
        return checks, found
    places = tuple(dict.fromkeys(place for item in late for place in item.where or (Evidence(pointer=item.subject),)))
    message = "、".join(dict.fromkeys(item.code for item in late)) + "：该问题首轮已存在而未告知，不得直接要求申报人补正"
    words = {"outcome": "fail", "reason": "told too late", "message": message, "evidence": places[:12]}
    failed = gate.model_copy(update=words)
    flag = Flag(code=gate.code, subject=gate.subject, message=message, where=places[:12], promotable=False)
    return tuple(failed if check is gate else check for check in checks), found.model_copy(update={"flags": (*found.flags, flag)})
