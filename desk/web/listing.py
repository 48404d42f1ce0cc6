"""The panel of the deficiency list: each item with its places and its state, and what is announced with it."""

from typing import NamedTuple

from desk.web.views import Spot, spots
from schemas.deficiencies import DeficiencyList, Item
from schemas.record import CaseRecord


class Row(NamedTuple):
    """An item, where it was seen, and the requirements that its document will be held to."""

    item: Item
    places: list[Spot]
    announced: list[str]


def items(record: CaseRecord, told: DeficiencyList) -> list[Row]:
    """In the order of the notice; what was dismissed comes last."""
    ordered = sorted(told.items, key=lambda item: (item.state == "dismissed", item.no))
    return [Row(item, spots(item.where, record), [a.text for a in told.announced if a.no == item.no]) for item in ordered]
