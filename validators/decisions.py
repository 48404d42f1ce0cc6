"""Human decisions: what they may be about, when they lapse, and what becomes of checks and list under them.

A person outranks the machine; both say so in the record. A decision is attached to a rule, a subject and the bytes that
the check rests on: it is applied again for as long as those are the same, and lapses when they change.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from schemas.case import Case
from schemas.check import Check
from schemas.decision import Decision, Taken, Verb
from schemas.deficiencies import DeficiencyList, Flag, Item, ItemState
from schemas.files import FileRecord
from schemas.profile import Profile, Severity
from schemas.record import DecisionRecord
from validators.announced import announce
from validators.deficiencies import is_demand, list_deficiencies
from validators.status import SECRET, status_of

ANSWERS: tuple[Verb, ...] = ("pass", "fail")
ON_ITEMS: tuple[Verb, ...] = ("confirm", "dismiss")
ON_HINTS: tuple[Verb, ...] = ("promote", "drop")
WITH_REASON: tuple[Verb, ...] = ("dismiss", "promote", "drop")
NAMES: dict[Verb, str] = {
    "pass": "认定符合", "fail": "认定不符合", "confirm": "确认", "dismiss": "不予列入", "promote": "转为补正事项",
    "drop": "不采纳", "correct": "更正", "place": "页面归类", "withdraw": "撤回",
}  # fmt: skip
SEVERITIES: dict[str, Severity] = {
    "missing": "missing", "缺失": "missing", "nonconforming": "nonconforming", "不规范": "nonconforming",
}  # fmt: skip

LONGEST_WORDING = 400
"""Characters of an item's message or remedy."""


class Held(Protocol):
    """What a decision is about, the case or its record: the files with their hashes, and the round."""

    @property
    def files(self) -> tuple[FileRecord, ...]: ...

    @property
    def round(self) -> int: ...


class DecisionError(ValueError):
    """A decision that cannot be taken: which one, and why (Chinese)."""

    code = "bad_decision"


def take(
    wishes: Sequence[Decision], checks: Sequence[Check], case: Held, at: str, earlier: Sequence[Taken] = ()
) -> tuple[Taken, ...]:
    """Each wish as one decision for every check that it is about. `checks` are the machine's own.

    Answers come first: what they make fail may be confirmed by the same hand. Raises `DecisionError`.
    """
    taken: list[Taken] = []
    for number, wish in sorted(enumerate(wishes, 1), key=lambda pair: pair[1].decision not in ANSWERS):
        if wish.pointer is not None:
            continue
        _refuse_formally(number, wish)
        now = checks if wish.decision in ANSWERS else answered(checks, case, (*earlier, *taken))
        found = [check for check in now if _same_words(wish, check) and may(wish.decision, check, case.round)]
        if not found:
            raise DecisionError(f"第{number}条：{_why_not(wish, now)}")
        said = {(check.code, check.subject, check.related): check.outcome for check in checks}
        taken += [_taken(wish, check, case, at, said[check.code, check.subject, check.related]) for check in found]
    return tuple(each for at, each in enumerate(taken) if each not in taken[:at])


def may(verb: Verb, check: Check, round: int) -> bool:
    """Whether this can be said of this check. In later rounds a supervisor may promote what was told too late; to drop the
    mark of secrecy releases a dossier from quarantine.
    """
    if verb in ANSWERS:
        return check.outcome == "undetermined"
    if check.outcome != "fail":
        return False
    if verb in ON_ITEMS:
        return is_demand(check)
    if verb == "drop" and check.code == SECRET:
        return True
    return (check.severity == "hint" and check.notice == "confirm") or (verb == "promote" and round > 1 and is_demand(check))


def ruling(check: Check, taken: Sequence[Taken], case: Held, verbs: Iterable[Verb]) -> Taken | None:
    """The last decision of these kinds on this check that has not lapsed."""
    mine = [each for each in taken if each.code == check.code and each.decision in verbs]
    about = about_check(check, case) if mine else ""
    return next((each for each in reversed(mine) if each.about == about and _same_subject(each.subject, check.subject)), None)


def about_check(check: Check, case: Held) -> str:
    """The digest of what a check rests on: the bytes of the files and the pages it points at, else its own words."""
    bytes_of = {file.path: file.sha256 for file in case.files}
    pages = sorted({f"{bytes_of.get(place.file, place.file)} {place.page}" for place in check.evidence if place.file})
    return digest(check.code, *(pages or (check.reason, check.message, check.question)))


