"""Stamps: which of the seals on a page can be the organisation's own, and which leave that open."""

from collections.abc import Iterable
from typing import NamedTuple

from schemas.page import Mark
from schemas.terms.seals import is_note, person_on_seal

SIDE = 0.02
"""How near to the side of the page a seal ends that it cuts."""


class Stamps(NamedTuple):
    """The seals that can be the organisation's, and those of which nobody can say so from the page: a person's name seal, a
    square one that was not read, half a seal at the side of the page (骑缝章).
    """

    own: tuple[Mark, ...]
    doubtful: tuple[Mark, ...]


def stamps(marks: Iterable[Mark]) -> Stamps:
    """The seals among the marks; a stamp that speaks of the copy (与原件相符) is none."""
    seals = [mark for mark in marks if mark.kind == "seal" and not is_note(mark.text or "")]
    open_ = [mark for mark in seals if is_half(mark) or is_of_person(mark) or (mark.shape == "square" and not mark.text)]
    return Stamps(tuple(mark for mark in seals if mark not in open_), tuple(open_))


def is_half(mark: Mark) -> bool:
    """Whether the side of the page cuts the seal."""
    return mark.kind == "seal" and mark.cut and (mark.box[0] <= SIDE or mark.box[2] >= 1 - SIDE)


def is_of_person(mark: Mark) -> bool:
    """Whether it is a name's seal."""
    return mark.kind == "seal" and person_on_seal(mark.shape, mark.text) is not None
