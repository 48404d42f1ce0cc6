"""A judged case against what was planted in it: what was missed, what was demanded or asked without cause.

What the truth file leaves open is left open here: `alt` codes and subjects, what may be listed, what only a person can tell.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from schemas.case import Case
from schemas.check import Check
from schemas.deficiencies import DeficiencyList, Item

Planted = dict[str, Any]
Said = tuple[str, str | None]
"""A code and the subject that the truth file would name."""


class Judged(NamedTuple):
    """How a list stands against the truth. Each finding as its code and subject.

    `asked` are planted deficiencies that became a question, where the truth says that no more can be told; `awaited` those
    that wait for a file that could not be opened, or for a slot that is empty, and are announced with the item that asks for it.
    """

    planted: int
    found: int
    asked: tuple[Said, ...]
    awaited: tuple[Said, ...]
    missed: tuple[Said, ...]
    false_demands: tuple[Said, ...]
    undue_referrals: tuple[Said, ...]
    hints: int
    missed_hints: tuple[Said, ...]
    false_flags: tuple[Said, ...]
    announced: int
    not_announced: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether all that is due was said and nothing else."""
        return not (self.missed or self.false_demands or self.undue_referrals)


def judged(case: Case, checks: Sequence[Check], told: DeficiencyList, truth: dict[str, Any]) -> Judged:
    """`checks` are the machine's own, and `told` its list, before any person has decided."""
    wanted, optional, doubts = truth["deficiencies"], truth["optional"], truth["undetermined_ok"]
    items = [(item, _subject(item.subject, case)) for item in told.items]
    referrals = [(one.code, _subject(one.subject, case)) for one in told.referrals]
    open_ = [(one.code, _subject(one.subject, case)) for one in told.referrals if one.blocked_by is None]
    flags = [(flag.code, _subject(flag.subject, case)) for flag in told.flags]
    lacking = [one for one in wanted if not any(_lists(item, subject, one) for item, subject in items)]
    waiting = [(check.code, _subject(check.subject, case)) for check in checks if _waits(check, told)]
    awaited = [one for one in lacking if any(_is(said, one) for said in waiting)]
    asked = [one for one in lacking if one not in awaited and any(_is(said, one) for said in referrals) and _may_ask(one, doubts)]
    demanded = [
        (item.code, subject)
        for item, subject in items
        if not any(_lists(item, subject, one) for one in wanted) and not any(_is((item.code, subject), one) for one in optional)
    ]
    justified = [*doubts, *optional, *(one for one in wanted if one.get("referral_ok"))]
    enabled = {check.code for check in checks}
    due = [one for one in truth["hints"] if one["code"] in enabled]
    every = [*due, *optional, *doubts, *wanted]
    told_codes = {one.code for one in told.announced}
    return Judged(
        planted=len(wanted),
        found=len(wanted) - len(lacking),
        asked=_said(asked),
        awaited=_said(awaited),
        missed=_said(one for one in lacking if one not in asked and one not in awaited),
        false_demands=tuple(demanded),
        undue_referrals=tuple(said for said in open_ if not any(_is(said, one) for one in justified)),
        hints=len(due),
        missed_hints=_said(one for one in due if not any(_is(said, one) for said in (*flags, *referrals))),
        false_flags=tuple(said for said in flags if not any(_is(said, one) for one in every)),
        announced=len(truth["announced"]),
        not_announced=tuple(code for code in truth["announced"] if code not in told_codes),
    )


def _waits(check: Check, told: DeficiencyList) -> bool:
    """Whether it could not be judged before an item is cured, and its rule is announced with that item."""
    blocked = check.outcome == "undetermined" and bool(check.blocked_files)
    absent = check.outcome == "not_applicable" and check.reason.startswith("absent:")
    return (blocked or absent) and check.code in {one.code for one in told.announced}


def _lists(item: Item, subject: str | None, planted: Planted) -> bool:
    """Whether the item asks for this, by its own code or among those with the same cure."""
    return any(_is((code, subject), planted) for code in (item.code, *item.also))


def _is(said: Said, planted: Planted) -> bool:
    """Whether both are one: the code, and the subject as far as both name one."""
    code, subject = said
    if code not in (planted["code"], *planted.get("alt", ())):
        return False
    subjects = [planted.get("subject"), *planted.get("alt_subjects", ())]
    return subject is None or None in subjects or any(_within(subject, one) for one in subjects)


def _within(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _may_ask(planted: Planted, doubts: Sequence[Planted]) -> bool:
    return bool(planted.get("referral_ok")) or any(_is((planted["code"], planted.get("subject")), one) for one in doubts)


def _said(planted: Iterable[Planted]) -> tuple[Said, ...]:
    return tuple((one["code"], one.get("subject")) for one in planted)


def _subject(pointer: str | None, case: Case) -> str | None:
    """As the truth names it: a file and its pages by the path, the evidence of an achievement by that achievement."""
    match = re.match(r"/(files|pages|documents)(?:/(\d+))?", pointer or "")
    if not match:
        return pointer
    if not match[2]:
        return None
    number = int(match[2])
    if match[1] == "files":
        return _path(case.files[number].path, case)
    if match[1] == "pages":
        return _path(case.pages[number].ref.file, case)
    id = case.documents[number].id
    shown = next((n for n, row in enumerate(case.application.achievements) if id in row.documents), None)
    return None if shown is None else f"/application/achievements/{shown}"


def _path(file: str, case: Case) -> str:
    """The path within the dossier, without the archive that the dossier came as."""
    archive, apart, inner = file.partition("!/")
    return inner if apart and archive.partition(".")[0] == case.dossier_key else file
