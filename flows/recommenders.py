"""Keeping the list of recommenders who had to leave (退出名单, Art. 11): by a supervisor, with reason and day."""

from datetime import datetime

from flows.docket import CaseError
from flows.home import Home
from flows.rights import refuse_unentitled
from infra.ledger_recommenders import Recommenders
from schemas.recommenders import Entry, same_entry, standing


def enter(home: Home, organ: str, entry: Entry, now: datetime) -> None:
    """Put somebody on the organisation's list, or take somebody off. Raises `CaseError`, `LedgerError`."""
    refuse_unentitled(home, organ, entry.by, "supervise")
    if entry.on > now.date().isoformat():
        raise CaseError("day_to_come", "日期晚于今天，请核对 --on。")
    kept = Recommenders(home.ledger.engine, organ)
    known = kept.entries()
    listed = any(same_entry(each, entry) for each in standing(known))
    if listed and entry.kind == "add":
        raise CaseError("already_listed", "该专家（姓名、单位相同）已在退出名单内。")
    if not listed and entry.kind == "remove":
        raise CaseError("not_listed", "退出名单内没有该专家；姓名和单位（--unit）须与名单所载相同。")
    kept.enter(entry, now.isoformat(timespec="seconds"), known)