def digest(*parts: str) -> str:
    """One digest over several texts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def answered(checks: Sequence[Check], case: Held, taken: Sequence[Taken]) -> tuple[Check, ...]:
    """The checks with the answers that people gave to their questions."""
    return tuple(_answered(check, ruling(check, taken, case, ANSWERS)) if check.outcome == "undetermined" else check
                 for check in checks)  # fmt: skip


def _answered(check: Check, answer: Taken | None) -> Check:
    if answer is None:
        return check
    outcome = "pass" if answer.decision == "pass" else "fail"
    words = {} if outcome == "fail" else {"message": "", "remedy": ""}
    return check.model_copy(
        update={"outcome": outcome, "reason": f"decided by a person; {check.reason}", "question": "", "blocked_files": ()} | words
    )


def settle(case: Case, checks: Sequence[Check], taken: Sequence[Taken], profile: Profile) -> DeficiencyList:
    """The list of a round under the decisions; `checks` are `answered`.

    What is dismissed is left out before one cure is made one item, so that nothing is hidden behind it, and stands at the
    end as dismissed.
    """
    gone = {id(check): by for check in checks if (by := _dismissal(check, taken, case))}
    standing = [check for check in checks if id(check) not in gone]
    found = list_deficiencies(case, standing, profile)
    items = [_confirmed(item, standing, case, taken) for item in found.items]
    flags: list[Flag] = []
    promoted: list[Item] = []
    failed = [check for check in checks if check.outcome == "fail"]
    for flag in found.flags:
        check, by = _hint(flag, failed, taken, case)
        if check is not None and by is not None and by.decision == "promote":
            promoted.append(_item(len(items) + len(promoted) + 1, check, profile, by, "confirmed"))
        else:
            flags.append(_dropped(flag, by))
    items += promoted
    dismissed = [check for check in checks if id(check) in gone]
    out = [_item(len(items) + n, check, profile, gone[id(check)], "dismissed") for n, check in enumerate(dismissed, 1)]
    told = (*found.announced, *(text for item in promoted for text in announce(item, profile, checks, case)))
    return found.model_copy(
        update={
            "items": (*items, *out),
            "announced": told,
            "flags": tuple(flags),
            "status": status_of((*items, *out), found.referrals, flags),
        }
    )


def open_questions(deficiencies: DeficiencyList) -> tuple[str, ...]:
    """What must be decided before a notice may be issued: codes, each with its subject where it has one."""
    asked = [(one.code, one.subject) for one in deficiencies.referrals if one.blocked_by is None]
    hints = [(flag.code, flag.subject) for flag in deficiencies.flags if flag.undecided]
    return tuple(dict.fromkeys(f"{code}（{subject}）" if subject else code for code, subject in (*asked, *hints)))


def records(taken: Iterable[Taken]) -> tuple[DecisionRecord, ...]:
    """The decisions as the record shows them: both values, the machine's and the person's."""
    return tuple(
        DecisionRecord(
            pointer=each.pointer, code=each.code, subject=each.subject, machine=each.machine,
            human=each.value if each.decision == "correct" else each.decision, by=each.by, at=each.at, reason=each.reason,
        )
        for each in taken
    )  # fmt: skip


def in_force(taken: Sequence[Taken], checks: Sequence[Check], case: Held) -> tuple[Taken, ...]:
    """The decisions on checks that have not lapsed, in order; `checks` are the machine's own."""
    now = answered(checks, case, taken)
    held = [ruling(check, taken, case, verbs) for verbs in (ANSWERS, ON_ITEMS, ON_HINTS) for check in now]
    kept = {id(each) for each in held if each}
    return tuple(each for each in taken if id(each) in kept)


def _refuse_formally(number: int, wish: Decision) -> None:
    if not wish.code:
        raise DecisionError(f"第{number}条：须写明规则编号 code（更正读取结果的，写明 pointer）")
    if wish.decision == "withdraw":
        raise DecisionError(f"第{number}条：撤回不能与决定一并提交")
    if wish.decision == "confirm" and wish.value is not None and not _is_wording(wish.value):
        raise DecisionError(f"第{number}条：{wish.code} 的 value 应为措辞：message、remedy，各不超过 {LONGEST_WORDING} 字")
    if wish.decision in ("correct", "place"):
        raise DecisionError(f"第{number}条：{NAMES[wish.decision]}须写明 pointer")
    if wish.decision in WITH_REASON and not wish.reason.strip():
        raise DecisionError(f"第{number}条：{wish.code} {NAMES[wish.decision]}须写明理由 reason")
    if wish.decision == "promote" and wish.value is not None and wish.value not in SEVERITIES:
        raise DecisionError(f"第{number}条：{wish.code} 的 value 应为 missing（缺失）或 nonconforming（不规范）")


