"""When a rule applies at all: the path of the applicant, and the item of Article 3 applied under."""

from collections.abc import Callable

from validators.context import Context


def _stated(c: Context) -> str:
    return "" if c.conditions else "absent:APP-07"


def _condition(*items: int) -> Callable[[Context], str]:
    def reason(c: Context) -> str:
        return _stated(c) or ("" if set(items) & set(c.conditions) else "another condition")

    return reason


WHEN: dict[str, Callable[[Context], str]] = {
    "": lambda _: "",
    "applicant.path=employed": lambda c: "freelance" if c.case.freelance else "",
    "applicant.path=freelance": lambda c: "" if c.case.freelance else "employed",
    "dossier.has_toc": lambda c: "" if c.case.toc else "no list of materials",
    "condition=1": _condition(1),
    "condition=2": _condition(2),
    "condition=3": _condition(3),
    "condition=4": _condition(4),
    "condition in [1,2,3]": _condition(1, 2, 3),
}
"""What a rule's ``applies_when`` may say -> why it does not apply (an empty string where it does)."""
