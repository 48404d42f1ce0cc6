"""When a rule applies at all: the path of the applicant, and the item of eligibility applied under."""

import re
from collections.abc import Callable, Collection

from validators.context import Context

_WHEN: dict[str, Callable[[Context], str]] = {
    "": lambda _: "",
    "applicant.path=employed": lambda c: "freelance" if c.case.freelance else "",
    "applicant.path=freelance": lambda c: "" if c.case.freelance else "employed",
    "dossier.has_toc": lambda c: "" if c.case.toc else "no list of materials",
}
_CONDITION = re.compile(r"condition(?:=(\d+)| in \[(\d+(?:,\d+)*)\])")


def evaluable(when: str, items: Collection[int]) -> bool:
    """Whether a rule's ``applies_when`` can be evaluated in a profile with these items: ``condition=1``,
    ``condition in [1,2]``, or one of the path and of the list of materials.
    """
    named = _items(when)
    return named <= set(items) if named else when in _WHEN


def inapplicable(when: str, c: Context) -> str:
    """Why a rule with this ``applies_when`` does not apply; an empty string where it does."""
    named = _items(when)
    if not named:
        return _WHEN[when](c)
    if not c.conditions:
        return "absent:APP-07"
    return "" if named & set(c.conditions) else "another condition"


def _items(when: str) -> set[int]:
    match = _CONDITION.fullmatch(when)
    return {int(number) for number in (match[1] or match[2]).split(",")} if match else set()
