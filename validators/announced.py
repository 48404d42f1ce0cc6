"""Announced requirements: what a missing or re-requested material will be held to when it arrives (Art. 7(2), 一次性告知).

Derived, not listed: an item's rule says what its cure supplies, every rule says what it reads; what reads something that is
supplied is announced, and so is what could not be judged only because that item's material was not there or not read.
"""

from collections.abc import Iterable, Sequence

from schemas.case import Case
from schemas.check import Check
from schemas.deficiencies import Announced, Item
from schemas.profile import Profile, Rule


def announceable(rule: Rule) -> bool:
    """Enabled, of the regulation and not of practice, and such that it can ask something of the applicant."""
    return rule.enabled and rule.basis_type != "practice" and rule.severity != "hint" and rule.notice != "never"


def announce(item: Item, profile: Profile, checks: Sequence[Check], case: Case) -> tuple[Announced, ...]:
    """The rules announced with one item, in the order of the catalogue."""
    codes = {item.code, *item.also}
    supplied = {name for code in codes for name in profile.rule(code).supplies} | _types_on(item, case)
    inapplicable = {check.code for check in checks if check.reason in _OF_OTHERS}
    waiting = _waiting(item, codes, checks)
    supplied |= {name for code in waiting for name in profile.rule(code).supplies}
    told = [rule for rule in profile.rules if announceable(rule) and rule.code not in codes]
    reading = [r for r in told if r.code in waiting or (r.code not in inapplicable and covers(supplied, r.reads))]
    return tuple(Announced(no=item.no, code=rule.code, text=rule.requirement) for rule in reading)


_OF_OTHERS = ("another condition", "freelance", "employed")
"""Reasons for which a rule can never apply to this applicant, whatever arrives."""


def covers(supplied: Iterable[str], reads: Iterable[str]) -> bool:
    """Whether something that is read is supplied: a form's part with the form, but not the form with a part."""
    return any(read == given or read.startswith(f"{given}.") for given in supplied for read in reads)


def _types_on(item: Item, case: Case) -> set[str]:
    """The types of the documents on a page or in a file that is asked for again because it could not be read."""
    if not item.code.startswith("FIL-"):
        return set()
    asked = {(place.file, place.page) for place in item.where}
    return {
        document.type
        for document in case.documents
        for page in document.pages
        if (page.file, page.page) in asked or (page.file, None) in asked
    }


def _waiting(item: Item, codes: set[str], checks: Sequence[Check]) -> set[str]:
    """The rules that were not judged because of what this item asks for, and those that wait for one of these in turn."""
    waiting = {check.code for check in checks if _waits(check, codes, item)}
    while more := {check.code for check in checks if _waits(check, waiting, item)} - waiting:
        waiting |= more
    return waiting


def _waits(check: Check, codes: set[str], item: Item) -> bool:
    """Whether a check was not judged because of what this item asks for."""
    if check.outcome == "not_applicable":
        return check.reason.startswith("absent:") and check.reason.removeprefix("absent:") in codes
    asked = {place.file for place in item.where} if item.code in UNREAD else set()
    return check.outcome == "undetermined" and bool(check.blocked_files) and bool(asked & set(check.blocked_files))


UNREAD = ("FIL-01", "FIL-02", "FIL-03")
"""The rules whose items ask again for what was not read."""
