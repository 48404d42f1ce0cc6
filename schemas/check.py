"""A check: what one rule says of one subject."""

from typing import Literal

from schemas.base import Value
from schemas.geometry import Box
from schemas.profile import NoticeMode, Severity

Outcome = Literal["pass", "fail", "not_applicable", "undetermined"]


class Evidence(Value):
    """Where to look: a place in the file as displayed, and the value in the record that it is about."""

    file: str | None = None
    page: int | None = None
    box: Box | None = None
    pointer: str | None = None


class Check(Value):
    """The outcome of one rule for one subject.

    `subject` is a JSON Pointer into the record (``None``: the dossier); of a pair it names the later, `related` the other.
    `reason` says in one line why this outcome (``absent:DOC-01`` where the document is wholly absent). `message` and
    `remedy` are the official wording, filled in; `question` is what a person must answer where it is undetermined.
    `blocked_files` are the files (paths) whose unread pages are the only cause of an undetermined outcome.
    """

    code: str
    subject: str | None = None
    related: str | None = None
    outcome: Outcome
    reason: str = ""
    severity: Severity
    notice: NoticeMode
    basis: tuple[str, ...]
    message: str = ""
    remedy: str = ""
    question: str = ""
    evidence: tuple[Evidence, ...] = ()
    blocked_files: tuple[str, ...] = ()
