"""Arrival: dossiers that a clerk hands in at the desk go through the same line as any other, and into the same summary.

What is laid down is a source of its own. A dossier whose notice is not out yet is completed with what is held of it
already, for a round before its notice holds what lies in the source; after the notice what is new opens the next round.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

from flows.dossier import OutsideError
from flows.home import Home, open_home
from flows.intake import original
from flows.publish import publish_rows
from flows.run import Batch, Order, Watcher, opened
from infra.settings import Settings
from schemas.summary import SummaryRow

Begun = Callable[[Batch], None]


def arrive(order: Order, settings: Settings, today: str, watcher: Watcher, begun: Begun) -> tuple[SummaryRow, ...]:
    """The dossiers of a laid-down source, one after the other; gives their rows, which the summary then has as well.

    `begun` is told the batch, so that it can be stopped. Raises as `opened` does.
    """
    with open_home(order.out, settings) as home:
        for folder in sorted(path for path in Path(order.source).iterdir() if path.is_dir()):
            _complete(folder, home)
    with opened(order, settings, today, watcher) as batch:
        begun(batch)
        rows = tuple(row for case_id in batch.tickets if (row := _attempt(batch, case_id)))
        publish_rows(batch.office.out, (), rows)
    return rows


def _attempt(batch: Batch, case_id: str) -> SummaryRow | None:
    try:
        return batch.attempt(case_id)
    except OutsideError as error:
        return batch.give_up(case_id, error.code)


def _complete(folder: Path, home: Home) -> None:
    """Lay down what is held of this dossier and was not handed in anew."""
    case_id = home.ledger.case_of(unicodedata.normalize("NFC", folder.name))
    held = home.ledger.last_round(case_id) if case_id else None
    if held is None or held.issued:
        return
    for file in held.materials:
        place = folder / file.path
        if not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            home.store.fetch(original(file.sha256), place)
