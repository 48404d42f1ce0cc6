"""Refile: a round's case assembled anew with its pages where people have put them, from what is kept of the round.

No file is opened and no page read. What takes time is loading the tagger of names: a desk keeps a child that has done so.
"""

import logging
from functools import cache

from flows import line
from flows.kept import Kept, grounds_at, ungrounded
from flows.line import Matter
from flows.readings import Reading, Shelf, unpack
from infra.settings import Settings
from infra.store import NotStoredError, Store
from infra.workers import Failure, Pool
from schemas.case import Case
from schemas.decision import Taken
from schemas.page import Sheet
from schemas.profile import Profile
from validators.placements import placements_in_force
from validators.profile import load_profile

log = logging.getLogger("jujian.refile")

STEPS = "flows.refile:"


class NotKeptError(Exception):
    """What the case was made from is not there (any more), or cannot be put together again."""


def refiled(kept: Kept, taken: tuple[Taken, ...], store: Store, settings: Settings, rules: str, pool: Pool | None) -> Kept:
    """The round as it is kept, with the case that it is under these decisions. Raises `NotKeptError`, `StoreError`."""
    if kept.case is None or (wanted := placements_in_force(taken, kept.case.files)) == kept.placed:
        return kept
    matter = kept.matter.model_copy(update={"decisions": wanted})
    try:
        packed = store.get(grounds_at(matter.case_id, matter.round))
        readings = _readings(packed, store, matter.engine.models["reader"])
    except NotStoredError:
        raise NotKeptError from None
    said = (
        pool.run(STEPS + "assembled", matter, packed, readings, rules, seconds=settings.dossier_seconds)
        if pool
        else assembled(matter, packed, readings, rules)
    )
    if isinstance(said, Failure):
        log.error("case %s: it was not put together again (%s %s)", matter.case_id, said.code, said.detail)
        raise NotKeptError
    return Kept(matter=kept.matter, case=Case.model_validate_json(said), placed=wanted)


def assembled(matter: Matter, packed: bytes, readings: tuple[Reading, ...], rules: str) -> bytes:
    """`Case` as JSON. Done in a child or here."""
    grounds = ungrounded(packed)
    pages = {page.key: page for page in (*grounds.unread, *(unpack(each).page for each in readings))}
    sheets = [Sheet(ref=ref, page=pages[key]) for ref, key in grounds.pages]
    case = line.assembled(matter, grounds.files, sheets, grounds.understood, grounds.answers, _profile(rules))
    return case.model_dump_json().encode()


def ready(rules: str) -> bytes:
    """Nothing: asked for early, so that a child has all this loaded by the time a page is put elsewhere."""
    from extractors.writing.language import people, titles

    people("沈知遥")
    titles("教授", _profile(rules))
    return b""


def _readings(packed: bytes, store: Store, reader: str) -> tuple[Reading, ...]:
    grounds, shelf = ungrounded(packed), Shelf(store)
    unread = {page.key for page in grounds.unread}
    wanted = {key: ref for ref, key in grounds.pages if key not in unread}
    found = {key: shelf.get(key, reader) for key in wanted}
    if None in found.values():
        raise NotStoredError("a reading is not there any more")
    return tuple(Reading(wanted[key], said) for key, said in found.items() if said)


@cache
def _profile(rules: str) -> Profile:
    return load_profile(rules)
