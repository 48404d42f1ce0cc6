"""The one-shot deficiency list: what fails becomes an item, what cannot be told a question, what is only odd a flag.

Nothing is lost on the way: every failed check is an item, stands in the `also` of one, or is a flag; every undetermined
check is a referral. One cure is one item.
"""

from collections.abc import Iterable, Sequence

from schemas.case import Case
from schemas.check import Check, Evidence
from schemas.deficiencies import DeficiencyList, Flag, Item, Referral
from schemas.profile import Profile, Rule
from validators.announced import UNREAD, announce
from validators.rounds import NOT_CURED
from validators.status import SECRET, status_of


def list_deficiencies(case: Case, checks: Sequence[Check], profile: Profile) -> DeficiencyList:
    """The list of one round, before any person has decided. Items are numbered from 1 in the order of the catalogue."""
    failed = [check for check in checks if check.outcome == "fail"]
    items = _items([check for check in failed if is_demand(check)], profile)
    referrals = tuple(_referral(check, items) for check in checks if check.outcome == "undetermined")
    flags = _flags([check for check in failed if not is_demand(check)])
    return DeficiencyList(
        case_id=case.case_id,
        dossier_key=case.dossier_key,
        round=case.round,
        status=status_of(items, referrals, flags),
        items=items,
        announced=tuple(told for item in items for told in announce(item, profile, checks, case)),
        referrals=referrals,
        flags=flags,
    )


def is_demand(check: Check) -> bool:
    """Whether a failed check may be asked of the applicant as it stands: no hint, and nothing barred from notices."""
    return check.severity != "hint" and check.notice != "never"


def _items(failed: Sequence[Check], profile: Profile) -> tuple[Item, ...]:
    """One item for each cure, numbered."""
    groups = _one_file(_one_cure(failed, profile))
    return tuple(_item(no, group, profile.rule(group[0].code)) for no, group in enumerate(groups, 1))


def _one_cure(failed: Sequence[Check], profile: Profile) -> list[list[Check]]:
    """Each failed check with those that its remedy mends as well; the first of a group names it."""
    cured = _cured(failed, profile)
    has_cure = set().union(*cured)
    groups: list[list[int]] = []
    taken: set[int] = set()
    for index in range(len(failed)):
        if index in taken or index in has_cure:
            continue
        reached = cured[index].union(*(cured[third] for third in cured[index]))
        mended = sorted(reached - taken - {index})
        taken.update((index, *mended))
        groups.append([index, *mended])
    groups += [[index] for index in range(len(failed)) if index not in taken]
    return [[failed[index] for index in group] for group in sorted(groups)]


def _cured(failed: Sequence[Check], profile: Profile) -> list[set[int]]:
    """For each failed check the places of the others that its cure cures directly.

    Many checks are of few rules (a mail with hundreds of empty attachments): only rules that cure one another are compared.
    """
    of_code: dict[str, list[int]] = {}
    for index, check in enumerate(failed):
        of_code.setdefault(check.code, []).append(index)
    curable = {code: {*profile.rule(code).cures, NOT_CURED} & of_code.keys() for code in of_code}
    return [
        {n for code in curable[check.code] for n in of_code[code] if n != index and _cures(check, failed[n], profile)}
        for index, check in enumerate(failed)
    ]


def _cures(check: Check, other: Check, profile: Profile) -> bool:
    """Whether the rule of one says so, and both are about the same thing; what says that it is still open is cured with it."""
    if other.code == NOT_CURED:
        return other.reason.endswith(check.code) and other.related == check.subject
    if other.code not in profile.rule(check.code).cures:
        return False
    if other.related is not None and other.related != check.related:
        return other.related == check.subject
    return other.subject is None or check.subject is None or other.subject == check.subject


def _one_file(groups: list[list[Check]]) -> list[list[Check]]:
    """Several illegible pages of one file are asked for together."""
    kept: list[list[Check]] = []
    for group in groups:
        file = group[0].evidence[0].file if group[0].code == "FIL-03" and group[0].evidence else None
        same = next((k for k in kept if file and k[0].code == "FIL-03" and k[0].evidence[0].file == file), None)
        if same is None:
            kept.append(group)
        else:
            same.extend(group)
    return kept


def _item(no: int, group: Sequence[Check], rule: Rule) -> Item:
    first = group[0]
    pages = [str(place.page) for check in group if check.code == first.code for place in check.evidence[:1] if place.page]
    message = first.message
    if first.code == "FIL-03" and len(pages) > 1:
        message = message.replace(f"第{pages[0]}页", f"第{'、'.join(pages)}页", 1)
    return Item(
        no=no,
        code=first.code,
        also=tuple(dict.fromkeys(check.code for check in group[1:] if check.code != first.code)),
        subject=first.subject,
        severity=first.severity,
        title=rule.title,
        message=message,
        remedy=first.remedy,
        basis=first.basis,
        where=_places(group),
    )


def _places(group: Iterable[Check]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(place for check in group for place in check.evidence))


def _referral(check: Check, items: Sequence[Item]) -> Referral:
    """The question; with the number of the item whose cure will answer it, where that item asks for all that was not read."""
    asked = {place.file: item.no for item in reversed(items) if item.code in UNREAD for place in item.where}
    covered = bool(check.blocked_files) and all(file in asked for file in check.blocked_files)
    numbers = [asked[file] for file in check.blocked_files if file in asked]
    return Referral(
        code=check.code,
        subject=check.subject,
        question=check.question or check.message,
        where=check.evidence,
        blocked_by=min(numbers) if covered else None,
    )


def _flags(failed: Iterable[Check]) -> tuple[Flag, ...]:
    """One flag a code, subject and document: the pages of one document are not shown one by one."""
    flags: dict[tuple[str, str], Flag] = {}
    for check in failed:
        flag = Flag(
            code=check.code,
            subject=check.subject,
            message=check.message,
            where=check.evidence,
            promotable=check.notice == "confirm",
        )
        same = f"{check.message}" if check.code == SECRET else f"{check.subject}|{check.related}"
        flags.setdefault((check.code, same), flag)
    return tuple(flags.values())
