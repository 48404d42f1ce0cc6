"""What is different between two profiles: rules added, removed, switched, reworded, and numbers changed."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from schemas.profile import Profile, Rule

Kind = Literal["added", "removed", "switched", "law", "wording", "setting"]

WORDING = ("title", "message", "remedy", "requirement", "question", "note", "logic", "enabled_why")
LAW = tuple(name for name in Rule.model_fields if name not in ("code", "enabled", *WORDING))
"""What of a rule decides its outcome or what may be done with it: basis, severity, check, parameters, days."""


class RuleChange(NamedTuple):
    """One difference: of a rule by its code, or of a setting by its key; `what` names the parts that differ."""

    kind: Kind
    code: str
    what: tuple[str, ...] = ()


def rule_changes(one: Profile, other: Profile) -> tuple[RuleChange, ...]:
    """From `one` to `other`, in the order of the catalogues. Both as they are in force on a day."""
    return (*_of_rules(one, other), *_of_settings(one, other))


def _of_rules(one: Profile, other: Profile) -> Iterator[RuleChange]:
    before, after = ({rule.code: rule for rule in profile.rules} for profile in (one, other))
    for code in dict.fromkeys((*before, *after)):
        if code not in after:
            yield RuleChange("removed", code)
        elif code not in before:
            yield RuleChange("added", code)
        else:
            yield from _of_rule(before[code], after[code])


def _of_rule(one: Rule, other: Rule) -> Iterator[RuleChange]:
    if one.enabled != other.enabled:
        yield RuleChange("switched", one.code, ("on" if other.enabled else "off",))
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (("law", LAW), ("wording", WORDING))
    for kind, names in kinds:
        unlike = tuple(name for name in names if getattr(one, name) != getattr(other, name))
        if unlike:
            yield RuleChange(kind, one.code, unlike)


def _of_settings(one: Profile, other: Profile) -> Iterator[RuleChange]:
    for key in dict.fromkeys((*one.settings, *other.settings)):
        before, after = one.settings.get(key), other.settings.get(key)
        if before != after:
            yield RuleChange("setting", key, (_said(before), _said(after)))
    for name in ("catalogues", "calendar", "titles", "forms", "documents"):
        if getattr(one, name) != getattr(other, name):
            yield RuleChange("setting", name)


def _said(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
