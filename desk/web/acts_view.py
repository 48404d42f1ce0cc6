"""What people did on a case beside deciding, as its panels show it: the second check, service, and how it was ended."""

from datetime import date
from typing import NamedTuple

from desk.act_words import in_words, taken_back
from desk.web.room import Folder
from desk.web.seats import Seat
from flows.acts import refuse_in_time
from flows.checking import checks_of, decided_last, is_another, stands
from flows.docket import CaseError
from infra.ledger_acts import Acts
from schemas.acts import Recorded, closings, service
from schemas.document import DOCUMENT_NAMES
from schemas.record import CaseRecord
from validators.calendar import Calendar


class SecondCheck(NamedTuple):
    """复核 of a round that is not out yet, where the profile asks for it.

    `done` are the checks that stand, `lapsed` the last one where none does. `counts`: the person at the desk may issue on it;
    `other`: that person may still check it.
    """

    done: tuple[Recorded, ...]
    lapsed: Recorded | None
    counts: bool
    other: bool


class Served(NamedTuple):
    """The last notice that is out: its round, number and day of issue, and how it was served (``None``: not recorded)."""

    round: int
    number: str
    issued_on: str
    record: Recorded | None


class Ending(NamedTuple):
    """How the case stands: what ended it, what was taken back, and for a supervisor what may be recorded now.

    `waits` says why it cannot count as given up (empty: it can); `pickable` are the materials as id or path, and name.
    """

    standing: tuple[Recorded, ...]
    gone: tuple[Recorded, ...]
    waits: str
    served: Served | None
    pickable: list[tuple[str, str]]
    names: dict[str, str]

    def words(self, each: Recorded) -> str:
        return in_words(each, self.names)


def second_check(folder: Folder, seat: Seat) -> SecondCheck | None:
    """``None`` where the profile does not ask for it or the notice is out."""
    if folder.round.issued or not seat.room.profile.setting("notice.second_check"):
        return None
    checks = checks_of(folder.round, folder.acts)
    done = tuple(each for each in checks if stands(each, folder.round))
    name, decided = seat.account.name, decided_last(seat.room.home, folder.entry.case_id)
    counts = any(is_another(each.act.by, name, decided) for each in done)
    other = is_another(name, decided, *(each.act.by for each in done))
    return SecondCheck(done, checks[-1] if checks and not done else None, counts, other)


def served(folder: Folder, seat: Seat) -> Served | None:
    """``None`` where no notice is out."""
    found = Acts(seat.room.home.ledger.engine).last_notice(folder.entry.case_id)
    if found is None:
        return None
    number, stamp = found
    last = service(folder.acts, number)
    record = next((each for each in reversed(folder.acts) if each.round == number and each.act is last), None)
    return Served(number, stamp.number, stamp.issued_at[:10], record)


def ending(folder: Folder, seat: Seat, today: date) -> Ending:
    """Of the case."""
    names = names_of(folder.record)
    loose = {file.path for file in folder.record.files} - {part.file for each in folder.record.documents for part in each.parts}
    pickable = [*names.items(), *((path, path) for path in sorted(loose))]
    return Ending(
        closings(folder.acts), taken_back(folder.acts), _waits(folder, seat, today), served(folder, seat), pickable, names
    )  # fmt: skip


def names_of(record: CaseRecord) -> dict[str, str]:
    """What the documents are called, by their ids: type, and the file it begins in."""
    return {each.id: f"{DOCUMENT_NAMES[each.type]}《{each.parts[0].file.rsplit('/', 1)[-1]}》" for each in record.documents}


def _waits(folder: Folder, seat: Seat, today: date) -> str:
    found = Acts(seat.room.home.ledger.engine).last_notice(folder.entry.case_id)
    if found is None:
        return "本卷宗尚未印发告知书，不能视为放弃。"
    try:
        refuse_in_time(folder.round, *found, Calendar.of(seat.room.profile.calendar), today)
    except CaseError as error:
        return str(error)
    return ""
