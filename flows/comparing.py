"""Comparing: the past cases of an output judged under two profiles, from what is kept of them. Nothing in the output changes."""

from collections.abc import Iterator
from typing import NamedTuple

from flows.again import processed
from flows.docket import CaseError, Docket, opened_docket
from flows.publish import RECORD, SUMMARY
from infra.settings import Settings
from infra.store import open_store
from schemas.check import Check, Outcome
from schemas.profile import Profile
from schemas.record import CaseRecord
from schemas.summary import Summary
from validators.profile import load_profile

READING = ("forms", "documents", "titles", "series")
"""What of a profile has a part in reading a dossier: where it differs, the stored readings are understood anew."""


class Turn(NamedTuple):
    """An outcome that comes out otherwise; None where there is no such check."""

    code: str
    before: Outcome | None
    after: Outcome | None


class CaseChange(NamedTuple):
    """A past case under both profiles, by its case id: no name, no key."""

    case_id: str
    round: int
    turns: tuple[Turn, ...]


def compared(out: str, settings: Settings, one: str, other: str) -> Iterator[CaseChange]:
    """The last round of every case of an output, with the outcomes that differ; a case in quarantine is left alone.

    `one` and `other` are ids or folders of profiles. Each case is judged as of its own day. Raises `CaseError`,
    `ProfileError`, `StoreError`, `LedgerError` and `WorkersError`.
    """
    profiles = {one: load_profile(one), other: load_profile(other)}
    for key in _keys(out, settings):
        with opened_docket(key, out, settings, one) as docket:
            if docket.kept.case is not None:
                before, after = (_checks(docket, rules, profiles) for rules in (one, other))
                yield CaseChange(docket.round.case_id, docket.round.number, _turns(before, after))


def _keys(out: str, settings: Settings) -> tuple[str, ...]:
    store = open_store(out, settings)
    if store.stat(SUMMARY) is None:
        raise CaseError("no_such_output", "输出位置没有处理结果；请核对 --out，或先运行 jujian run。")
    rows = Summary.model_validate_json(store.get(SUMMARY)).dossiers
    return tuple(row.key for row in rows if row.round is not None)


def _checks(docket: Docket, rules: str, profiles: dict[str, Profile]) -> tuple[Check, ...]:
    """The case's checks under one of the profiles, people's decisions included."""
    profile = profiles[rules]
    if any(_reads_alike(profile, each) for each in profiles.values() if each.sha256 == _judged_by(docket)):
        return docket._replace(profile=profile).concluded(docket.taken).checks
    models = docket.kept.matter.engine.models
    made = processed(docket.matter(docket.taken), docket._replace(rules=rules), models["reader"], models["second_voice"])
    return CaseRecord.model_validate_json(made.published[RECORD]).checks


def _judged_by(docket: Docket) -> str:
    """The hash of the profile by which the case as it is kept was assembled."""
    try:
        return docket.record().profile.sha256
    except CaseError:
        return ""


def _reads_alike(one: Profile, other: Profile) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in READING)


def _turns(before: tuple[Check, ...], after: tuple[Check, ...]) -> tuple[Turn, ...]:
    one, other = ({(c.code, c.subject, c.related): c.outcome for c in checks} for checks in (before, after))
    both = dict.fromkeys((*one, *other))
    return tuple(Turn(each[0], one.get(each), other.get(each)) for each in both if one.get(each) != other.get(each))
