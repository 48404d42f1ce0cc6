"""The room behind the pages: the output with its ledger, register, accounts and pictures, opened once and shared."""

import hashlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desk.web.throttle import Throttle
from desk.web.uploads import Uploads
from flows.acts import acts_of
from flows.docket import Docket, opened_docket
from flows.home import FOLDER, Home
from flows.pictures import Pictures
from flows.publish import LIST, RECORD, folder
from flows.registering import bring_up_to_date
from infra.accounts import Accounts
from infra.ledger import OvertakenError, Round
from infra.ledger_acts import Acts
from infra.register import Entry, Register
from infra.settings import Settings
from infra.store import S3_SCHEME, NotStoredError, Store, join_url
from infra.workers import Pool
from schemas.acts import Recorded
from schemas.deficiencies import DeficiencyList
from schemas.profile import Profile
from schemas.record import CaseRecord

PRESENT = 10 * 60.0
"""Seconds for which somebody counts as being on a case after having looked at it."""


class NoSuchCaseError(Exception):
    """No such case in this organisation: whether there is one in another is not said."""


class Folder(NamedTuple):
    """A case as it lies before the clerk, with what people did on it. `version` changes with everything that is done."""

    entry: Entry
    round: Round
    record: CaseRecord
    told: DeficiencyList
    acts: tuple[Recorded, ...]

    @property
    def version(self) -> str:
        return version_of(self.round, self.acts)

    @property
    def quarantined(self) -> bool:
        return self.record.status == "quarantined"


class Room:
    """Shared by all requests, which come on several threads."""

    def __init__(self, home: Home, out: str, store: Store, settings: Settings, rules: str, profile: Profile) -> None:
        self.home, self.out, self.store, self.settings = home, out, store, settings
        self.rules, self.profile = rules, profile
        self.accounts = Accounts(home.ledger.engine)
        self.register = Register(home.ledger.engine)
        self.pictures = Pictures(home.store, settings)
        self._refiler = Pool(1, settings.worker_memory)
        self._refiler.submit("flows.refile:ready", rules, seconds=settings.dossier_seconds)
        self.uploads = Uploads(local_home(out, settings), out, settings, rules)
        self.throttle = Throttle()
        self._cases: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._fresh = threading.Lock()
        self._seen: dict[str, dict[str, float]] = defaultdict(dict)

    def close(self) -> None:
        self.uploads.close()
        self._refiler.close()
        self.pictures.close()

    def refresh(self) -> None:
        """Bring the register up to date with what was done here or by another program."""
        with self._fresh:
            bring_up_to_date(self.register, self.home, self.store, self.profile)

    def entry(self, case_id: str, organ: str) -> Entry:
        """Raises `NoSuchCaseError`."""
        entry = self.register.get(case_id, organ)
        if entry is None:
            raise NoSuchCaseError
        return entry

    def folder(self, case_id: str, organ: str, number: int | None = None) -> Folder:
        """The case with its record of this round, by default the last. Raises `NoSuchCaseError`."""
        entry = self.entry(case_id, organ)
        ledger = self.home.ledger
        round = ledger.round(case_id, number) if number else ledger.last_round(case_id)
        if round is None or round.row is None:
            raise NoSuchCaseError
        here = folder(entry.key, round.number)
        try:
            record = CaseRecord.model_validate_json(self.store.get(f"{here}/{RECORD}"))
            told = DeficiencyList.model_validate_json(self.store.get(f"{here}/{LIST}"))
        except NotStoredError:
            raise NoSuchCaseError from None
        return Folder(entry, round, record, told, Acts(ledger.engine).of(case_id))

    def notice(self, here: Folder, kind: str) -> bytes:
        """The round's notice as ``docx`` or ``pdf``. Raises `NoSuchCaseError`."""
        try:
            return self.store.get(f"{folder(here.entry.key, here.round.number)}/notice.{kind}")
        except NotStoredError:
            raise NoSuchCaseError from None

    @contextmanager
    def docket(self, entry: Entry, seen: str) -> Iterator[Docket]:
        """The case to act on, by one person at a time. Raises `OvertakenError` where it is not as that person saw it."""
        with self._cases[entry.case_id]:
            with opened_docket(entry.key, self.out, self.settings, self.rules, pool=self._refiler) as docket:
                if version_of(docket.round, acts_of(docket)) != seen:
                    raise OvertakenError("the case is not as it was seen")
                yield docket
            self.refresh()

    def others(self, case_id: str, name: str) -> list[str]:
        """Who else is on this case now; notes that `name` is."""
        now, people = time.monotonic(), self._seen[case_id]
        people[name] = now
        return sorted(each for each, at in people.items() if each != name and at > now - PRESENT)

    def present(self, case_id: str) -> list[str]:
        """Who is on this case now."""
        now = time.monotonic()
        return sorted(each for each, at in self._seen.get(case_id, {}).items() if at > now - PRESENT)

    def note(self, case_id: str, event: str, account: str, **detail: str | int) -> None:
        """Write an act in the audit trail: by the account's id, which says no name."""
        self.home.ledger.note(case_id, event, {"account": account, **detail})


def local_home(out: str, settings: Settings) -> Path | None:
    """The desk's own folder in the home, where that is a folder."""
    place = settings.home or join_url(out, FOLDER)
    return None if place.startswith(S3_SCHEME) else Path(place) / "desk"


def version_of(round: Round, acts: Sequence[Recorded]) -> str:
    """What the round came to last and how many acts there are on the case, in short."""
    come_to = [round.number, round.outputs, round.issued, len(acts)]
    return hashlib.sha256(json.dumps(come_to, sort_keys=True).encode()).hexdigest()[:20]
