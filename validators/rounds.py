"""Rounds: what may still be asked after a notice — what was told and is not cured, and what new material shows; no more.

Source: Art. 7(2), 一次性告知申报人需要补正的全部内容; SPEC §5.2. What stands wholly in material that was already there, and was
not told, is kept from the applicant: it goes to the supervisor as a late finding (漏告知).
"""

import re
from collections.abc import Collection, Iterable

from schemas.base import Value
from schemas.check import Evidence
from schemas.deficiencies import DeficiencyList, Item
from validators.status import status_of

NOT_CURED = "DDL-03"


class Comparison(Value):
    """The list of the new round, the items of the notice that are cured, and the findings that come too late to be asked."""

    list: DeficiencyList
    cured: tuple[Item, ...]
    late: tuple[Item, ...]


def compare(
    previous: DeficiencyList,
    current: DeficiencyList,
    fresh: Collection[str],
    overridden: Collection[tuple[str, str | None]] = (),
) -> Comparison:
    """`current` is what the rules find in all that is now held; `fresh` are the paths of the files that are new or changed,
    `overridden` the codes and subjects of late findings that a supervisor lets through all the same.

    An item of the notice keeps its number while it is not cured; what new material shows goes on counting.
    """
    told = [item for item in previous.items if item.state != "dismissed"]
    numbers: dict[int, int] = {}
    late: list[Item] = []
    set_aside: list[Item] = []
    open_ = [(item.code, item.subject, item.where) for item in current.items]
    asked = [(one.code, one.subject, one.where) for one in current.referrals]
    cured = [item for item in told if not any(same_matter(item, *one) for one in (*open_, *asked))]
    waited = _waited(previous, {item.no for item in cured}) if fresh else frozenset()
    following = max((item.no for item in previous.items), default=0) + 1
    for item in current.items:
        known = next((old for old in told if same_matter(old, item.code, item.subject, item.where)), None)
        if item.code == NOT_CURED:  # it only says of an item of the notice that it is open, and that item says so itself
            continue
        if item.state == "dismissed":
            set_aside.append(item)
        elif known is not None:
            numbers[item.no] = known.no
        elif (item.code, item.subject) in {*waited, *overridden} or _shown_by(item, previous, fresh):
            numbers[item.no], following = following, following + 1
        else:
            late.append(item)
    numbers |= {item.no: following + n for n, item in enumerate(set_aside)}
    return Comparison(list=_renumbered(current, numbers, {item.no for item in told}), cured=tuple(cured), late=tuple(late))


def same_matter(item: Item, code: str, subject: str | None, where: Iterable[Evidence]) -> bool:
    """Whether a finding is that of an item of the notice: its rule, and the same slot of the record or the same file.

    Documents, files and pages are counted anew in every round: they are known by their file.
    """
    if code not in (item.code, *item.also):
        return False
    if not re.match(r"/(documents|files|pages)\b", subject or ""):
        return subject == item.subject or (code in item.also and subject is None)
    files = {place.file for place in item.where if place.file}
    return bool(files & {place.file for place in where}) or (not files and subject == item.subject)


def _waited(previous: DeficiencyList, cured: Collection[int]) -> frozenset[tuple[str, str | None]]:
    """What could not be told in the notice because of files that it asked for again, and those have come: by code and subject."""
    return frozenset((one.code, one.subject) for one in previous.referrals if one.blocked_by in cured)


def _shown_by(item: Item, previous: DeficiencyList, fresh: Collection[str]) -> bool:
    """Whether new material shows it: it stands there, or it was announced and nothing older shows it."""
    files = {place.file for place in item.where if place.file}
    if files:
        return bool(files & set(fresh))
    return bool(fresh) and item.code in {one.code for one in previous.announced}


def _renumbered(current: DeficiencyList, numbers: dict[int, int], told: Collection[int]) -> DeficiencyList:
    """The list with the numbers of the notice; what comes too late, and what is announced with it, left out."""
    items = [
        item.model_copy(update={"no": numbers[item.no], "also": _also(item, numbers, told)})
        for item in current.items
        if item.no in numbers
    ]
    announced = [one.model_copy(update={"no": numbers[one.no]}) for one in current.announced if one.no in numbers]
    referrals = [one.model_copy(update={"blocked_by": numbers.get(one.blocked_by or 0)}) for one in current.referrals]
    kept = sorted(items, key=lambda item: item.no)
    return current.model_copy(
        update={
            "items": tuple(kept),
            "announced": tuple(sorted(announced, key=lambda one: one.no)),
            "referrals": tuple(referrals),
            "status": status_of(kept, referrals, current.flags),
        }
    )


def _also(item: Item, numbers: dict[int, int], told: Collection[int]) -> tuple[str, ...]:
    """With the mark of an item of the notice that is still open."""
    return tuple(dict.fromkeys((*item.also, NOT_CURED))) if numbers[item.no] in told else item.also
