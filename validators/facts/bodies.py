"""Whether an organisation that is named is the one that is meant: the employer, the reviewer, whoever must have acted."""

from collections.abc import Iterable
from typing import Literal

from schemas.terms.organisations import core, same, within
from schemas.terms.text import similar

Relation = Literal["same", "different", "unclear"]

ALIKE = 0.8
"""Likeness of two names, their legal form aside, from which a dropped or changed word is more likely than another body."""


def relation(name: str, meant: Iterable[str]) -> Relation:
    """`same` if it is one of those meant, or a part of one (人力资源部 of it); `different` only if it is like none of them."""
    found = [_one(name, other) for other in meant]
    if "same" in found:
        return "same"
    return "different" if found and set(found) == {"different"} else "unclear"


def _one(name: str, other: str) -> Relation:
    if within(name, other):
        return "same"
    said = same(name, other)
    return "unclear" if said == "different" and similar(core(name), core(other)) >= ALIKE else said
