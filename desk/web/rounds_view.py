"""A later round beside the notice before it: noticed, now supplied, result."""

from typing import NamedTuple

from desk.web.room import Folder, Room
from flows.publish import LIST, folder
from infra.store import NotStoredError
from schemas.deficiencies import DeficiencyList, Item


class Compared(NamedTuple):
    """One item of the notice before, the files that came since (paths), and what it comes to now."""

    item: Item
    supplied: list[str]
    result: str
    tone: str


def comparison(here: Folder, room: Room) -> list[Compared]:
    """Empty in the first round."""
    if here.round.number == 1:
        return []
    try:
        before = room.store.get(f"{folder(here.entry.key, here.round.number - 1)}/{LIST}")
    except NotStoredError:
        return []
    told = DeficiencyList.model_validate_json(before)
    fresh = [each.path for each in here.round.materials if each.round == here.round.number]
    return [_compared(item, fresh, here) for item in told.items if item.state != "dismissed"]


def _compared(item: Item, fresh: list[str], here: Folder) -> Compared:
    now = next((each for each in here.told.items if each.no == item.no), None)
    if any(each.code == item.code and each.subject == item.subject for each in here.told.referrals):
        return Compared(item, fresh, "待核", "question")
    if now is None:
        return Compared(item, fresh, "已补正", "good")
    touched = {place.file for place in now.where}
    result = "不予列入" if now.state == "dismissed" else "未补正"
    return Compared(item, [path for path in fresh if path in touched], result, "bad")
