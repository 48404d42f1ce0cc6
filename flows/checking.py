"""复核: where the profile asks for it (``notice.second_check``), a second person looks at a notice before it is issued."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from flows.acts import acts_of, record_act
from flows.docket import CaseError, Docket, OpenError, as_seen
from flows.home import Home
from flows.rights import refuse_unentitled
from infra.ledger import Round
from schemas.acts import Check, Recorded
from schemas.decision import Taken
from schemas.terms.persons import same_name
from validators.decisions import open_questions

UNCHECKED = (
    "规则集要求印发前由他人复核：请由印发人和最后决定人以外的人核对后运行 jujian notice check；复核后又有改动的，须重新复核。"
)


def check(docket: Docket, by: str, now: datetime) -> Recorded:
    """Record that `by` has checked what the round would be issued with, all being decided.

    It is tied to the published files, byte by byte: whatever is decided afterwards, or comes out otherwise at a re-run, lapses
    it. Raises `CaseError`, `OpenError`, `LedgerError`.
    """
    refuse_unentitled(docket.home, docket.organ, by, "check")
    if docket.round.issued:
        raise CaseError("issued", "本轮告知书已印发，不再复核。")
    as_seen(docket)
    if asked := open_questions(docket.concluded(docket.taken).deficiencies):
        raise OpenError(asked)
    if not is_another(by, decided_last(docket.home, docket.round.case_id)):
        raise CaseError("own_check", "复核须由他人进行：最后作出决定的人不能复核。")
    return record_act(docket, Check(by=by, about=_about(docket.round)), docket.round.number, now)


def checked_by(docket: Docket) -> tuple[str, ...]:
    """Who has checked the round exactly as it is now published."""
    return tuple(each.act.by for each in checks_of(docket.round, acts_of(docket)) if stands(each, docket.round))


def checks_of(round: Round, acts: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The checks of this round, in order, those that have lapsed included."""
    return tuple(each for each in acts if each.round == round.number and isinstance(each.act, Check))


def stands(check: Recorded, round: Round) -> bool:
    """Whether the round is published exactly as it was checked."""
    return isinstance(check.act, Check) and check.act.about == _about(round)


def refuse_unchecked(docket: Docket, by: str | None, more: Sequence[Taken]) -> None:
    """Raises `CaseError` where the profile asks for a second person's check and what is to be issued by `by`, with `more`
    decided at once, has none by anybody but `by` and whoever decided last.
    """
    if not docket.profile.setting("notice.second_check"):
        return
    if not by:
        raise CaseError("no_name", "规则集要求他人复核后印发，请写明印发人（--by）。")
    decided = decided_last(docket.home, docket.round.case_id)
    if more or not any(is_another(each, by, decided) for each in checked_by(docket)):
        raise CaseError("unchecked", UNCHECKED)


def decided_last(home: Home, case_id: str) -> str | None:
    """Who made the last decision on the case."""
    acts = home.ledger.acts(case_id)
    return acts[-1].by if acts else None


def is_another(one: str, *others: str | None) -> bool:
    """Whether this is none of the others, however their names are written."""
    return not any(one.strip() == each.strip() or same_name(one, each) for each in others if each is not None)


def _about(round: Round) -> str:
    return hashlib.sha256(json.dumps(round.outputs, sort_keys=True).encode()).hexdigest()