def _why_not(wish: Decision, checks: Sequence[Check]) -> str:
    name = f"{wish.code}（{wish.subject}）" if wish.subject else str(wish.code)
    found = [check for check in checks if _same_words(wish, check)]
    if wish.decision in ON_HINTS and any(check.outcome == "fail" and check.notice == "never" for check in found):
        return f"{name} 只供审核人员参考，不得{NAMES['promote']}"
    things = "待核定的问题" if wish.decision in ANSWERS else "补正事项" if wish.decision in ON_ITEMS else "待处理的疑点提示"
    return f"本轮没有 {name} 的{things}，无法{NAMES[wish.decision]}"


def _same_words(wish: Decision, check: Check) -> bool:
    return check.code == wish.code and (wish.subject is None or wish.subject == check.subject)


def _same_subject(one: str | None, other: str | None) -> bool:
    """Documents, files and pages are counted anew in every round: they are known by their bytes alone."""
    counted = re.compile(r"/(documents|files|pages)\b")
    return one == other or bool(one and other and counted.match(one) and counted.match(other))


def _taken(wish: Decision, check: Check, case: Held, at: str, machine: str) -> Taken:
    said = wish.model_dump() | {"subject": check.subject, "at": at, "about": about_check(check, case), "machine": machine}
    return Taken.model_validate(said)


def _dismissal(check: Check, taken: Sequence[Taken], case: Held) -> Taken | None:
    by = ruling(check, taken, case, ON_ITEMS) if check.outcome == "fail" and is_demand(check) else None
    return by if by and by.decision == "dismiss" else None


def _confirmed(item: Item, checks: Sequence[Check], case: Held, taken: Sequence[Taken]) -> Item:
    """With the person who confirmed it, or who answered the question with no."""
    for check in checks:
        if (check.code, check.subject, check.outcome) == (item.code, item.subject, "fail"):
            by = ruling(check, taken, case, (*ON_ITEMS, *ANSWERS))
            if by is not None:
                words = by.value if by.decision == "confirm" and _is_wording(by.value) else {}
                return item.model_copy(update={"state": "confirmed", **words, **_who(by)})
    return item


def _is_wording(value: object) -> bool:
    """Whether a person's words may stand in the item: what is wrong, and what to do; the rule and its basis stay."""
    return isinstance(value, dict) and all(
        name in ("message", "remedy") and isinstance(text, str) and len(text.strip()) > 0 and len(text) <= LONGEST_WORDING
        for name, text in value.items()
    )


def _hint(flag: Flag, failed: Sequence[Check], taken: Sequence[Taken], case: Held) -> tuple[Check | None, Taken | None]:
    """The check behind a flag that a person decides on, and what was said of it; of secret pages all must be dropped."""
    if not flag.promotable and flag.code != SECRET:
        return None, None
    if flag.code == SECRET:
        secret = [c for c in failed if (c.code, c.message) == (SECRET, flag.message)]
        said = [ruling(check, taken, case, ON_HINTS) for check in secret]
        return (secret[0], said[0]) if all(said) else (None, None)
    alike = [c for c in failed if (c.code, c.subject, c.message) == (flag.code, flag.subject, flag.message)]
    check = alike[0] if alike else None
    return check, ruling(check, taken, case, ON_HINTS) if check else None


def _dropped(flag: Flag, by: Taken | None) -> Flag:
    return flag.model_copy(update={"state": "dropped", **_who(by)}) if by else flag


def _item(no: int, check: Check, profile: Profile, by: Taken, state: ItemState) -> Item:
    severity = check.severity if check.severity != "hint" else SEVERITIES[str(by.value or "nonconforming")]
    item = Item(
        no=no, code=check.code, subject=check.subject, severity=severity, title=profile.rule(check.code).title,
        message=check.message, remedy=check.remedy, basis=check.basis, where=check.evidence, state=state,
    )  # fmt: skip
    return item.model_copy(update=_who(by))


def _who(by: Taken) -> dict[str, str]:
    return {"decided_by": by.by, "decided_at": by.at, "decision_reason": by.reason}
