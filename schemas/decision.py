"""A human act: what a person says of a check, of an item, of a hint or of a value. It outranks the machine."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from schemas.base import Value

Verb = Literal["confirm", "dismiss", "pass", "fail", "promote", "drop", "correct", "place", "withdraw"]


class Decision(Value):
    """As a person hands it in (CONTRACT.md §2): about a rule's `code` and `subject`, or about the value or page at `pointer`.

    ``pass`` and ``fail`` answer a question, ``confirm`` and ``dismiss`` are of an item, ``promote`` and ``drop`` of a hint,
    ``correct`` puts `value` in place of what the machine read, ``place`` puts a page where `value` says (see
    `validators.placements`). A `subject` of None means every subject of the code.
    The `value` of a promotion may name the severity of the item (``missing`` or ``nonconforming``), that of a confirmation
    the item's wording (``message``, ``remedy``). ``withdraw`` takes back the last of the same matter.
    """

    code: str | None = None
    subject: str | None = None
    pointer: str | None = None
    decision: Verb
    value: Any = None
    reason: str = ""
    by: str = Field(min_length=1)


class Taken(Decision):
    """As it is kept: of one subject, at a moment (ISO), with what the machine had said.

    `about` is the digest of the material that it is about; when that changes the decision lapses.
    """

    at: str
    about: str
    machine: Any = None


def standing(acts: Iterable[Taken]) -> tuple[Taken, ...]:
    """What has been decided and not taken back, in order."""
    kept: list[Taken] = []
    for act in acts:
        if act.decision != "withdraw":
            kept.append(act)
            continue
        matter = (act.code, act.subject, act.pointer)
        last = next((at for at in reversed(range(len(kept))) if _matter(kept[at]) == matter), None)
        if last is not None:
            del kept[last]
    return tuple(kept)


def _matter(act: Taken) -> tuple[str | None, str | None, str | None]:
    return (act.code, act.subject, act.pointer)
